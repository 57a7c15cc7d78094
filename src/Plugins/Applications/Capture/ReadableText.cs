using System.Text;
using AngleSharp.Dom;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>
/// What a person sees of a page, as lines: paragraphs apart, items with a hyphen, no menus, forms or scripts, and nothing that the page hides.
/// Goes through the nodes by a stack of its own, since pages may be nested deeper than a thread's.
/// </summary>
internal static class ReadableText
{
    /// <summary>In characters; a posting has a few thousand.</summary>
    public const int Longest = 200_000;

    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "svg", "math", "head", "nav", "footer", "form", "button", "select", "input", "textarea", "iframe", "object", "embed", "video", "audio", "canvas", "dialog", "aside",
    };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "section", "article", "main", "header", "ul", "ol", "dl", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "figure", "fieldset", "address", "details",
    };

    private static readonly HashSet<string> Lines = new(StringComparer.OrdinalIgnoreCase) { "br", "tr", "dt", "dd", "summary" };

    public static string Of(INode root)
    {
        var text = new TextLines(Longest);
        var waiting = new Stack<(INode Node, bool Ends)>();
        waiting.Push((root, false));
        while (waiting.TryPop(out var next) && !text.IsFull)
        {
            if (next.Ends)
                text.Paragraph();
            else if (next.Node is IText words)
                text.Add(words.Data);
            else if (next.Node is not IElement element)
                PushChildren(waiting, next.Node);
            else if (!Skipped.Contains(element.LocalName) && !IsHidden(element))
                Enter(element, text, waiting);
        }

        return text.ToString();
    }

    private static void Enter(IElement element, TextLines text, Stack<(INode Node, bool Ends)> waiting)
    {
        if (Blocks.Contains(element.LocalName))
        {
            text.Paragraph();
            waiting.Push((element, true));
        }
        else if (element.LocalName.Equals("li", StringComparison.OrdinalIgnoreCase))
            text.Item();
        else if (Lines.Contains(element.LocalName))
            text.Line();
        else if (element.LocalName is "td" or "th")
            text.Add(" ");
        PushChildren(waiting, element);
    }

    private static void PushChildren(Stack<(INode Node, bool Ends)> waiting, INode node)
    {
        for (var child = node.LastChild; child is not null; child = child.PreviousSibling)
            waiting.Push((child, false));
    }

    private static bool IsHidden(IElement element)
    {
        if (element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true")
            return true;
        var style = element.GetAttribute("style");
        return style is not null && new string([.. style.Where(static c => !char.IsWhiteSpace(c))]) is var bare
            && (bare.Contains("display:none", StringComparison.OrdinalIgnoreCase) || bare.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase) || bare.Contains("font-size:0", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Lines as they grow; white space runs together.</summary>
    private sealed class TextLines(int longest)
    {
        private readonly StringBuilder _text = new();
        private int _breaks = 2;
        private bool _space;
        private string _mark = "";

        public bool IsFull => _text.Length >= longest;

        public void Add(string words)
        {
            foreach (var c in words)
            {
                if (char.IsWhiteSpace(c))
                {
                    _space = true;
                    continue;
                }

                if (char.IsControl(c))
                    continue;
                Begin();
                _text.Append(c);
            }
        }

        public void Line() => _breaks = Math.Max(_breaks, 1);

        public void Paragraph() => _breaks = Math.Max(_breaks, 2);

        public void Item()
        {
            Line();
            _mark = "- ";
        }

        public override string ToString() => _text.ToString();

        private void Begin()
        {
            if (_breaks > 0 && _text.Length > 0)
                _text.Append('\n', _breaks);
            else if (_breaks == 0 && _space)
                _text.Append(' ');
            if (_breaks > 0 || _mark.Length > 0)
                _text.Append(_mark);
            (_breaks, _space, _mark) = (0, false, "");
        }
    }
}
