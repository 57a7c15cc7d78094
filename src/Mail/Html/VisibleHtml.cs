using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace Assistant.Mail.Html;

/// <summary>
/// Takes out of HTML what a person who was shown it would not have seen: comments, scripts, the hidden attribute, and text that its style hides (not
/// displayed, invisible, of no size, in the colour of what is behind it, off the page). It reads styles of elements and of the text's own style sheets;
/// it lays nothing out, so a text that another element covers counts as seen. Work grows linearly with the length.
/// </summary>
public static class VisibleHtml
{
    // A tag with its attributes; what is longer in a text that nobody called HTML is none.
    private const int LongestTag = 20_000;

    /// <summary>A whole HTML body as words, lines where its blocks end. What opens hidden and never closes hides all that follows, as in a browser.</summary>
    public static SweptText OfBody(string html)
    {
        var swept = new Sweep(html, int.MaxValue, keepsTags: true, unclosed: null).Run();
        return swept with { Text = HtmlText.ToPlain(swept.Text) };
    }

    /// <summary>
    /// A text that may have markup in it, without tags; line feeds stay, so that lines keep their numbers. What opens hidden and never closes hides nothing:
    /// in a plain text it was seen. What only looks like a tag stays.
    /// </summary>
    public static SweptText OfText(string text)
    {
        if (!text.Contains('<', StringComparison.Ordinal))
            return new SweptText(text, false, []);
        var open = new HashSet<int>();
        var swept = new Sweep(text, LongestTag, keepsTags: false, open).Run();
        return open.Count == 0 ? swept : new Sweep(text, LongestTag, keepsTags: false, open) { IgnoresUnclosed = true }.Run();
    }

    /// <summary>One pass over a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longestTag">In characters.</param>
    /// <param name="keepsTags">Tags are left where they are.</param>
    /// <param name="unclosed">Gets the places of hidden elements that never close; null where they hide.</param>
    private sealed class Sweep(string text, int longestTag, bool keepsTags, HashSet<int>? unclosed)
    {
        // As deep as browsers nest.
        private const int Deepest = 500;

        private const int LongestHidden = 120;

