using System.Text.Json;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>schema.org's JobPosting (https://schema.org/JobPosting), as sites write it in JSON-LD: one object or a graph, texts where objects belong, and the reverse.</summary>
internal static class JobPostingReader
{
    // Google and schema.org name it for employers that do not want to be named.
    private const string Withheld = "confidential";

    private const int DeepestGraph = 8;

    /// <summary>Every JobPosting in a document.</summary>
    public static IEnumerable<JsonElement> Find(JsonElement root) => Find(root, DeepestGraph);

    /// <param name="posting">A JobPosting.</param>
    /// <param name="findings">Takes what is found.</param>
    /// <param name="where">What the places begin with.</param>
    /// <returns>The description in HTML or text; null where there is none.</returns>
    public static string? Read(JsonElement posting, Findings findings, string where = "json-ld $")
    {
        foreach (var employer in posting.Member("hiringOrganization").Each().Take(1))
            Employer(employer, findings, where + ".hiringOrganization");
        findings.Role(posting.Text("title") ?? posting.Text("name"), where + ".title");
        foreach (var identifier in posting.Member("identifier").Each())
            findings.Requisition(identifier.Text("value") ?? ((JsonElement?)identifier).Text(), where + ".identifier");
        findings.Link(posting.Text("url"), where + ".url");
        findings.Place(Places(posting), where + ".jobLocation");
        foreach (var salary in posting.Member("baseSalary").Each())
            Salary(salary, posting.Text("salaryCurrency"), findings, where + ".baseSalary");
        findings.Posted(posting.Text("datePosted"), where + ".datePosted");
        findings.Deadline(posting.Text("validThrough"), where + ".validThrough");
        findings.Employment(string.Join(", ", posting.Member("employmentType").Each().Select(static kind => ((JsonElement?)kind).Text()).OfType<string>()), where + ".employmentType");
        return posting.Text("description");
    }

    private static IEnumerable<JsonElement> Find(JsonElement element, int deeper)
    {
        if (deeper == 0)
            yield break;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var found in element.EnumerateArray().SelectMany(item => Find(item, deeper - 1)))
                yield return found;
            yield break;
        }

        if (element.Member("@type").Each().Any(static type => ((JsonElement?)type).Text()?.Split('/', ':')[^1] == "JobPosting"))
        {
            yield return element;
            yield break;
        }

        foreach (var name in (string[])["@graph", "mainEntity", "itemListElement", "item"])
        {
            if (element.Member(name) is { } inner)
            {
                foreach (var found in Find(inner, deeper - 1))
                    yield return found;
            }
        }
    }

    private static void Employer(JsonElement employer, Findings findings, string where)
    {
        var name = employer.Text("legalName") ?? employer.Text("name") ?? ((JsonElement?)employer).Text();
        if (string.Equals(name?.Trim(), Withheld, StringComparison.OrdinalIgnoreCase))
        {
            findings.Warnings.Add("The posting withholds the company's name.");
            return;
        }

        findings.Company(employer.Text("name") ?? name, where + (employer.ValueKind == JsonValueKind.Object ? ".name" : ""));
        foreach (var same in employer.Member("sameAs").Each())
            findings.Domain(((JsonElement?)same).Text(), where + ".sameAs");
        findings.Domain(employer.Text("url"), where + ".url");
    }

    private static IEnumerable<string?> Places(JsonElement posting)
    {
        foreach (var place in posting.Member("jobLocation").Each())
        {
            var address = place.Member("address");
            yield return address?.ValueKind == JsonValueKind.Object
                ? string.Join(", ", new[] { address.Text("addressLocality"), address.Text("addressRegion"), address.Text("addressCountry") ?? address.Member("addressCountry").Text("name") }
                    .Where(static part => !string.IsNullOrWhiteSpace(part)).Distinct(StringComparer.OrdinalIgnoreCase))
                : address.Text() ?? place.Text("name") ?? ((JsonElement?)place).Text();
        }

        if (posting.Member("jobLocationType").Each().Any(static type => ((JsonElement?)type).Text()?.Trim().Equals("TELECOMMUTE", StringComparison.OrdinalIgnoreCase) == true))
            yield return "Remote";
    }

    private static void Salary(JsonElement salary, string? currency, Findings findings, string where)
    {
        JsonElement? bounds = salary.Member("value") is { ValueKind: JsonValueKind.Object } range ? range : salary;
        var only = bounds.Amount("value") ?? (salary.ValueKind == JsonValueKind.Number && salary.TryGetDecimal(out var number) && number > 0 ? number : null);
        findings.Pay(bounds.Amount("minValue") ?? only, bounds.Amount("maxValue") ?? only, salary.Text("currency") ?? currency, bounds.Text("unitText") ?? salary.Text("unitText"), where);
    }
}
