using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>
/// The JSON of job boards: Greenhouse (https://developers.greenhouse.io/job-board.html), Lever (https://github.com/lever/postings-api), Ashby
/// (https://developers.ashbyhq.com/docs/public-job-posting-api) and the career sites of Workday, which document none: its shape is what the sites themselves read.
/// A board's short name in an address is not taken for the company's name.
/// </summary>
internal static class BoardReader
{
    /// <summary>The format and each posting of the document; null where it is none of these.</summary>
    public static (PostingFormat Format, IReadOnlyList<JsonElement> Postings)? Recognise(JsonElement root)
    {
        if (root.Member("jobPostingInfo") is not null)
            return (PostingFormat.Workday, [root]);
        if (root.Member("jobs") is { ValueKind: JsonValueKind.Array } jobs)
        {
            List<JsonElement> all = [.. jobs.EnumerateArray()];
            if (all.Exists(IsGreenhouse))
                return (PostingFormat.Greenhouse, all);
            if (all.Exists(IsAshby))
                return (PostingFormat.Ashby, all);
        }

        List<JsonElement> items = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [root];
        if (items.Exists(IsGreenhouse))
            return (PostingFormat.Greenhouse, items);
        if (items.Exists(IsLever))
            return (PostingFormat.Lever, items);
        return items.Exists(IsAshby) ? (PostingFormat.Ashby, items) : null;
    }

    /// <summary>Where the posting is on the web, and its title.</summary>
    public static (string? Link, string? Title) Name(PostingFormat format, JsonElement posting) => format switch
    {
        PostingFormat.Greenhouse => (posting.Text("absolute_url"), posting.Text("title")),
        PostingFormat.Lever => (posting.Text("hostedUrl"), posting.Text("text")),
        PostingFormat.Ashby => (posting.Text("jobUrl"), posting.Text("title")),
        _ => (posting.Member("jobPostingInfo").Text("externalUrl"), posting.Member("jobPostingInfo").Text("title")),
    };

    /// <returns>The posting's text in HTML.</returns>
    public static string Read(PostingFormat format, JsonElement posting, Findings findings)
    {
        var (link, title) = Name(format, posting);
        findings.Link(link, Place(format, format switch { PostingFormat.Greenhouse => "absolute_url", PostingFormat.Lever => "hostedUrl", PostingFormat.Ashby => "jobUrl", _ => "jobPostingInfo.externalUrl" }));
        findings.Role(title, Place(format, format switch { PostingFormat.Lever => "text", PostingFormat.Workday => "jobPostingInfo.title", _ => "title" }));
        findings.Source(format.ToString().ToLowerInvariant(), "the shape of the JSON");
        return format switch
        {
            PostingFormat.Greenhouse => Greenhouse(posting, findings),
            PostingFormat.Lever => Lever(posting, findings),
            PostingFormat.Ashby => Ashby(posting, findings),
            _ => Workday(posting, findings),
        };
    }

    private static bool IsGreenhouse(JsonElement job) => job.Member("absolute_url") is not null && job.Member("title") is not null;

    private static bool IsLever(JsonElement job) => job.Member("hostedUrl") is not null && job.Member("text") is not null;

    private static bool IsAshby(JsonElement job) => job.Member("jobUrl") is not null && job.Member("title") is not null;

    private static string Place(PostingFormat format, string member) => $"{format.ToString().ToLowerInvariant()} $.{member}";

    private static string Greenhouse(JsonElement job, Findings findings)
    {
        findings.Company(job.Text("company_name"), Place(PostingFormat.Greenhouse, "company_name"));
        findings.Requisition(job.Text("requisition_id"), Place(PostingFormat.Greenhouse, "requisition_id"));
        findings.Place([job.Member("location").Text("name")], Place(PostingFormat.Greenhouse, "location.name"));
        foreach (var range in job.Member("pay_input_ranges").Each().Take(1))
        {
            // The ranges of this board carry no period; employers write it into the title.
            findings.Pay(
                Cents(range, "min_cents"), Cents(range, "max_cents"), range.Text("currency_type"),
                range.Text("title") is { } title && title.Contains("hour", StringComparison.OrdinalIgnoreCase) ? "hour" : null,
                Place(PostingFormat.Greenhouse, "pay_input_ranges[0]"));
        }

        findings.Posted(job.Text("first_published"), Place(PostingFormat.Greenhouse, "first_published"));
        findings.Deadline(job.Text("application_deadline"), Place(PostingFormat.Greenhouse, "application_deadline"));
        // The HTML comes escaped once more.
        return WebUtility.HtmlDecode(job.Text("content") ?? "");
    }

