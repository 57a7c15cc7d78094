using System.Diagnostics;
using System.Globalization;
using System.Text;
using Assistant.Plugins.Applications.Import;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Plugins.Tests.Applications.Import;

/// <summary>
/// Made-up trackers in every form that is read: what is in the book afterwards equals what was written, a second import changes nothing, and taking it back leaves
/// nothing and lets it be imported again.
/// </summary>
public sealed class ImportRoundtripSuite
{
    private static readonly string[] Stages = ["saved", "applied", "screening", "interview", "offer", "rejected"];

    private static readonly string[] Texts = ["Acme", "Müller & Söhne", "Meta", "Metaverse Inc", "O'Brien, Ltd.", "\"Quoted\" Oy", "A; B", "Zoë's Café", "東京電機", "Line-Tec"];

    [Fact]
    public async Task Import_TrackersOfEveryForm_AreInTheBookAsTheyWere()
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(17);
        var failures = new List<string>();
        var rows = 0;
        for (var file = 0; file < SuiteSize.Of(4, 24, 200); file++)
        {
            var jobs = Jobs(random, 12);
            rows += jobs.Count;
            await CheckAsync(file, jobs, random, failures);
        }

        SuiteLog.Report("import-roundtrip", rows, failures.Count, watch.Elapsed);
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20)));
    }

    private static async Task CheckAsync(int file, List<Job> jobs, Random random, List<string> failures)
    {
        using var desk = new ApplicationsDesk();
        await desk.OpenAsync();
        await using var host = new PaperHost();
        ITrackers trackers = new TrackersService(desk.Rooms, host.Caller);
        var (bytes, name, days) = Write(jobs, file, random);
        var request = new TrackerImportRequest { File = new Content { Bytes = bytes, Size = bytes.Length }, FileName = name, Days = days };

        var dry = await trackers.ImportAsync(request with { DryRun = true }, null, default);
        Same("dry run", $"{jobs.Count} new, 0 old", $"{dry.Created} new, {dry.Unchanged} old");
        Same("dry run's book", "", await BookAsync(desk));
        var first = await trackers.ImportAsync(request, null, default);
        Same("problems", "", string.Join('\n', first.Problems.Concat(first.Notices).Select(static p => $"{p.Path} {p.Problem}")));
        Same("book", Said(jobs), await BookAsync(desk));
        Same("notes", string.Join('\n', jobs.Where(static j => j.Notes.Length > 0).Select(static j => j.Notes).Order(StringComparer.Ordinal)), string.Join('\n', host.Created.Select(static d => d.Input.Text).Order(StringComparer.Ordinal)));

        var second = await trackers.ImportAsync(request, null, default);
        Same("second import", $"0 new, {jobs.Count} old", $"{second.Created} new, {second.Unchanged} old");
        Same("book after the second import", Said(jobs), await BookAsync(desk));

        var undone = await trackers.UndoAsync(new() { ImportId = first.ImportId! }, default);
        Same("undo", $"{jobs.Count} deleted, 0 kept, 0 notes", $"{undone.Deleted} deleted, {undone.Kept.Count} kept, {host.Documents.Count} notes");
        Same("book after undo", "", await BookAsync(desk));
        await trackers.ImportAsync(request, null, default);
        Same("book after importing again", Said(jobs), await BookAsync(desk));

        void Same(string what, string wanted, string found)
        {
            if (wanted != found)
                failures.Add($"{name} {what}: '{found}', not '{wanted}'");
        }
    }

    private static (byte[] Bytes, string Name, DayOrder? Days) Write(List<Job> jobs, int file, Random random)
    {
        var form = file % 4;
        string[][] headers =
        [
            ["Company", "Job title", "Location", "URL", "Status", "Date applied", "Salary", "Notes", "Reference", "Color"],
            ["Firma", "Stelle", "Ort", "Link", "Status", "Beworben am", "Gehalt", "Notizen", "Kennziffer", "Farbe"],
        ];
        string[] dayForms = ["yyyy-MM-dd", "dd.MM.yyyy", "M/d/yyyy", "d MMM yyyy"];
        // Excel keeps days as numbers, whatever they look like.
        var dayForm = form >= 2 ? dayForms[0] : dayForms[random.Next(dayForms.Length)];
        List<IReadOnlyList<string>> rows = [headers[random.Next(2)], .. jobs.Select(job => job.Cells(dayForm))];
        if (random.Next(3) == 0)
            rows.InsertRange(0, [(string[])["My applications"], []]);
        var bytes = form switch
        {
            0 => Sheets.Csv(rows, ',', mark: false),
            1 => Sheets.Csv(rows, ';', mark: true),
            2 => Sheets.Xlsx(rows, shared: true),
            _ => Sheets.Xlsx(rows, shared: false),
        };
        return (bytes, FormattableString.Invariant($"jobs{file}{(form >= 2 ? ".xlsx" : ".csv")}"), dayForm == "M/d/yyyy" ? DayOrder.MonthFirst : null);
    }

    private static List<Job> Jobs(Random random, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => new Job(
            $"{Texts[random.Next(Texts.Length)]} {random.Next(5)}",
            $"{Texts[random.Next(Texts.Length)]} engineer {i}",
            random.Next(3) == 0 ? "" : Texts[random.Next(Texts.Length)],
            random.Next(2) == 0 ? "" : $"https://jobs.example.com/{i}?a={random.Next(100)}",
            Stages[random.Next(Stages.Length)],
            random.Next(4) == 0 ? null : new DateOnly(2026, 1 + random.Next(12), 1 + random.Next(28)),
            random.Next(2) == 0 ? null : 1000m * random.Next(30, 150),
            random.Next(3) == 0 ? $"Spoke to \"Ana\",\nliked it; {random.Next(100)}" : "",
            random.Next(2) == 0 ? "" : $"R-{i}")),
    ];

    private static string Said(List<Job> jobs) => string.Join('\n', jobs.Select(static job => job.Line()).Order(StringComparer.Ordinal));

    private static async Task<string> BookAsync(ApplicationsDesk desk)
    {
        var lines = new List<string>();
        foreach (var card in (await desk.Service.ListAsync(new ApplicationListRequest { Limit = 1000 }, default)).Applications)
        {
            var a = await desk.Service.GetAsync(new() { Id = card.Id }, default);
            lines.Add(new Job(a.Company.Name, a.Role, a.Place ?? "", a.Link ?? "", a.Stage, a.Applied, a.Pay?.From, "", a.Requisition ?? "").Line());
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private sealed record Job(string Company, string Role, string Place, string Link, string Stage, DateOnly? Applied, decimal? Pay, string Notes, string Requisition)
    {
        public string Line() => FormattableString.Invariant($"{Company}|{Role}|{Place}|{Link}|{Stage}|{Applied:yyyy-MM-dd}|{Pay}|{Requisition}");

        public IReadOnlyList<string> Cells(string dayForm) =>
            [Company, Role, Place, Link, Stage, Applied?.ToString(dayForm, CultureInfo.InvariantCulture) ?? "", Pay?.ToString(CultureInfo.InvariantCulture) ?? "", Notes, Requisition, "blue"];
    }
}
