using System.Text.Json;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>Finds out what a source is, and reads it. Pure: the same source gives the same reading.</summary>
internal static class PostingReader
{
    // A first line of this length can be a title; a longer one is a sentence.
    private const int LongestTitle = 100;

    /// <param name="text">The source.</param>
    /// <param name="address">Where it was; null where that is not known.</param>
    public static PostingReading Read(string text, string? address)
    {
        var findings = new Findings();
        var (format, readable) = ReadInto(text.TrimStart('\uFEFF'), address, findings);
        findings.Source(BoardOf(findings.Facts.Link), "the link");
        return findings.ToReading(format, readable, address);
    }

    private static (PostingFormat Format, string Text) ReadInto(string text, string? address, Findings findings)
    {
        var start = text.AsSpan().TrimStart();
        if (start is ['{' or '[', ..] && JsonPath.Parse(text) is { } root)
            return Json(root, address, findings);
        return IsHtml(start) ? PageReader.Read(text, address, findings) : Plain(text, address, findings);
    }

    private static (PostingFormat Format, string Text) Json(JsonElement root, string? address, Findings findings)
    {
        if (BoardReader.Recognise(root) is { } board)
        {
            if (Choice.Of(board.Postings, posting => BoardReader.Name(board.Format, posting), address) is { } posting)
                return (board.Format, PageReader.TextOf(BoardReader.Read(board.Format, posting, findings)));
            Choice.Warn(findings, board.Postings.Select(each => BoardReader.Name(board.Format, each).Title));
            return (board.Format, "");
        }

        List<JsonElement> postings = [.. JobPostingReader.Find(root)];
        if (Choice.Of(postings, static posting => (posting.Text("url"), posting.Text("title")), address) is { } chosen)
        {
            var description = JobPostingReader.Read(chosen, findings);
            findings.Link(address, "the address that was given");
            return (PostingFormat.JsonLd, PageReader.TextOf(description ?? ""));
        }

        if (postings.Count > 0)
            Choice.Warn(findings, postings.Select(static posting => posting.Text("title")));
        else
            findings.Warnings.Add("It is JSON, but of no job board that is known: Greenhouse, Lever, Ashby, Workday or schema.org's JobPosting.");
        return (PostingFormat.JsonLd, "");
    }

    private static (PostingFormat Format, string Text) Plain(string text, string? address, Findings findings)
    {
        var readable = text.ReplaceLineEndings("\n").Trim();
        if (readable.Length > ReadableText.Longest)
            readable = readable[..ReadableText.Longest];
        LabelledLines.Read(readable, findings);
        var first = readable.Split('\n', 2)[0].Trim().TrimStart('#', ' ');
        if (findings.Facts.Role is null && first.Length is > 0 and <= LongestTitle && !first.Contains(':', StringComparison.Ordinal))
        {
            findings.Role(first, "line 1");
            findings.Warnings.Add("The role is taken from the first line: look at it.");
        }

        findings.Link(address, "the address that was given");
        return (PostingFormat.Text, readable);
    }

    /// <summary>Whether a text without white space before it is markup.</summary>
    public static bool IsHtml(ReadOnlySpan<char> start)
    {
        if (start is not ['<', ..])
            return start.Contains("</p>", StringComparison.OrdinalIgnoreCase) || start.Contains("</div>", StringComparison.OrdinalIgnoreCase) || start.Contains("</html>", StringComparison.OrdinalIgnoreCase);
        return true;
    }

    private static string? BoardOf(string? link)
    {
        if (!Uri.TryCreate(link, UriKind.Absolute, out var address))
            return null;
        var host = address.IdnHost;
        foreach (var (ending, name) in ((string, string)[])[("greenhouse.io", "greenhouse"), ("lever.co", "lever"), ("ashbyhq.com", "ashby"), ("myworkdayjobs.com", "workday")])
        {
            if (host.EndsWith(ending, StringComparison.Ordinal))
                return name;
        }

        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }
}
