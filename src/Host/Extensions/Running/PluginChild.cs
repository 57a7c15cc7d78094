using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Extensions.Running;

/// <summary>A plugin's process, with everything that it starts.</summary>
internal sealed partial class PluginChild
{
    /// <summary>A process whose input has ended has nothing left to do; this is for a loaded machine.</summary>
    public static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(2);

    public const string Stopped = "It was stopped.";

    private const int SigKill = 9;

    // A shell's convention: ended by a signal is 128 and its number.
    private const int SignalBase = 128;

    private readonly Process _process;
    private readonly Task _errors;

    private PluginChild(Process process, ILogger log)
    {
        _process = process;
        Id = process.Id;
        Exited = process.WaitForExitAsync(CancellationToken.None);
        _errors = new ErrorOutput(log).PumpAsync(process.StandardError);
    }

    public int Id { get; }

    /// <summary>Completes when the process itself has ended; what it started may live on until <see cref="Kill"/>.</summary>
    public Task Exited { get; }

    /// <summary>Its standard input, which we write.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Its standard output, which we read.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    public static async Task<PluginChild> StartAsync(ChildStarter starter, ProcessStartInfo what, ILogger log) => new(await starter.StartAsync(what), log);

    /// <summary>Waits a moment for the process, whose input has ended, to end by itself, then ends it; its children in any case.</summary>
    /// <param name="otherwise">The reason, where the process did not end by itself.</param>
    /// <returns>Why it ended.</returns>
    public async Task<string> EndAsync(string? otherwise)
    {
        var byItself = await Task.WhenAny(Exited, Task.Delay(ExitTimeout, CancellationToken.None)) == Exited;
        Kill();
        await Exited;
        var reason = byItself && otherwise != Stopped ? Describe(_process.ExitCode) : otherwise ?? Describe(_process.ExitCode);

        // A child that outlived the kill in another process group may still hold the pipe; its words are then not waited for.
        await Task.WhenAny(_errors, Task.Delay(ExitTimeout, CancellationToken.None));
        _process.Dispose();
        return reason;
    }

    /// <summary>Ends the process and what it started, also where it is gone itself: the runner made it the head of a process group.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        if (!OperatingSystem.IsWindows() && Id > 1)
            _ = Signal(-Id, SigKill);
    }

    private static string Describe(int exitCode) => exitCode switch
    {
        0 => "It ended by itself.",
        > SignalBase => $"It was killed by signal {exitCode - SignalBase}.",
        _ => $"It ended with exit code {exitCode}.",
    };

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Signal(int process, int signal);
}
