using System.Collections.Frozen;
using System.Net;

namespace Assistant.Mail.Html;

/// <summary>One tag of a text: its name and its attributes, read as browsers read them (a quoted value may hold a closing bracket).</summary>
/// <param name="Name">In lower case.</param>
/// <param name="IsClosing"><c>&lt;/p&gt;</c>.</param>
/// <param name="Start">Of its opening bracket.</param>
/// <param name="End">Behind its closing bracket.</param>
internal readonly record struct HtmlTag(string Name, bool IsClosing, int Start, int End)
{
    private const int LongestName = 12;

    private static readonly FrozenSet<string> Known = FrozenSet.ToFrozenSet(
        [
            "a", "abbr", "address", "applet", "article", "aside", "audio", "b", "base", "bdi", "bdo", "big", "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col",
            "colgroup", "dd", "del", "details", "dfn", "dialog", "div", "dl", "dt", "em", "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4",
            "h5", "h6", "head", "header", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li", "link", "main", "map", "mark", "marquee", "math", "meta", "nav", "noembed",
            "noframes", "noscript", "object", "ol", "optgroup", "option", "p", "param", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp", "script", "section", "select", "small", "source", "span",
            "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "tt", "u", "ul", "var", "video",
            "wbr", "xmp",
        ],
        StringComparer.Ordinal);

    /// <summary>The tag that begins here; null where this only looks like one, as an address in angle brackets does.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="start">Of an opening bracket.</param>
    /// <param name="longest">Characters that a tag may have.</param>
    public static HtmlTag? Read(string text, int start, int longest)
    {
        var isClosing = start + 1 < text.Length && text[start + 1] == '/';
        var from = start + (isClosing ? 2 : 1);
        var to = from;
        while (to < text.Length && to - from <= LongestName && char.IsAsciiLetterOrDigit(text[to]))
            to++;
        if (to == from || to - from > LongestName || to == text.Length || !(char.IsWhiteSpace(text[to]) || text[to] is '>' or '/'))
            return null;
        var name = text[from..to].ToLowerInvariant();
        return Known.Contains(name) && Behind(text, to, (int)Math.Min(text.Length, (long)start + longest)) is { } end ? new HtmlTag(name, isClosing, start, end) : null;
    }

    /// <summary>The value of an attribute, character references read; null where it has none, empty where it only stands there.</summary>
    public string? Attribute(string text, string wanted)
    {
        for (var at = Start + 1 + Name.Length; at < End - 1;)
        {
            while (at < End - 1 && (char.IsWhiteSpace(text[at]) || text[at] is '/' or '"' or '\''))
                at++;
            var from = at;
            while (at < End - 1 && !char.IsWhiteSpace(text[at]) && text[at] is not ('=' or '/'))
                at++;
            var name = text.AsSpan(from, at - from);
            while (at < End - 1 && char.IsWhiteSpace(text[at]))
                at++;
            var value = default(Range);
            if (at < End - 1 && text[at] == '=')
                value = Value(text, ref at);
            else if (at == from)
                at++;
            if (name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                return WebUtility.HtmlDecode(text[value]);
        }

        return null;
    }

    /// <param name="text">The whole text.</param>
    /// <param name="at">The equals sign; then behind the value.</param>
    private Range Value(string text, ref int at)
    {
        at++;
        while (at < End - 1 && char.IsWhiteSpace(text[at]))
            at++;
        var from = at;
        if (at < End - 1 && text[at] is '"' or '\'')
        {
            from++;
            var close = text.IndexOf(text[at], from, End - 1 - from);
            at = close < 0 ? End - 1 : close + 1;
            return from..(close < 0 ? End - 1 : close);
        }

        while (at < End - 1 && !char.IsWhiteSpace(text[at]))
            at++;
        return from..at;
    }

    // A quotation mark opens a value only behind an equals sign; one that never closes is none.
    private static int? Behind(string text, int at, int end)
    {
        var first = text.IndexOf('>', at, end - at);
        if (first < 0)
            return null;
        for (; at < end; at++)
        {
            if (text[at] == '>')
                return at + 1;
            if (text[at] is not ('"' or '\'') || !FollowsEquals(text, at))
                continue;
            var close = text.IndexOf(text[at], at + 1, end - at - 1);
            if (close < 0)
                break;
            at = close;
        }

        return first + 1;
    }

    private static bool FollowsEquals(string text, int at)
    {
        while (at > 0 && char.IsWhiteSpace(text[at - 1]))
            at--;
        return at > 0 && text[at - 1] == '=';
    }
}
