using System.ComponentModel;
using System.Diagnostics;

namespace Assistant.Host.Cli.Terminal;

/// <summary>The user's own editor, on a file that only the user can read.</summary>
internal sealed class TextEditor(Func<string, string?> variable)
{
    /// <summary>Lets the user edit a text; null where the editor failed or the text is as it was.</summary>
    /// <param name="text">What to begin with.</param>
    /// <param name="folder">Where the file may lie meanwhile: the data folder, which only this user can enter.</param>
    /// <param name="cancel">Ends the wait; the editor is the user's to close.</param>
    public async Task<string?> EditAsync(string text, string folder, CancellationToken cancel)
    {
        var path = await KeepAsync(text, folder, cancel);
        try
        {
            await RunAsync(path, cancel);
            var edited = await File.ReadAllTextAsync(path, cancel);
            return edited == text ? null : edited;
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Writes a text to a new file of its own; answers the file's path.</summary>
    private static async Task<string> KeepAsync(string text, string folder, CancellationToken cancel)
    {
        var path = Path.Combine(folder, $"edit-{Guid.NewGuid():N}.md");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync(text.AsMemory(), cancel);
        return path;
    }

    /// <summary>What was refused, with the place where what the user typed is kept.</summary>
    public static async Task<CliException> KeptAsync(Exception refusal, string text, string folder, CancellationToken cancel)
    {
        var problem = Failures.Explain(refusal);
        return new CliException(problem.Code, problem.Message, $"{problem.Remedy}\nWhat you typed is kept in {await KeepAsync(text, folder, cancel)}.".TrimStart('\n'), refusal);
    }

    private async Task RunAsync(string path, CancellationToken cancel)
    {
        var command = variable("VISUAL") is { Length: > 0 } visual ? visual : variable("EDITOR") is { Length: > 0 } editor ? editor : OperatingSystem.IsWindows() ? "notepad" : "vi";
        // EDITOR may hold arguments ("code --wait"); a shell reads it as every other program does.
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo("cmd", ["/c", $"{command} \"{path}\""])
            : new ProcessStartInfo("/bin/sh", ["-c", $"{command} \"$1\"", "sh", path]);
        try
        {
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync(cancel);
            if (process.ExitCode != 0)
                throw new CliException(ExitCode.Failed, $"The editor '{command}' ended with code {process.ExitCode}; nothing was changed.", "Set EDITOR to the editor you use.");
        }
        catch (Win32Exception error)
        {
            throw new CliException(ExitCode.Failed, $"The editor '{command}' cannot be started: {error.Message}", "Set EDITOR to the editor you use.", error);
        }
    }
}
