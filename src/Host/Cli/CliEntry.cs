using System.Runtime.InteropServices;

namespace Assistant.Host.Cli;

/// <summary>The command line, from the process's arguments to its exit code.</summary>
internal static class CliEntry
{
    public static Task<int> RunAsync(string[] args, CliHooks hooks) =>
        ServeLine.Read(args) is { } options ? ServeLine.RunAsync(options, hooks) : RunCommandAsync(args, hooks);

    private static async Task<int> RunCommandAsync(string[] args, CliHooks hooks)
    {
        using var cancel = new CancellationTokenSource();
        // The first Ctrl-C cancels the call and lets the command say so; the second ends the process the system's way.
        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = !cancel.IsCancellationRequested;
            cancel.Cancel();
        }

        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        return (int)await new CommandLine(CliEnvironment.OfProcess(hooks)).RunAsync(args, cancel.Token);
    }
}
