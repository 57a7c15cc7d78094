using Assistant.Host.Cli.Terminal;

namespace Assistant.Host.Cli;

/// <summary>Finds the one record that a person means: by its id, the beginning or the end of it, or its name.</summary>
internal static class Reference
{
    // Shorter pieces of an id are more often a word.
    private const int ShortestPiece = 4;

    private const int MostNamed = 5;

    // 'ana' means Ana Ruiz and not Emi Tanaka.
    private static readonly char[] WordEnds = [' ', '@', '<', '>', '.', ','];

    /// <param name="kind">What is looked for, in the words of the protocol.</param>
    /// <param name="given">What was typed.</param>
    /// <param name="items">Everything it could be.</param>
    /// <param name="id">An item's id.</param>
    /// <param name="names">What else an item is called; the first is shown, and all of them where the first tells several not apart.</param>
    /// <exception cref="CliException">Nothing, or more than one, fits.</exception>
    public static T One<T>(string kind, string given, IReadOnlyCollection<T> items, Func<T, string> id, Func<T, IEnumerable<string>> names)
    {
        Func<T, bool>[] tests =
        [
            item => id(item) == given,
            item => given.Length >= ShortestPiece && (id(item).StartsWith(given, StringComparison.OrdinalIgnoreCase) || id(item).EndsWith(given, StringComparison.OrdinalIgnoreCase)),
            item => names(item).Any(name => name.Equals(given, StringComparison.OrdinalIgnoreCase)),
            item => names(item).Any(name => name.Split(WordEnds).Contains(given, StringComparer.OrdinalIgnoreCase)),
            item => given.Length > 0 && names(item).Any(name => name.Contains(given, StringComparison.OrdinalIgnoreCase)),
        ];
        foreach (var test in tests)
        {
            switch (items.Where(test).ToList())
            {
                case [var only]:
                    return only;
                case [_, _, ..] several:
                    var isApart = several.Select(item => names(item).FirstOrDefault()).Distinct(StringComparer.Ordinal).Count() == several.Count;
                    var list = string.Join(", ", several.Take(MostNamed).Select(item => Named(id(item), isApart ? names(item).FirstOrDefault() : string.Join(", ", names(item).Where(static name => name.Length > 0)))));
                    throw new CliException(ExitCode.Usage, $"'{given}' could be {several.Count} {kind}s: {list}{(several.Count > MostNamed ? ", ..." : "")}.", "Give more of the id.");
            }
        }

        throw new CliException(ExitCode.NotFound, $"There is no {kind} '{given}'.", $"{CommandLine.Program} {kind switch { "outbox item" => "outbox", "sent message" or "incoming message" => "tracking", "client" => "clients", "model" => "models", "prompt" => "prompts", _ => kind }} list shows what there is.");
    }

    // A prompt or a model is called by its id, which is a word and no number to be shortened.
    private static string Named(string id, string? name)
    {
        var shown = Guid.TryParse(id, out _) ? Shown.Id(id) : id;
        return name is { Length: > 0 } && name != id ? $"{shown} ({name})" : shown;
    }
}
