using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Machine;
using Assistant.Host.Cli.Terminal;
using Assistant.Host.Storage;

namespace Assistant.Host.Cli;

/// <summary>Everything of the process that a command touches, so that a test can give it another.</summary>
internal sealed class CliEnvironment
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Standard output for bytes: a message's source, the bridge.</summary>
    public required Func<Stream> RawOut { get; init; }

    public required Func<Stream> RawIn { get; init; }

    public required TerminalProfile Terminal { get; init; }

    /// <summary>The person at the terminal, whatever stdin and stdout are.</summary>
    public required ITty Tty { get; init; }

    public required DataRoot Root { get; init; }

    public required IHostDoor Door { get; init; }

    public required TextEditor Editor { get; init; }

    public required MachineProfile Machine { get; init; }

    public required IPrograms Programs { get; init; }

    /// <summary>The root of the source tree that this program runs in; null for a published one.</summary>
    public required string? SourceTree { get; init; }

    public required Func<string, string?> Variable { get; init; }

    public required TimeProvider Time { get; init; }

    public required CliHooks Hooks { get; init; }

    public static CliEnvironment OfProcess(CliHooks hooks)
    {
        var tty = new SystemTty();
        return new CliEnvironment
        {
            Out = Console.Out,
            Error = Console.Error,
            RawOut = Console.OpenStandardOutput,
            RawIn = Console.OpenStandardInput,
            Terminal = TerminalProfile.OfProcess(),
            Tty = tty,
            Root = DataRoot.Find(),
            Door = new LocalDoor(TimeProvider.System),
            Editor = new TextEditor(Environment.GetEnvironmentVariable),
            Machine = MachineProfile.OfProcess(),
            Programs = new SystemPrograms(),
            SourceTree = Cli.Machine.SourceTree.Root,
            Variable = Environment.GetEnvironmentVariable,
            Time = TimeProvider.System,
            Hooks = hooks,
        };
    }
}
