using System.Globalization;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>
/// What a job board's address calls an employer, for boards whose postings name none: <c>jobs.lever.co/acme-robotics/1234</c> says Acme Robotics. It is a short name
/// that somebody chose once, perhaps of a company that is called otherwise since: something to confirm, and never taken by itself.
/// </summary>
internal static class BoardName
{
    private const int Longest = 100;

    private static readonly string[] Hosts = ["jobs.lever.co", "jobs.eu.lever.co", "jobs.ashbyhq.com", "boards.greenhouse.io", "job-boards.greenhouse.io", "job-boards.eu.greenhouse.io"];

    /// <returns>Null where the address is on none of these boards, or names nobody.</returns>
    public static string? Of(string? address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var link) || !Hosts.Contains(link.IdnHost, StringComparer.OrdinalIgnoreCase))
            return null;
        var first = Uri.UnescapeDataString(link.AbsolutePath.TrimStart('/').Split('/')[0]);
        if (Findings.Clean(first.Replace('-', ' ').Replace('_', ' ')) is not { Length: <= Longest } name || !name.Any(char.IsLetter))
            return null;
        // Ashby keeps the name as it is written; the others have it in small letters.
        return name.Any(char.IsUpper) ? name : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name);
    }
}
