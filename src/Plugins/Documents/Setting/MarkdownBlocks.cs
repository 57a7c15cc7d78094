using System.Globalization;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Assistant.Plugins.Documents.Setting;

/// <summary>Markdig's tree as the flat blocks that letters and CVs are made of. Pictures and tables are said to be simplified.</summary>
internal sealed class MarkdownBlocks
{
    // Markdig nests as deep as its own limit; a page has no room for more than this.
    public const int DeepestItem = 4;

    public const string Bullet = "•";

    public List<SetBlock> Blocks { get; } = [];

    public HashSet<string> Notices { get; } = [];

    public void Read(ContainerBlock container) => Read(container, 0, false);

    private void Read(ContainerBlock container, int depth, bool quoted)
    {
        foreach (var block in container)
        {
            switch (block)
            {
                case HeadingBlock heading:
                    Add(new SetBlock(SetKind.Heading, Runs(heading.Inline)) { Level = heading.Level });
                    break;
                case ParagraphBlock paragraph:
                    Add(new SetBlock(quoted ? SetKind.Quote : SetKind.Paragraph, Runs(paragraph.Inline)));
                    break;
                case ListBlock list:
                    ReadList(list, depth);
                    break;
                case QuoteBlock quote:
                    Read(quote, depth, true);
                    break;
                case ThematicBreakBlock:
                    Blocks.Add(new SetBlock(SetKind.Rule, []));
                    break;
                case CodeBlock code:
                    Add(new SetBlock(SetKind.Code, Lines(code.Lines.ToString())));
                    break;
                case Table table:
                    ReadTable(table);
                    break;
                case ContainerBlock other:
                    Read(other, depth, quoted);
                    break;
            }
        }
    }

    private void ReadList(ListBlock list, int depth)
    {
        var number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var first = Blocks.Count;
            Read(item, depth + 1, false);
            if (first == Blocks.Count)
                continue;
            if (Blocks[first] is { Kind: SetKind.Paragraph } line)
            {
                Blocks[first] = line with
                {
                    Kind = SetKind.Item, Level = Math.Min(depth, DeepestItem), Mark = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number}.") : Bullet,
                };
            }

            number++;
        }

        if (depth == 0 && Blocks is [.., { Kind: SetKind.Item } last])
            Blocks[^1] = last with { EndsList = true };
    }

    private void ReadTable(Table table)
    {
        Notices.Add("A table is set as lines, its columns side by side.");
        foreach (var row in table.OfType<TableRow>())
        {
            var runs = new List<SetRun>();
            foreach (var cell in row.OfType<TableCell>())
            {
                if (runs.Count > 0)
                    runs.Add(new SetRun("   "));
                foreach (var paragraph in cell.OfType<ParagraphBlock>())
                    runs.AddRange(Runs(paragraph.Inline).Select(run => run with { Bold = run.Bold || row.IsHeader }));
            }

            Add(new SetBlock(SetKind.Paragraph, runs));
        }
    }

    private void Add(SetBlock block)
    {
        if (block.Runs.Any(static run => !string.IsNullOrWhiteSpace(run.Text)))
            Blocks.Add(block);
    }

    private static List<SetRun> Lines(string text) => [.. text.Split('\n').SelectMany(static (line, index) => index == 0 ? (SetRun[])[new(line)] : [new("\n"), new(line)])];

    private List<SetRun> Runs(ContainerInline? inline)
    {
        var runs = new List<SetRun>();
        Collect(inline, new SetRun(""), runs);
        return runs;
    }

    private void Collect(ContainerInline? container, SetRun look, List<SetRun> runs)
    {
        foreach (var inline in container ?? [])
        {
            switch (inline)
            {
                case LiteralInline literal:
                    runs.Add(look with { Text = literal.Content.ToString() });
                    break;
                case LineBreakInline lineBreak:
                    runs.Add(look with { Text = lineBreak.IsHard ? "\n" : " " });
                    break;
                case CodeInline code:
                    runs.Add(look with { Text = code.Content });
                    break;
                case HtmlEntityInline entity:
                    runs.Add(look with { Text = entity.Transcoded.ToString() });
                    break;
                case AutolinkInline link:
                    runs.Add(look with { Text = link.Url, Link = Safe(link.IsEmail ? "mailto:" + link.Url : link.Url) });
                    break;
                case LinkInline { IsImage: true } image:
                    Notices.Add("Pictures are left out.");
                    Collect(image, look, runs);
                    break;
                case LinkInline link:
                    Collect(link, look with { Link = Safe(link.Url) }, runs);
                    break;
                case EmphasisInline emphasis:
                    Collect(emphasis, emphasis.DelimiterChar == '~' ? look : emphasis.DelimiterCount == 2 ? look with { Bold = true } : look with { Italic = true }, runs);
                    break;
                case ContainerInline other:
                    Collect(other, look, runs);
                    break;
            }
        }
    }

    // A reader's click opens these and no program.
    private static string? Safe(string? link) => link is not null && (link.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || link.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || link.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        && Uri.TryCreate(link, UriKind.Absolute, out _) ? link : null;
}
