using System.Collections.Frozen;
using System.Text;

namespace Assistant.Plugins.Drafting.Fencing;

/// <summary>
/// Takes HTML out of text that should be plain: comments, scripts, styles and hidden elements with what they hold, other tags alone. Line feeds stay
/// where they are, so that lines keep their numbers. What only looks like a tag (an address in angle brackets, a comparison) stays.
/// </summary>
internal sealed class HiddenMarkup
{
    private static readonly FrozenSet<string> Tags = FrozenSet.ToFrozenSet(
        [
            "a", "abbr", "address", "applet", "article", "aside", "audio", "b", "base", "bdi", "bdo", "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col", "dd",
            "del", "details", "div", "dl", "dt", "em", "embed", "figure", "font", "footer", "form", "frame", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "iframe", "img",
            "input", "ins", "kbd", "label", "li", "link", "main", "map", "mark", "math", "meta", "nav", "noscript", "object", "ol", "option", "p", "param", "picture", "pre", "q", "s", "script",
            "section", "select", "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead",
            "title", "tr", "tt", "u", "ul", "var", "video", "wbr",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Unseen =
        FrozenSet.ToFrozenSet(["applet", "canvas", "embed", "head", "iframe", "math", "noscript", "object", "script", "style", "svg", "template", "textarea", "title"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Empty =
        FrozenSet.ToFrozenSet(["base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "wbr"], StringComparer.OrdinalIgnoreCase);

    // Compared against the tag without its blanks, in lower case, and with its backgrounds left out.
    private static readonly string[] Tricks =
    [
        "display:none", "visibility:hidden", "visibility:collapse", "font-size:0;", "font-size:0\"", "font-size:0'", "font-size:0p", "font-size:1px", "opacity:0;", "opacity:0\"", "opacity:0'", "opacity:0.0",
        "color:white", "color:#fff", "color:transparent", "color=\"white\"", "color=\"#fff", "color=white", "color=#fff", "max-height:0", "text-indent:-", "left:-9", "top:-9", "clip:rect(0", "mso-hide:all",
        "aria-hidden=\"true\"", "aria-hidden='true'", "aria-hidden=true",
    ];

    // Text that opens and never closes must not make the search quadratic.
    private readonly string _text;
    private long _work;
    private bool _noCommentEnds;

    private HiddenMarkup(string text) => _text = text;

    public static string Remove(string text, ref bool found)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
            return text;
        var sweep = new HiddenMarkup(text);
        var result = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var next = text.IndexOf('<', at);
            if (next < 0)
                next = text.Length;
            result.Append(text, at, next - at);
            if (next == text.Length)
                break;
            at = sweep.Skip(next);
            if (at > next)
            {
                found = true;
                LineFeeds(text.AsSpan(next, at - next), result);
            }
            else
            {
                result.Append('<');
                at = next + 1;
            }
        }

        return result.ToString();
    }

    /// <summary>Where the text goes on; the same place where this is no markup.</summary>
    private int Skip(int start)
    {
        if (At(_text, start, "<!--"))
        {
            var close = _noCommentEnds ? -1 : _text.IndexOf("-->", start + 4, StringComparison.Ordinal);
            _noCommentEnds = close < 0;
            // One that never closes hides nothing in a plain text; only the mark goes.
            return close < 0 ? start + 4 : close + 3;
        }

        if (At(_text, start, "<!") || At(_text, start, "<?"))
        {
            var close = End(_text, start);
            return close < 0 ? start : close;
        }

        var end = Tag(_text, start, out var name, out var isClosing);
        if (end < 0 || isClosing || Empty.Contains(name))
            return end < 0 ? start : end;
        return Unseen.Contains(name) || IsHidden(_text.AsSpan(start, end - start)) ? Close(end, name) : end;
    }

    private int Close(int at, string name)
    {
        var (behindTag, depth) = (at, 1);
        while (_work < FenceLimits.MarkupWork && (at = _text.IndexOf('<', at)) >= 0)
        {
            _work++;
            var end = Tag(_text, at, out var other, out var isClosing);
            if (end < 0)
            {
                at++;
                continue;
            }

            if (other.Equals(name, StringComparison.OrdinalIgnoreCase))
                depth += isClosing ? -1 : 1;
            if (depth == 0)
                return end;
            at = end;
        }

        return behindTag;
    }

    /// <summary>Behind the tag that begins here; -1 where none does.</summary>
    private static int Tag(string text, int start, out string name, out bool isClosing)
    {
        (name, isClosing) = ("", start + 1 < text.Length && text[start + 1] == '/');
        var from = start + (isClosing ? 2 : 1);
        var to = from;
        while (to < text.Length && char.IsAsciiLetterOrDigit(text[to]))
            to++;
        if (to == from || to - from > 12 || to == text.Length || !(char.IsWhiteSpace(text[to]) || text[to] is '>' or '/'))
            return -1;
        name = text[from..to];
        return Tags.Contains(name) ? End(text, start) : -1;
    }

    private static int End(string text, int start)
    {
        var end = text.IndexOf('>', start, Math.Min(FenceLimits.Tag, text.Length - start));
        return end < 0 ? -1 : end + 1;
    }

    private static bool IsHidden(ReadOnlySpan<char> tag)
    {
        var packed = new StringBuilder(tag.Length);
        foreach (var c in tag)
        {
            if (!char.IsWhiteSpace(c))
                packed.Append(char.ToLowerInvariant(c));
        }

        var text = packed.Replace("background-color:", "").Replace("border-color:", "").ToString();
        return Array.Exists(Tricks, trick => text.Contains(trick, StringComparison.Ordinal)) || HasHidden(tag);
    }

    // The attribute: a word of its own.
    private static bool HasHidden(ReadOnlySpan<char> tag)
    {
        var at = tag.IndexOf(" hidden", StringComparison.OrdinalIgnoreCase);
        return at >= 0 && at + 7 < tag.Length && tag[at + 7] is ' ' or '>' or '=' or '/';
    }

    private static bool At(string text, int offset, string expected) => string.CompareOrdinal(text, offset, expected, 0, expected.Length) == 0;

    private static void LineFeeds(ReadOnlySpan<char> text, StringBuilder result)
    {
        result.Append(' ');
        result.Append('\n', text.Count('\n'));
    }
}
