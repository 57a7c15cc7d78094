using System.Globalization;
using System.Text;

namespace Assistant.Mail.Html;

/// <summary>
/// The rules of a text's style sheets, as far as a mail program heeds them: by tag, class and id, the last part of a selector deciding. Rules that hold
/// only for some screens, and selectors of states, are passed over.
/// </summary>
internal sealed class HtmlSheet
{
    private const int MostRules = 4_000;

    private readonly Dictionary<string, List<(string, string)>> _rules = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>What holds for an element, its own style last.</summary>
    public IEnumerable<(string Name, string Value)> Of(string text, HtmlTag tag)
    {
        IEnumerable<(string Name, string Value)> found = Rules(tag.Name);
        if (_count > 0)
        {
            foreach (var name in (tag.Attribute(text, "class") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                found = found.Concat(Rules("." + name.ToLowerInvariant()));
            if (tag.Attribute(text, "id") is { Length: > 0 } id)
                found = found.Concat(Rules("#" + id.Trim().ToLowerInvariant()));
        }

        if (tag.Attribute(text, "bgcolor") is { } behind)
            found = found.Append(("background-color", behind.Trim().ToLowerInvariant()));
        if (tag.Name == "font" && tag.Attribute(text, "color") is { } colour)
            found = found.Append(("color", colour.Trim().ToLowerInvariant()));
        return tag.Attribute(text, "style") is { } style ? found.Concat(Declarations(style)) : found;
    }

    /// <summary>Reads the text of a style element.</summary>
    public void Add(string css)
    {
        css = Plain(css);
        for (var at = 0; at < css.Length && _count < MostRules;)
        {
            var open = css.IndexOf('{', at);
            if (open < 0)
                return;
            var selector = css[at..open].Trim();
            selector = selector[(selector.LastIndexOf(';') + 1)..].Trim();
            if (selector.StartsWith('@'))
            {
                // What holds on every screen is gone into; what holds on some is passed over.
                at = IsAlways(selector) ? open + 1 : Behind(css, open);
                continue;
            }

            var close = css.IndexOf('}', open);
            close = close < 0 ? css.Length : close;
            Add(selector.TrimStart('}', ' '), css[(open + 1)..close]);
            at = close + 1;
        }
    }

    public static IEnumerable<(string Name, string Value)> Declarations(string style)
    {
        foreach (var declaration in Plain(style).Split(';'))
        {
            if (declaration.IndexOf(':', StringComparison.Ordinal) is var colon and > 0)
                yield return (declaration[..colon].Trim(), declaration[(colon + 1)..].Replace("!important", "", StringComparison.Ordinal).Trim());
        }
    }

    private List<(string, string)> Rules(string key) => _rules.GetValueOrDefault(key) ?? [];

    private void Add(string selectors, string style)
    {
        var declarations = Declarations(style).ToList();
        if (declarations.Count == 0)
            return;
        foreach (var selector in selectors.Split(',').Select(static each => each.Trim()))
        {
            var last = selector.Split([' ', '>', '+', '~'], StringSplitOptions.RemoveEmptyEntries) is [.., var part] ? part : "";
            if (last.Length == 0 || last.AsSpan().ContainsAny(':', '[') || _count++ >= MostRules)
                continue;
            var mark = last.LastIndexOfAny(['.', '#']);
            // "td p" hides some paragraphs, and "p" all: without a class or an id only a selector of one part is heeded.
            if (mark < 0 && last != selector)
                continue;
            var key = mark < 0 ? last : last[mark..];
            if (!_rules.TryGetValue(key, out var rules))
                _rules[key] = rules = [];
            rules.AddRange(declarations);
        }
    }

    private static bool IsAlways(string rule) =>
        rule.StartsWith("@media", StringComparison.Ordinal) && !rule.Contains('(', StringComparison.Ordinal) && (rule.Contains("all", StringComparison.Ordinal) || rule.Contains("screen", StringComparison.Ordinal))
        || rule.StartsWith("@supports", StringComparison.Ordinal) || rule.StartsWith("@layer", StringComparison.Ordinal);

    private static int Behind(string css, int open)
    {
        var depth = 0;
        for (var at = open; at < css.Length; at++)
        {
            depth += css[at] == '{' ? 1 : css[at] == '}' ? -1 : 0;
            if (depth == 0)
                return at + 1;
        }

        return css.Length;
    }

    /// <summary>In lower case, without comments, escapes read: <c>d\69splay</c> is display.</summary>
    private static string Plain(string css)
    {
        var plain = new StringBuilder(css.Length);
        for (var at = 0; at < css.Length; at++)
        {
            if (css[at] == '/' && at + 1 < css.Length && css[at + 1] == '*')
            {
                var close = css.IndexOf("*/", at + 2, StringComparison.Ordinal);
                if (close < 0)
                    break;
                at = close + 1;
            }
            else if (css[at] == '\\' && at + 1 < css.Length)
                at = Escape(css, at + 1, plain);
            else
                plain.Append(char.ToLowerInvariant(css[at]));
        }

        return plain.ToString().Replace("<!--", "", StringComparison.Ordinal).Replace("-->", "", StringComparison.Ordinal);
    }

    private static int Escape(string css, int at, StringBuilder plain)
    {
        var end = at;
        while (end < css.Length && end - at < 6 && char.IsAsciiHexDigit(css[end]))
            end++;
        if (end == at)
        {
            plain.Append(char.ToLowerInvariant(css[at]));
            return at;
        }

        var value = int.Parse(css.AsSpan(at, end - at), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (value is > 0 and < 0xFFFF && !char.IsSurrogate((char)value))
            plain.Append(char.ToLowerInvariant((char)value));
        return end < css.Length && char.IsWhiteSpace(css[end]) ? end : end - 1;
    }
}
