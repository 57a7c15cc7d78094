using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>A posting's page: what it says for machines, else what a person reads. Nothing is loaded and nothing is run.</summary>
internal static class PageReader
{
    public static string TextOf(string html) => MarkupBounds.Bears(html) ? ReadableText.Of(Parse(html)) : "";

    /// <param name="html">The page.</param>
    /// <param name="address">Where it was; null where that is not known.</param>
    /// <param name="findings">Takes what is found.</param>
    public static (PostingFormat Format, string Text) Read(string html, string? address, Findings findings)
    {
        if (!MarkupBounds.Bears(html))
        {
            findings.Warnings.Add("The page has more elements, or deeper ones, than a posting, and was not read. Copy the posting's text and give that.");
            return (PostingFormat.Text, "");
        }

        var page = Parse(html);
        var own = page.QuerySelector("link[rel~=canonical]")?.GetAttribute("href") ?? page.QuerySelector("meta[property='og:url']")?.GetAttribute("content");
        var (format, postings) = Postings(page);
        if (postings.Count > 0)
        {
            if (Choice.Of(postings, static posting => (posting.Text("url"), posting.Text("title")), address ?? own) is not { } chosen)
            {
                Choice.Warn(findings, postings.Select(static posting => posting.Text("title")));
                return (format, ReadableText.Of(page));
            }

            var description = JobPostingReader.Read(chosen, findings, format == PostingFormat.JsonLd ? "json-ld $" : "microdata ");
            findings.Link(address, "the address that was given");
            findings.Link(WebLink.Of(own, address), "link rel=canonical");
            var text = description is null ? "" : TextOf(description);
            return (format, text.Length > 0 ? text : ReadableText.Of(page));
        }

        var readable = ReadableText.Of(page.QuerySelector("main") ?? page.QuerySelector("article") ?? (INode?)page.Body ?? page);
        findings.Warnings.Add("The page says nothing for machines: the fields are read from its title and its labelled lines. Look at them.");
        LabelledLines.Read(readable, findings);
        findings.Role(page.QuerySelector("h1")?.TextContent, "the page's heading");
        findings.Link(address, "the address that was given");
        findings.Link(WebLink.Of(own, address), "link rel=canonical");
        return (PostingFormat.Text, readable);
    }

    private static (PostingFormat Format, IReadOnlyList<JsonElement> Postings) Postings(IDocument page)
    {
        List<JsonElement> found = [];
        foreach (var script in page.QuerySelectorAll("script[type='application/ld+json']"))
        {
            if (JsonPath.Parse(script.TextContent) is { } root)
                found.AddRange(JobPostingReader.Find(root));
        }

        return found.Count > 0 ? (PostingFormat.JsonLd, found) : (PostingFormat.Microdata, MicrodataReader.Find(page));
    }

    private static IDocument Parse(string html) => new HtmlParser(new HtmlParserOptions { IsScripting = false }).ParseDocument(html);
}
