using Assistant.Plugins.Applications.Storage;

namespace Assistant.Plugins.Applications.Replies;

/// <summary>The phrases by which a reply is read, as they are shipped beside the plugin in <c>Replies/phrases.txt</c>.</summary>
internal sealed class ReplyPhrases
{
    private readonly List<(string Meaning, string Phrase)> _phrases = [];

    /// <param name="text">A meaning, a tab and a phrase on each line; lines that begin with # and empty ones say nothing.</param>
    public ReplyPhrases(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith('#') || line.Split('\t') is not [var meaning, var phrase])
                continue;
            _phrases.Add((meaning.Trim(), $" {Folded.Of(phrase)} "));
        }
    }

    public int Count => _phrases.Count;

    public static ReplyPhrases Shipped { get; } = Load();

    /// <summary>What a passage means; null where it has none of the phrases, or phrases of several meanings.</summary>
    /// <param name="folded">Folded, with a blank before and behind.</param>
    /// <param name="several">It has phrases of several meanings.</param>
    public string? Meaning(string folded, out bool several)
    {
        string? found = null;
        several = false;
        foreach (var (meaning, phrase) in _phrases)
        {
            if (meaning == found || !folded.Contains(phrase, StringComparison.Ordinal))
                continue;
            several |= found is not null;
            found = meaning;
        }

        return several ? null : found;
    }

    private static ReplyPhrases Load()
    {
        using var stream = typeof(ReplyPhrases).Assembly.GetManifestResourceStream("phrases.txt") ?? throw new InvalidOperationException("The phrases are not in the assembly.");
        using var reader = new StreamReader(stream);
        return new ReplyPhrases(reader.ReadToEnd());
    }
}
