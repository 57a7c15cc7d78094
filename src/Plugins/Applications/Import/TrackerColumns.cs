using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Import;

/// <summary>Which column is what: as the request says, else as the preset knows, else by the names that people give, English and German.</summary>
internal sealed class TrackerColumns
{
    private static readonly Dictionary<string, string> Known = Names(
        ("company", "company companyname employer organisation organization firm firma unternehmen arbeitgeber"),
        ("domain", "domain companydomain companywebsite website"),
        ("role", "role title jobtitle position jobposition job stelle stellenbezeichnung rolle beruf"),
        ("requisition", "requisition requisitionid reqid jobid reference referencenumber kennziffer referenz referenznummer"),
        ("link", "link url joburl joblink posting postingurl jobposting applicationlink stellenanzeige"),
        ("place", "place location locations joblocation city ort standort arbeitsort"),
        ("pay", "pay salary salaryrange compensation gehalt"),
        ("source", "source jobsource foundon foundat via channel quelle gefundenbei"),
        ("posted", "posted dateposted posteddate veroeffentlicht"),
        ("deadline", "deadline applicationdeadline duedate closingdate applyby frist bewerbungsfrist"),
        ("applied", "applied dateapplied applieddate applieddate appliedon applicationdate datum datebeworben beworben beworbenam bewerbungsdatum"),
        ("stage", "stage status list state applicationstatus stand phase"),
        ("tags", "tags labels schlagworte"),
        ("notes", "notes note comments comment notizen bemerkung bemerkungen kommentar"));

    private readonly string?[] _fields;

    private TrackerColumns(IReadOnlyList<string> header, string?[] fields)
    {
        _fields = fields;
        Mapping = header.Select((name, at) => (name, field: fields[at])).Where(static c => c.field is not null).DistinctBy(static c => c.name).ToDictionary(static c => c.name, static c => c.field!, StringComparer.Ordinal);
    }

    /// <summary>Column to field, of the columns that are read.</summary>
    public IReadOnlyDictionary<string, string> Mapping { get; }

    public static bool IsKnown(string column) => Known.ContainsKey(Key(column));

    /// <exception cref="RpcException">Invalid: a column or field that is not, or no column for the company or the role.</exception>
    public static TrackerColumns Of(IReadOnlyList<string> header, string? preset, IReadOnlyDictionary<string, string>? said)
    {
        var known = preset is null ? null : Presets.All.FirstOrDefault(each => each.Id == preset)
            ?? throw RpcException.Invalid("$.preset", $"'{preset}' is no preset", $"Give one of {string.Join(", ", Presets.All.Select(static each => each.Id))}, or leave it out.");
        var problems = new List<RpcProblem>();
        var fields = new string?[header.Count];
        var settled = new bool[header.Count];
        foreach (var (column, field) in said ?? new Dictionary<string, string>())
            Say(header, column, field, fields, settled, problems);
        for (var at = 0; at < fields.Length; at++)
        {
            if (settled[at])
                continue;
            var field = known?.Columns.GetValueOrDefault(header[at].Trim()) ?? Known.GetValueOrDefault(Key(header[at]));
            // Of two columns for one thing the first is read.
            if (field is { Length: > 0 } && !fields.Contains(field))
                fields[at] = field;
        }

        foreach (var needed in (string[])["company", "role"])
        {
            if (problems.Count == 0 && !fields.Contains(needed))
                problems.Add(new() { Path = "$.mapping", Problem = $"no column is the {needed}", Remedy = $"Say which: the columns are {string.Join(", ", header)}." });
        }

        return problems.Count == 0 ? new TrackerColumns(header, fields) : throw RpcException.Invalid(problems);
    }

    /// <summary>The row's value of a field, trimmed and, but for notes, on one line; null where it has none.</summary>
    public string? Value(SheetRow row, string field)
    {
        var at = Array.IndexOf(_fields, field);
        var value = at >= 0 && at < row.Cells.Count ? row.Cells[at].Trim() : "";
        // A cell may break its lines to be narrow; only notes have lines of their own.
        if (field != "notes" && value.AsSpan().ContainsAny('\r', '\n'))
            value = string.Join(' ', value.Split(['\r', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        // What exports write where there is nothing.
        return value.Length == 0 || value is "-" or "N/A" or "n/a" ? null : value;
    }

    private static void Say(IReadOnlyList<string> header, string column, string field, string?[] fields, bool[] settled, List<RpcProblem> problems)
    {
        var at = header.ToList().FindIndex(name => Key(name) == Key(column));
        if (at < 0)
            problems.Add(new() { Path = $"$.mapping.{column}", Problem = "is no column of the file", Remedy = $"The columns are {string.Join(", ", header)}." });
        else if (field.Length > 0 && !TrackerLimits.Fields.Contains(field))
            problems.Add(new() { Path = $"$.mapping.{column}", Problem = $"'{field}' is no field", Remedy = $"Give one of {string.Join(", ", TrackerLimits.Fields)}." });
        else
            (fields[at], settled[at]) = (field.Length > 0 ? field : null, true);
    }

    private static string Key(string column) => string.Concat(column.ToLowerInvariant().Replace("ö", "oe", StringComparison.Ordinal).Where(char.IsLetterOrDigit));

    private static Dictionary<string, string> Names(params (string Field, string Columns)[] known) =>
        known.SelectMany(static k => k.Columns.Split(' ').Distinct().Select(column => (column, k.Field))).ToDictionary(static k => k.column, static k => k.Field, StringComparer.Ordinal);
}
