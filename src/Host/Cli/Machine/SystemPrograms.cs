using System.ComponentModel;
using System.Diagnostics;

namespace Assistant.Host.Cli.Machine;

/// <summary>The programs on PATH.</summary>
internal sealed class SystemPrograms : IPrograms
{
    /// <summary>A system's tool answers at once; one that waits for something nobody sees is ended. Publishing takes longest.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Within this, what opens pages has failed or has handed the page over.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(3);

    public string? Find(string name)
    {
        string[] names = OperatingSystem.IsWindows() ? [name + ".exe", name + ".cmd"] : [name];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(file => Path.Combine(folder, file)))
            .FirstOrDefault(IsProgram);
    }

    public async ValueTask<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        using var process = Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return new ProgramResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancel.ThrowIfCancellationRequested();
            throw new CliException(ExitCode.Failed, $"{Path.GetFileName(program)} did not end within {(int)Patience.TotalMinutes} minutes.");
        }
    }

    public async ValueTask<bool> StartAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        // A browser says much, holds the streams it was given, and would end by Ctrl-C in this terminal.
        string[] detached = OperatingSystem.IsWindows() ? [] : ["/bin/sh", "-c", "exec \"$@\" </dev/null >/dev/null 2>&1", "sh"];
        string[] command = [.. Find("setsid") is { } setsid && !OperatingSystem.IsWindows() ? [setsid] : Array.Empty<string>(), .. detached, program, .. arguments];
        using var process = Start(new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, CreateNoWindow = true });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(StartPatience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return true;
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new CliException(ExitCode.Failed, $"{start.FileName} cannot be started: {error.Message}", inner: error);
        }
    }

    private static bool IsProgram(string path)
    {
        if (!File.Exists(path))
            return false;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
    }
}
