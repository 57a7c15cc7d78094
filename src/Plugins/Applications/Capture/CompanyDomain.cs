namespace Assistant.Plugins.Applications.Capture;

/// <summary>The employer's own domain out of a link to its site. A link to a job board or a network says nothing of the employer's domain.</summary>
internal static class CompanyDomain
{
    // Hosts, and all below them, where many employers have a page.
    private static readonly string[] Shared =
    [
        "greenhouse.io", "lever.co", "ashbyhq.com", "myworkdayjobs.com", "workday.com", "smartrecruiters.com", "workable.com", "recruitee.com", "personio.de", "personio.com", "teamtailor.com",
        "breezy.hr", "bamboohr.com", "icims.com", "jobvite.com", "taleo.net", "successfactors.com", "successfactors.eu", "softgarden.io", "rexx-systems.com", "jazzhr.com", "pinpointhq.com",
        "linkedin.com", "xing.com", "indeed.com", "glassdoor.com", "glassdoor.de", "stepstone.de", "monster.com", "monster.de", "ziprecruiter.com", "wellfound.com", "welcometothejungle.com",
        "otta.com", "dice.com", "arbeitsagentur.de", "stackoverflow.com", "ycombinator.com", "facebook.com", "twitter.com", "x.com", "instagram.com", "youtube.com", "wikipedia.org",
        "wikidata.org", "crunchbase.com", "kununu.com", "google.com", "github.com", "github.io", "notion.site", "notion.so", "schema.org", "bit.ly", "t.co",
    ];

    private static readonly string[] Doors = ["www", "careers", "career", "jobs", "job", "karriere", "apply", "join", "work", "hiring"];

    public static string? Of(string? link)
    {
        var text = link?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (WebLink.Of(text) is not { } address && (text.Contains('/', StringComparison.Ordinal) || (address = WebLink.Of("https://" + text)) is null))
            return null;
        var host = new Uri(address).IdnHost.ToLowerInvariant().TrimEnd('.');
        if (Uri.CheckHostName(host) != UriHostNameType.Dns || !host.Contains('.', StringComparison.Ordinal) || IsShared(host))
            return null;
        var labels = host.Split('.');
        var first = 0;
        while (labels.Length - first > 2 && Doors.Contains(labels[first]))
            first++;
        return string.Join('.', labels[first..]);
    }

    public static bool IsShared(string host) => Array.Exists(Shared, shared => host == shared || host.EndsWith("." + shared, StringComparison.Ordinal));
}
