using System.Security.Cryptography;
using System.Text;
using Assistant.Plugins.Applications.Book;
using Assistant.Plugins.Applications.Capture;
using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Import;

/// <summary>An application as a row has it.</summary>
internal sealed record ReadRow(int Line, ApplicationDetails Details, string Stage, string? Notes)
{
    /// <summary>The same for the same opening in the next export: what tells openings apart, and not what changes about them.</summary>
    public string Key => KeyOf(Details.Applied);

    /// <summary>What the same opening had for a key as long as nobody had applied.</summary>
    public string KeyBefore => KeyOf(null);

    private string KeyOf(DateOnly? applied) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', Folded.Of(Details.Company), Folded.Of(Details.Role), Details.Requisition, Details.Link, Folded.Of(Details.Place ?? ""), Days.Text(applied)))));
}

/// <summary>Reads rows; what cannot be taken of a row that can is told as a notice.</summary>
internal sealed class RowReader(TrackerColumns columns, DayReader days, StageWords stages, string fileName, List<RpcProblem> problems, List<RpcProblem> notices)
{
    // Longer notes are documents in their own right.
    private const int LongestNotes = 100_000;

    /// <summary>Null where the row cannot be taken, which is told.</summary>
    public ReadRow? Read(SheetRow row)
    {
        if (row.Problem is { } broken)
            return Refuse(row, broken, "Correct the row.");
        var company = columns.Value(row, "company");
        var role = columns.Value(row, "role");
        if (company is null || role is null)
            return Refuse(row, company is null ? "has no company" : "has no role", "Fill it in, or take the row out.");
        var applied = Day(row, "applied");
        var word = columns.Value(row, "stage");
        var (stage, isKnown) = stages.Of(word, applied is not null);
        if (!isKnown)
            Notice(row, $"'{Shortened(word!)}' is no stage of the pipeline; it is taken as {stage}", $"Say what it means, for example {Shortened(word!)}=rejected.");
        var details = new ApplicationDetails
        {
            Company = company,
            Domain = CompanyDomain.Of(columns.Value(row, "domain")),
            Role = role,
            Requisition = columns.Value(row, "requisition"),
            Link = Link(row),
            Place = columns.Value(row, "place"),
            Pay = Pay(row),
            Source = columns.Value(row, "source"),
            Posted = Day(row, "posted"),
            Deadline = Day(row, "deadline"),
            Applied = applied,
            Tags = columns.Value(row, "tags")?.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
        };
        try
        {
            return new ReadRow(row.Line, ApplicationRules.Check(details), stage, Notes(row));
        }
        catch (RpcException refused) when (refused.Detail is RpcInvalidData { Problems: [var first, ..] })
        {
            return Refuse(row, $"{first.Path.Replace("$.details.", "", StringComparison.Ordinal)} {first.Problem}", first.Remedy ?? "Correct the field.");
        }
    }

    private string? Notes(SheetRow row)
    {
        var notes = columns.Value(row, "notes");
        if (notes is not { Length: > LongestNotes })
            return notes;
        Notice(row, $"the notes are longer than {LongestNotes} characters and were left out", "Keep them as a document.");
        return null;
    }

    private string? Link(SheetRow row)
    {
        if (columns.Value(row, "link") is not { } text)
            return null;
        var link = WebLink.Of(text) ?? (text.Contains('.', StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal) ? WebLink.Of("https://" + text) : null);
        if (link is null)
            Notice(row, $"'{Shortened(text)}' is no web address and was left out", "Give it as https://acme.com/jobs/7.");
        return link;
    }

    private Pay? Pay(SheetRow row)
    {
        if (columns.Value(row, "pay") is not { } text)
            return null;
        var pay = PayReader.Read(text);
        if (pay is null or { From: 0 })
        {
            Notice(row, $"the pay '{Shortened(text)}' has no amount that is understood and was left out", "Write it as 60000-75000 EUR.");
            return null;
        }

        return pay;
    }

    private DateOnly? Day(SheetRow row, string field)
    {
        if (columns.Value(row, field) is not { } text)
            return null;
        var (day, problem) = days.Read(text);
        if (problem is not null)
            Notice(row, $"{field}: {problem}, and was left out", "Say which comes first, the day or the month; or write days as 2026-11-21.");
        return day;
    }

    private ReadRow? Refuse(SheetRow row, string problem, string remedy)
    {
        problems.Add(At(row, problem, remedy));
        return null;
    }

    private void Notice(SheetRow row, string problem, string remedy) => notices.Add(At(row, problem, remedy));

    private RpcProblem At(SheetRow row, string problem, string remedy) => new() { Path = FormattableString.Invariant($"{fileName}:{row.Line}"), Problem = problem, Remedy = remedy };

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
