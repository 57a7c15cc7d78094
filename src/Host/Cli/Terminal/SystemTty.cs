using System.Diagnostics;
using System.Text;

namespace Assistant.Host.Cli.Terminal;

/// <summary>The controlling terminal, opened directly: <c>/dev/tty</c>, on Windows the console's own devices.</summary>
internal sealed class SystemTty : ITty
{
    // A longer answer than any question wants; what follows is dropped.
    private const int LongestLine = 1024;

    private static string InputPath => OperatingSystem.IsWindows() ? "CONIN$" : "/dev/tty";

    private static string OutputPath => OperatingSystem.IsWindows() ? "CONOUT$" : "/dev/tty";

    public bool IsThere
    {
        get
        {
            try
            {
                Open(InputPath, FileAccess.Read).Dispose();
                return true;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    public async ValueTask<string?> AskAsync(string prompt, CancellationToken cancel)
    {
        try
        {
            await using (var output = Open(OutputPath, FileAccess.Write))
                await output.WriteAsync(Encoding.UTF8.GetBytes(prompt), cancel);
            // The read cannot be cancelled: it is left behind on its thread and ends with the process.
            return await Task.Run(ReadLine, cancel).WaitAsync(cancel);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public async ValueTask<string?> AskHiddenAsync(string prompt, CancellationToken cancel)
    {
        if (!SetEcho(false))
            throw new CliException(ExitCode.Failed, "The terminal would show what is typed.", "Give --passphrase-file.");
        try
        {
            return await AskAsync(prompt, cancel);
        }
        finally
        {
            SetEcho(true);
            if (IsThere)
                await SayAsync("\n");
        }
    }

    private static bool SetEcho(bool on)
    {
        if (OperatingSystem.IsWindows())
            return false;
        // The terminal's own tool: what it calls its settings differs between systems.
        using var tool = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", on ? "stty echo < /dev/tty" : "stty -echo < /dev/tty"]) { UseShellExecute = false, RedirectStandardError = true });
        tool!.WaitForExit();
        return tool.ExitCode == 0;
    }

    private static async Task SayAsync(string text)
    {
        await using var output = Open(OutputPath, FileAccess.Write);
        await output.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    private static string? ReadLine()
    {
        using var input = Open(InputPath, FileAccess.Read);
        var line = new List<byte>();
        for (int next; (next = input.ReadByte()) != '\n';)
        {
            if (next < 0)
                return null;
            if (line.Count < LongestLine)
                line.Add((byte)next);
        }

        return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
    }

    // Unbuffered, so that nothing typed ahead is taken from the shell; shared, so that no lock is asked of a device.
    private static FileStream Open(string path, FileAccess access) => new(path, FileMode.Open, access, FileShare.ReadWrite, bufferSize: 0);
}