    private static string Lever(JsonElement job, Findings findings)
    {
        var categories = job.Member("categories");
        findings.Requisition(job.Text("requisitionCode"), Place(PostingFormat.Lever, "requisitionCode"));
        var places = categories.Member("allLocations").Each().Select(static place => ((JsonElement?)place).Text()).Append(categories.Text("location"));
        findings.Place(job.Text("workplaceType") == "remote" ? places.Append("Remote") : places, Place(PostingFormat.Lever, "categories.location"));
        var salary = job.Member("salaryRange");
        findings.Pay(salary.Amount("min"), salary.Amount("max"), salary.Text("currency"), salary.Text("interval"), Place(PostingFormat.Lever, "salaryRange"));
        findings.Employment(categories.Text("commitment"), Place(PostingFormat.Lever, "categories.commitment"));
        if (long.TryParse(job.Text("createdAt"), NumberStyles.None, CultureInfo.InvariantCulture, out var made) && made < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            findings.Posted(DateTimeOffset.FromUnixTimeMilliseconds(made).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Place(PostingFormat.Lever, "createdAt"));
        var html = new StringBuilder(job.Text("description"));
        foreach (var list in job.Member("lists").Each())
            html.Append("<h3>").Append(WebUtility.HtmlEncode(list.Text("text"))).Append("</h3><ul>").Append(list.Text("content")).Append("</ul>");
        return html.Append(job.Text("additional")).ToString();
    }

    private static string Ashby(JsonElement job, Findings findings)
    {
        var places = job.Member("secondaryLocations").Each().Select(static place => place.Text("location")).Prepend(job.Text("location"));
        findings.Place(job.Member("isRemote") is { ValueKind: JsonValueKind.True } ? places.Append("Remote") : places, Place(PostingFormat.Ashby, "location"));
        foreach (var part in job.Member("compensation").Member("summaryComponents").Each().Where(static part => part.Text("compensationType") == "Salary").Take(1))
        {
            JsonElement? range = part;
            findings.Pay(
                range.Amount("minValue"), range.Amount("maxValue"), part.Text("currencyCode"), part.Text("interval"), Place(PostingFormat.Ashby, "compensation.summaryComponents"));
        }

        findings.Employment(job.Text("employmentType"), Place(PostingFormat.Ashby, "employmentType"));
        findings.Posted(job.Text("publishedAt"), Place(PostingFormat.Ashby, "publishedAt"));
        return job.Text("descriptionHtml") ?? WebUtility.HtmlEncode(job.Text("descriptionPlain") ?? "").ReplaceLineEndings("<br>");
    }

    private static string Workday(JsonElement job, Findings findings)
    {
        var info = job.Member("jobPostingInfo");
        findings.Company(job.Member("hiringOrganization").Text("name"), Place(PostingFormat.Workday, "hiringOrganization.name"));
        findings.Domain(job.Member("hiringOrganization").Text("url"), Place(PostingFormat.Workday, "hiringOrganization.url"));
        findings.Requisition(info.Text("jobReqId"), Place(PostingFormat.Workday, "jobPostingInfo.jobReqId"));
        var places = info.Member("additionalLocations").Each().Select(static place => ((JsonElement?)place).Text()).Prepend(info.Text("location"));
        findings.Place(info.Text("remoteType")?.Contains("remote", StringComparison.OrdinalIgnoreCase) == true ? places.Append("Remote") : places, Place(PostingFormat.Workday, "jobPostingInfo.location"));
        findings.Employment(info.Text("timeType"), Place(PostingFormat.Workday, "jobPostingInfo.timeType"));
        findings.Posted(info.Text("startDate"), Place(PostingFormat.Workday, "jobPostingInfo.startDate"));
        findings.Deadline(info.Text("endDate"), Place(PostingFormat.Workday, "jobPostingInfo.endDate"));
        return info.Text("jobDescription") ?? "";
    }

    private static decimal? Cents(JsonElement range, string name) => ((JsonElement?)range).Amount(name) / 100;
}
