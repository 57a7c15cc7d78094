using Assistant.Host.Cli.Terminal;

namespace Assistant.Host.Tests.Cli;

/// <summary>A person who types the given lines, and then closes the terminal. Nobody is there where none are given.</summary>
internal sealed class FakeTty(params IEnumerable<string> lines) : ITty
{
    private readonly Queue<string> _lines = new(lines);

    public List<string> Prompts { get; } = [];

    public bool IsThere => _lines.Count > 0 || Prompts.Count > 0;

    public ValueTask<string?> AskAsync(string prompt, CancellationToken cancel)
    {
        Prompts.Add(prompt);
        return ValueTask.FromResult(_lines.TryDequeue(out var line) ? line : null);
    }

    public ValueTask<string?> AskHiddenAsync(string prompt, CancellationToken cancel) => AskAsync(prompt, cancel);
}
