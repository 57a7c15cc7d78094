namespace Assistant.Plugins.Applications.Capture;

/// <summary>Lines of a posting that say what they are: <c>Company: Acme</c>, <c>Standort: Berlin</c>, or the label on one line and the value on the next.</summary>
internal static class LabelledLines
{
    // Labels stand above the text or right below it; a colon in the middle of it is a sentence's.
    private const int MostLines = 400;

    private const int LongestLabel = 40;

    private static readonly Dictionary<string, Action<Findings, string, string>> Labels = new(StringComparer.OrdinalIgnoreCase);

    static LabelledLines()
    {
        Know(static (findings, value, found) => findings.Company(value, found), "company", "company name", "employer", "organisation", "organization", "firma", "unternehmen", "arbeitgeber", "firmenname");
        Know(static (findings, value, found) => findings.Role(value, found), "job title", "role", "position", "title", "stelle", "stellenbezeichnung", "berufsbezeichnung", "jobtitel", "titel");
        Know(static (findings, value, found) => findings.Place([value], found), "location", "locations", "place of work", "workplace", "ort", "standort", "arbeitsort", "einsatzort");
        Know(
            static (findings, value, found) => findings.Requisition(value, found),
            "requisition", "requisition id", "req id", "reference", "reference number", "job id", "job number", "job reference", "referenznummer", "kennziffer", "stellennummer", "job-id", "referenz");
        Know(static (findings, value, found) => findings.Employment(value, found), "employment type", "job type", "contract", "contract type", "anstellungsart", "beschäftigungsart", "vertragsart", "arbeitszeit");
        Know(static (findings, value, found) => findings.Posted(value, found), "posted", "date posted", "posted on", "published", "veröffentlicht", "veröffentlicht am");
        Know(
            static (findings, value, found) => findings.Deadline(value, found),
            "deadline", "application deadline", "apply by", "closing date", "bewerbungsfrist", "bewerbungsschluss", "bewerben bis");
        Know(static (findings, value, found) => findings.Link(value, found), "link", "url", "web address", "stellenanzeige");
    }

    public static void Read(string text, Findings findings)
    {
        var lines = text.Split('\n', MostLines + 1);
        for (var i = 0; i < Math.Min(lines.Length, MostLines); i++)
        {
            var line = lines[i].Trim().TrimStart('-', '*', '•', ' ').Replace("**", "", StringComparison.Ordinal);
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon is < 1 or > LongestLabel || !Labels.TryGetValue(line[..colon].Trim(), out var take))
                continue;
            var value = line[(colon + 1)..].Trim();
            var at = i;
            if (value.Length == 0 && i + 1 < lines.Length)
                value = lines[at = i + 1].Trim();
            if (value.Length > 0)
                take(findings, value, FormattableString.Invariant($"line {at + 1}"));
        }
    }

    private static void Know(Action<Findings, string, string> take, params string[] labels)
    {
        foreach (var label in labels)
            Labels.Add(label, take);
    }
}
