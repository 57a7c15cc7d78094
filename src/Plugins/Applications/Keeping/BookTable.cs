namespace Assistant.Plugins.Applications.Keeping;

/// <summary>A table of the book, as it is given out, taken back and erased.</summary>
/// <param name="Kind">What its records are called.</param>
/// <param name="Plural">The same for a person, in the plural.</param>
/// <param name="Name">The table.</param>
/// <param name="Key">The columns that tell its rows apart, in the order in which they are given out.</param>
/// <param name="Columns">All that are given out; a name with <c>#</c> before it is a number, else text.</param>
/// <param name="OfApplication">Which rows are an application's, by <c>@id</c>.</param>
/// <param name="OfRecord">Which rows name another record, by <c>@kind</c> and <c>@id</c>; null where none does.</param>
internal sealed record BookTable(string Kind, string Plural, string Name, IReadOnlyList<string> Key, IReadOnlyList<string> Columns, string OfApplication, string? OfRecord)
{
    private const string Company = "id IN (SELECT company FROM application WHERE id = @id)";

    private static readonly string[] Stamp = ["space", "owner", "visibility", "#revision", "device", "#created", "#changed", "#deleted"];

    /// <summary>What others refer to first.</summary>
    public static IReadOnlyList<BookTable> All { get; } =
    [
        new("stage", "stages", "stage", ["position"], ["name", "title", "kind", "#position"], "0", null),
        new("company", "companies", "company", ["id"], ["id", .. Stamp, "name", "name_key", "domain"], Company, null),
        new(
            "application", "applications", "application", ["id"],
            [
                "id", .. Stamp, "company", "role", "role_key", "requisition", "link", "place", "pay_from", "pay_to", "pay_currency", "pay_period", "source", "posted", "deadline", "applied",
                "stage", "#since", "#archived",
            ],
            "id = @id", null),
        new("tag", "tags", "tag", ["application", "tag"], ["application", "tag", "merged_from"], "application = @id", null),
        new("task", "tasks", "task", ["id"], ["id", .. Stamp, "application", "title", "due", "remind", "#done", "merged_from"], "application = @id", null),
        new("link", "links", "link", ["application", "kind", "id"], ["application", "kind", "id", "role", "#created", "merged_from"], "application = @id", "kind = @kind AND id = @id"),
        new(
            "entry", "timeline entries", "entry", ["id"],
            ["id", "application", "#at", "kind", "actor", "ref_kind", "ref_id", "text", "from_stage", "to_stage", "#from_since", "#undone", "once", "merged_from"],
            "application = @id", "ref_kind = @kind AND ref_id = @id"),
        new(
            "unmatched-reply", "unmatched replies", "unmatched", ["message"], ["message", "outbox", "contact", "#received", "candidates", "#settled"],
            "' ' || candidates || ' ' LIKE '% ' || @id || ' %'", "(@kind = 'contact' AND contact = @id) OR (@kind = 'outbox' AND outbox = @id)"),
    ];

    /// <summary>The columns without what says their type.</summary>
    public IEnumerable<string> Names => Columns.Select(static column => column.TrimStart('#'));
}
