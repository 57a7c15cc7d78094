using Assistant.Host.Cli.Machine;

namespace Assistant.Host.Tests.Cli;

/// <summary>A system that has the programs a test names, with a ledger of what was run.</summary>
internal sealed class FakePrograms(params string[] installed) : IPrograms
{
    /// <summary>The command lines, each with its words joined by spaces.</summary>
    public List<string> Ran { get; } = [];

    /// <summary>What was left running.</summary>
    public List<string> Started { get; } = [];

    public Func<IReadOnlyList<string>, ProgramResult> Answer { get; set; } = _ => new ProgramResult(0, "", "");

    public bool Starts { get; set; } = true;

    public string? Find(string name) => installed.Contains(name) ? "/usr/bin/" + name : null;

    public ValueTask<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        Ran.Add(string.Join(' ', arguments.Prepend(program)));
        return new(Answer([program, .. arguments]));
    }

    public ValueTask<bool> StartAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        Started.Add(string.Join(' ', arguments.Prepend(program)));
        return new(Starts);
    }
}
