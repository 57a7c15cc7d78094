using System.CommandLine;

namespace Assistant.Host.Cli;

/// <summary>A command with what its help shows and what runs it. A command without a handler is a group.</summary>
internal sealed class CliCommand : Command
{
    /// <param name="name">The word that is typed.</param>
    /// <param name="purpose">What it does, in one line.</param>
    /// <param name="examples">Whole commands without the program's name; each works as printed, with an id in place of a capital word.</param>
    public CliCommand(string name, string purpose, params string[] examples)
        : base(name, purpose) => Examples = examples;

    public IReadOnlyList<string> Examples { get; }

    public Func<CliRun, CancellationToken, Task<ExitCode>>? Handler { get; private set; }

    public CliCommand Runs(Func<CliRun, CancellationToken, Task<ExitCode>> handler)
    {
        Handler = handler;
        // Tells the parser that the command can stand without a subcommand; it is run by us.
        SetAction(static _ => { });
        return this;
    }
}
