using Assistant.Protocol.JsonRpc;
using Markdig;

namespace Assistant.Plugins.Documents.Setting;

/// <summary>A Markdown text as blocks to be set, and the head of a letter where it has one.</summary>
internal sealed record SetText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough).DisableHtml().Build();

    public required string Title { get; init; }

    public LetterHead? Head { get; init; }

    public required IReadOnlyList<SetBlock> Blocks { get; init; }

    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>A letter, with its head or without: its paragraphs stand apart, where those of a CV stand close under their headings.</summary>
    public bool IsLetter => Head is not null || Blocks.All(static block => block.Kind != SetKind.Heading);

    /// <summary>The line between a CV's name and its first part: how its owner is reached.</summary>
    public bool IsUnderName(SetBlock block) =>
        Blocks is [{ Kind: SetKind.Heading, Level: 1 }, { Kind: SetKind.Paragraph } second, { Kind: SetKind.Heading }, ..] && ReferenceEquals(second, block);

    /// <exception cref="RpcException">There is nothing to set, or the head is wrong, by its line.</exception>
    public static SetText Read(string text, string title, string today)
    {
        var (head, body) = LetterHead.Split(text.ReplaceLineEndings("\n"), today);
        var reader = new MarkdownBlocks();
        try
        {
            reader.Read(Markdown.Parse(body, Pipeline));
        }
        catch (ArgumentException error)
        {
            // Markdig's word for Markdown that is nested too deep to be read.
            throw RpcException.Invalid("$.text", $"cannot be read as Markdown: {error.Message}", "Write it with fewer quotes and lists in each other.");
        }

        if (reader.Blocks.Count == 0)
            throw RpcException.Invalid("$.text", "has nothing to set", "Write something into it.");
        return new SetText { Title = title, Head = head, Blocks = reader.Blocks, Notices = [.. reader.Notices] };
    }
}

internal enum SetKind
{
    Heading,
    Paragraph,
    Item,
    Quote,
    Code,
    Rule,
}

/// <summary>A paragraph to be set.</summary>
internal sealed record SetBlock(SetKind Kind, IReadOnlyList<SetRun> Runs)
{
    /// <summary>Of a heading 1 to 6, of an item from 0.</summary>
    public int Level { get; init; }

    /// <summary>What stands before an item: a bullet, or its number.</summary>
    public string Mark { get; init; } = "";

    /// <summary>An item after which running text goes on.</summary>
    public bool EndsList { get; init; }
}

/// <summary>Characters that look alike; a text of <c>"\n"</c> ends the line.</summary>
internal sealed record SetRun(string Text, bool Bold = false, bool Italic = false, string? Link = null);
