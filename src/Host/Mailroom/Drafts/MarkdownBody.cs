using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>
/// A Markdown body as the two bodies of a mail. The same Markdown always gives the same text and HTML. HTML in it is text like any other;
/// a line break stays one, since people write letters by lines; a link goes where a mail program may go (http, https, mailto) or is only its label.
/// </summary>
/// <param name="Text">Line ends LF, the last line ended.</param>
/// <param name="Html">The same.</param>
internal sealed record MarkdownBody(string Text, string Html)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UseAutoLinks()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .UseSoftlineBreakAsHardlineBreak()
        .Build();

    public static MarkdownBody Render(string markdown)
    {
        var document = Markdown.Parse(markdown.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'), Pipeline);
        foreach (var link in document.Descendants<LinkInline>())
        {
            if (link.Url is { } url && !IsAllowed(url))
                link.Url = "";
            // A picture would be fetched from elsewhere when the mail is opened; its description stands for it.
            link.IsImage = false;
        }

        return new MarkdownBody(MarkdownText.Of(document), $"<!DOCTYPE html>\n<html><body>\n{document.ToHtml(Pipeline).TrimEnd('\n')}\n</body></html>\n");
    }

    private static bool IsAllowed(string url) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);
}
