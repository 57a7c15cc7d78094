using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Import;

/// <summary>The exports of other trackers. Only what their source code shows is called sure.</summary>
internal static class Presets
{
    public static IReadOnlyList<TrackerPreset> All { get; } =
    [
        new(
            "jobsync", "JobSync", Columns(("Company", "company"), ("JobTitle", "role"), ("Location", "place"), ("Locations", "place"), ("JobSource", "source"), ("Status", "stage"), ("appliedDate", "applied"), ("jobType", ""), ("createdAt", ""), ("applied", ""), ("index", "")),
            "From JobSync's own source (its export of jobs as CSV; 'Location' in older versions, 'Locations' in newer ones)."),
        new(
            "huntr", "Huntr", Columns(("Employer", "company"), ("Company", "company"), ("Job Title", "role"), ("Title", "role"), ("List", "stage"), ("URL", "link"), ("Location", "place"), ("Salary", "pay"), ("Date Applied", "applied"), ("Deadline", "deadline"), ("Notes", "notes"), ("Date Saved", "")),
            "From others' accounts of Huntr's CSV, not from Huntr: look at the dry run."),
        new(
            "teal", "Teal", Columns(("Company Name", "company"), ("Company", "company"), ("Job Title", "role"), ("Job Position", "role"), ("Status", "stage"), ("Job URL", "link"), ("Location", "place"), ("Salary", "pay"), ("Date Applied", "applied"), ("Deadline", "deadline"), ("Notes", "notes"), ("Date Saved", "")),
            "From others' accounts of Teal's CSV, not from Teal: look at the dry run."),
    ];

    private static Dictionary<string, string> Columns(params (string Column, string Field)[] columns) => columns.ToDictionary(static c => c.Column, static c => c.Field, StringComparer.OrdinalIgnoreCase);
}
