using System.Globalization;
using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>Markdown as plain text that reads well: lines as they were typed, lists with their marks, links as <c>label &lt;url&gt;</c>.</summary>
internal static class MarkdownText
{
    private const string Indent = "    ";

    public static string Of(MarkdownDocument document)
    {
        var text = new StringBuilder();
        Blocks(text, document, "");
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Blocks(StringBuilder text, ContainerBlock container, string prefix)
    {
        var first = true;
        foreach (var block in container)
        {
            if (block is LinkReferenceDefinitionGroup)
                continue;
            if (!first && !(container is ListItemBlock && block is ListBlock))
                text.Append(prefix.TrimEnd()).Append('\n');
            first = false;
            Block(text, block, prefix);
        }
    }

    private static void Block(StringBuilder text, Block block, string prefix)
    {
        switch (block)
        {
            case ListBlock list:
                List(text, list, prefix);
                break;
            case QuoteBlock quote:
                Blocks(text, quote, prefix + "> ");
                break;
            case CodeBlock code:
                for (var i = 0; i < code.Lines.Count; i++)
                    Lines(text, Indent + code.Lines.Lines[i], prefix);
                break;
            case ThematicBreakBlock:
                Lines(text, "---", prefix);
                break;
            case LeafBlock { Inline: { } inline }:
                Lines(text, Inlines(inline), prefix);
                break;
            case ContainerBlock other:
                Blocks(text, other, prefix);
                break;
        }
    }

    private static void List(StringBuilder text, ListBlock list, string prefix)
    {
        var number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        var first = true;
        foreach (var item in list.Cast<ListItemBlock>())
        {
            if (list.IsLoose && !first)
                text.Append(prefix.TrimEnd()).Append('\n');
            first = false;
            var mark = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
            var inner = new StringBuilder();
            Blocks(inner, item, "");
            var lines = inner.ToString().TrimEnd('\n').Split('\n');
            for (var i = 0; i < lines.Length; i++)
                Lines(text, (i == 0 ? mark : new string(' ', mark.Length)) + lines[i], prefix);
        }
    }

    private static void Lines(StringBuilder text, string lines, string prefix)
    {
        foreach (var line in lines.Split('\n'))
            text.Append((prefix + line).TrimEnd(' ')).Append('\n');
    }

    private static string Inlines(ContainerInline container)
    {
        var text = new StringBuilder();
        foreach (var inline in container)
            Inline(text, inline);
        return text.ToString();
    }

    private static void Inline(StringBuilder text, Inline inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case LineBreakInline:
                text.Append('\n');
                break;
            case AutolinkInline auto:
                text.Append(auto.Url);
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case LinkInline link:
                Link(text, link);
                break;
            case ContainerInline container:
                text.Append(Inlines(container));
                break;
        }
    }

    private static void Link(StringBuilder text, LinkInline link)
    {
        var label = Inlines(link);
        var url = link.Url ?? "";
        if (label.Length == 0 || label == url || $"mailto:{label}" == url)
            text.Append(label.Length == 0 ? url : label);
        else if (url.Length == 0)
            text.Append(label);
        else
            text.Append(label).Append(" <").Append(url).Append('>');
    }
}