        private static readonly FrozenSet<string> Unseen =
            FrozenSet.ToFrozenSet(["applet", "canvas", "embed", "head", "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "style", "svg", "template", "textarea", "title"], StringComparer.Ordinal);

        // Their content has no tags.
        private static readonly FrozenSet<string> Raw = FrozenSet.ToFrozenSet(["script", "style", "title", "textarea", "noembed", "noframes", "xmp"], StringComparer.Ordinal);

        private static readonly FrozenSet<string> Empty =
            FrozenSet.ToFrozenSet(["base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source", "wbr"], StringComparer.Ordinal);

        private static readonly FrozenSet<string> EndsParagraph = FrozenSet.ToFrozenSet(
            ["address", "article", "aside", "blockquote", "center", "details", "div", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"],
            StringComparer.Ordinal);

        private readonly StringBuilder _result = new(text.Length);
        private readonly StringBuilder _passage = new();
        private readonly List<string> _hidden = [];
        private readonly List<(string Name, HtmlLook Look, int Start)> _open = [];
        private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
        private readonly HtmlSheet _sheet = new();
        private bool _hasMarkup;
        private readonly HashSet<string> _neverClose = new(StringComparer.Ordinal);
        private readonly int _lastEnd = text.LastIndexOf('>');
        private bool _noCommentEnds;

        public bool IgnoresUnclosed { get; init; }

        private HtmlLook Look => _open.Count == 0 ? HtmlLook.Plain : _open[^1].Look;

        public SweptText Run()
        {
            ReadSheets();
            for (var at = 0; at < text.Length;)
            {
                var next = text.IndexOf('<', at);
                next = next < 0 ? text.Length : next;
                Say(at, next);
                if (next == text.Length)
                    break;
                at = Markup(next);
                if (at == next)
                    Say(next, ++at);
            }

            foreach (var (_, look, start) in _open)
            {
                if (!look.IsSeen && !IgnoresUnclosed)
                    unclosed?.Add(start);
            }

            EndPassage();
            return new SweptText(_result.ToString(), _hasMarkup, _hidden);
        }

        /// <summary>Where the text goes on; the same place where this is no markup.</summary>
        private int Markup(int at)
        {
            if (At(at, "<!--"))
            {
                var close = _noCommentEnds ? -1 : text.IndexOf("-->", at + 4, StringComparison.Ordinal);
                _noCommentEnds = close < 0;
                if (close >= 0)
                    return Away(at, close + 3, text.AsSpan(at + 4, close - at - 4));
                // One that never closes hides nothing in a plain text; only the mark goes.
                return keepsTags ? Away(at, text.Length, text.AsSpan(at + 4)) : Away(at, at + 4, []);
            }

            if (at > _lastEnd)
                return at;
            if (At(at, "<!") || At(at, "<?"))
                return text.IndexOf('>', at, Math.Min(longestTag, text.Length - at)) is var end and >= 0 ? Away(at, end + 1, []) : at;
            if (HtmlTag.Read(text, at, longestTag) is not { } tag)
                return at;
            if (Raw.Contains(tag.Name) && !tag.IsClosing && Unseen.Contains(tag.Name))
            {
                var close = _neverClose.Contains(tag.Name) ? -1 : text.IndexOf($"</{tag.Name}", tag.End, StringComparison.OrdinalIgnoreCase);
                if (close < 0)
                    _neverClose.Add(tag.Name);
                if (close >= 0 || keepsTags)
                    return Away(at, close < 0 ? text.Length : close, tag.Name == "style" ? [] : text.AsSpan(tag.End, (close < 0 ? text.Length : close) - tag.End));
                return Away(at, tag.End, []);
            }

            Follow(tag);
            if (keepsTags)
                _result.Append(text, tag.Start, tag.End - tag.Start);
            else
                Blank(text.AsSpan(tag.Start, tag.End - tag.Start));
            _hasMarkup = true;
            return tag.End;
        }

        private void Follow(HtmlTag tag)
        {
            var wasSeen = Look.IsSeen;
            if (tag.IsClosing)
                Close(tag.Name);
            else
            {
                if (EndsParagraph.Contains(tag.Name) || tag.Name == "body")
                {
                    Close("head");
                    Close("p");
                }
                else if (tag.Name is "li" or "td" or "th" or "tr" or "option" or "dd" or "dt" && _open.Count > 0 && _open[^1].Name == tag.Name)
                    Close(tag.Name);
                if (!Empty.Contains(tag.Name) && _open.Count < Deepest)
                {
                    _open.Add((tag.Name, LookOf(tag), tag.Start));
                    _names[tag.Name] = _names.GetValueOrDefault(tag.Name) + 1;
                }
            }

            if (Look.IsSeen != wasSeen)
                EndPassage();
        }

        private HtmlLook LookOf(HtmlTag tag)
        {
            if (IgnoresUnclosed && unclosed!.Contains(tag.Start))
                return Look;
            var look = Look.With(_sheet.Of(text, tag));
            return Unseen.Contains(tag.Name) || tag.Attribute(text, "hidden") is not (null or "until-found") ? look.Gone() : look;
        }

        private void Close(string name)
        {
            if (_names.GetValueOrDefault(name) == 0)
                return;
            // A cell's end is no business of what stands in it, and a paragraph ends at its cell.
            for (var at = _open.Count - 1; at >= 0; at--)
            {
                if (_open[at].Name != name && _open[at].Name is "td" or "th" or "table" && name is not ("table" or "tr" or "td" or "th" or "tbody" or "body" or "html"))
                    return;
                if (_open[at].Name != name)
                    continue;
                for (var gone = _open.Count - 1; gone >= at; gone--)
                    _names[_open[gone].Name]--;
                _open.RemoveRange(at, _open.Count - at);
                return;
            }
        }

        private void Say(int from, int to)
        {
            if (Look.IsSeen)
            {
                _result.Append(text, from, to - from);
                return;
            }

            var span = text.AsSpan(from, to - from);
            if (_passage.Length < LongestHidden * 4)
                _passage.Append(span);
            Blank(span);
        }

        private int Away(int from, int to, ReadOnlySpan<char> said)
        {
            _hasMarkup = true;
            EndPassage();
            // A condition for one mail program, and what only styles, says nothing to anybody.
            if (said.Length > 0 && !said.TrimStart().StartsWith("[if", StringComparison.Ordinal) && !said.TrimStart().StartsWith("<![endif", StringComparison.Ordinal))
            {
                _passage.Append(said[..Math.Min(said.Length, LongestHidden * 4)]);
                EndPassage();
            }

            Blank(text.AsSpan(from, to - from));
            return to;
        }

        private void EndPassage()
        {
            if (_passage.Length == 0)
                return;
            var words = string.Join(' ', WebUtility.HtmlDecode(_passage.ToString()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            _passage.Clear();
            if (_hidden.Count < SweptText.MostHidden && words.Any(char.IsLetter))
                _hidden.Add(words.Length <= LongestHidden ? words : words[..(char.IsHighSurrogate(words[LongestHidden - 1]) ? LongestHidden - 1 : LongestHidden)] + "…");
        }

        private void Blank(ReadOnlySpan<char> gone)
        {
            _result.Append(' ');
            _result.Append('\n', gone.Count('\n'));
        }

        private void ReadSheets()
        {
            for (var at = text.IndexOf("<style", StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf("<style", at + 6, StringComparison.OrdinalIgnoreCase))
            {
                if (HtmlTag.Read(text, at, longestTag) is not { IsClosing: false, Name: "style" } tag)
                    continue;
                var close = text.IndexOf("</style", tag.End, StringComparison.OrdinalIgnoreCase);
                if (close < 0 && !keepsTags)
                    return;
                close = close < 0 ? text.Length : close;
                _sheet.Add(text[tag.End..close]);
                at = close;
                if (close == text.Length)
                    return;
            }
        }

        private bool At(int offset, string expected) => string.CompareOrdinal(text, offset, expected, 0, expected.Length) == 0;
    }
}
