using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.Applications.Search;

/// <summary>Cuts what was typed into words and filters: <c>word</c>, <c>"several words"</c>, <c>key:value</c>, <c>key:"a value"</c>, each with <c>-</c> before it for its opposite.</summary>
internal static class SearchReader
{
    public const string Path = "$.query";

    // What fits a search box.
    private const int Longest = 500;

    private const int MostWords = 40;

    /// <exception cref="RpcException">Invalid, with the place as <c>$.query:12</c>, counted from 1.</exception>
    public static List<SearchWord> Read(string text)
    {
        if (text.Length > Longest)
            throw RpcException.Invalid(Path, $"is longer than {Longest} characters", "Search for less at once.");
        var words = new List<SearchWord>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            words.Add(Word(text, ref at));
            if (words.Count > MostWords)
                throw At(words[^1].At, $"is the word after the first {MostWords}", "Search for less at once.");
        }

        return words;
    }

    public static RpcException At(int place, string problem, string remedy) => RpcException.Invalid(FormattableString.Invariant($"{Path}:{place}"), problem, remedy);

    private static SearchWord Word(string text, ref int at)
    {
        var start = at + 1;
        var not = text[at] == '-' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]);
        if (not)
            at++;
        var key = Key(text, ref at);
        if (at < text.Length && text[at] == '"')
            return new SearchWord(start, not, key, Quoted(text, ref at), Quoted: true);
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] != '"')
            end++;
        var value = text[at..end];
        at = end;
        return key is not null && value.Length == 0
            ? throw At(start, $"'{key}:' has no value", $"Write it right after the colon, as in {key}:value or {key}:\"two words\".")
            : new SearchWord(start, not, key, value, Quoted: false);
    }

    // Letters and then a colon; a web address is no filter.
    private static string? Key(string text, ref int at)
    {
        var end = at;
        while (end < text.Length && char.IsAsciiLetter(text[end]))
            end++;
        if (end == at || end >= text.Length || text[end] != ':' || text.AsSpan(end).StartsWith("://"))
            return null;
        var key = text[at..end].ToLowerInvariant();
        at = end + 1;
        return key;
    }

    private static string Quoted(string text, ref int at)
    {
        var end = text.IndexOf('"', at + 1);
        if (end < 0)
            throw At(at + 1, "has a quotation mark that is never closed", "Close it, or leave it out.");
        var value = text[(at + 1)..end].Trim();
        if (value.Length == 0)
            throw At(at + 1, "has nothing between its quotation marks", "Write words between them, or leave them out.");
        at = end + 1;
        return value;
    }
}
