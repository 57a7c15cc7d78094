using System.Globalization;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Cli.Commands;

/// <summary>One application, as it is shown.</summary>
internal static class ApplicationView
{
    public static void Show(CliRun run, Screen screen, Application application, IReadOnlyDictionary<string, string> titles)
    {
        screen.Line($"{application.Role}, {application.Company.Name}", Tone.Strong);
        screen.Fields(
            ("stage", new TextCell($"{application.Stage}, since {Shown.Day(DateOnly.FromDateTime(application.Since.LocalDateTime))}{(application.IsArchived ? ", archived" : "")}", Tone.Accent)),
            ("requisition", application.Requisition),
            ("place", application.Place),
            ("pay", application.Pay is { } pay ? Money(pay) : null),
            ("link", application.Link),
            ("found", application.Source),
            ("posted", Day(application.Posted)),
            ("deadline", Day(application.Deadline)),
            ("applied", Day(application.Applied)),
            ("company", application.Company.Domain),
            ("tags", string.Join(", ", application.Tags)),
            ("id", application.Id));
        if (application.Tasks.Count > 0)
        {
            screen.Line();
            screen.Table(
                ["Task", "What", "Due"],
                application.Tasks.Select(static IReadOnlyList<TextCell> (task) => [Shown.Id(task.Id), new TextCell(task.Title, task.Done is null ? Tone.Plain : Tone.Dim), task.Done is null ? Day(task.Due) : new TextCell("done", Tone.Good)]),
                "");
        }

        if (application.Links.Count > 0)
        {
            screen.Line();
            screen.Table(
                ["Record", "Title", "Id"],
                application.Links.Select(IReadOnlyList<TextCell> (link) => [Kind(link), titles.GetValueOrDefault(link.Ref.Id), Shown.Id(link.Ref.Id)]),
                "");
        }

        screen.Line();
        screen.Line($"{run.Command($"application timeline {Shown.Id(application.Id)}")} shows everything that happened.", Tone.Dim);
    }

    public static string Words(TimelineEntry entry) => entry.Kind switch
    {
        TimelineKind.Created => $"made, in {entry.ToStage}",
        TimelineKind.Imported => $"imported, in {entry.ToStage}",
        TimelineKind.Changed => "details changed",
        TimelineKind.Moved => $"{entry.FromStage} -> {entry.ToStage}{(entry.Undone ? " (taken back)" : "")}",
        TimelineKind.MoveUndone => $"back to {entry.ToStage}",
        TimelineKind.TaskAdded => $"task: {entry.Text}",
        TimelineKind.TaskDone => $"done: {entry.Text}",
        TimelineKind.TaskReopened => $"open again: {entry.Text}",
        TimelineKind.Linked => $"{entry.Text ?? entry.Ref?.Kind} added",
        TimelineKind.Unlinked => $"{entry.Ref?.Kind} taken off",
        TimelineKind.Draft => "a mail was begun",
        TimelineKind.Sent => "a mail was sent",
        TimelineKind.Replied => "they replied",
        TimelineKind.Bounced => "a mail came back",
        TimelineKind.Proposed => entry.ToStage is { } stage ? $"proposed: to {stage}" : $"a change is proposed, {entry.Text}",
        TimelineKind.Merged => $"merged with another{(entry.Undone ? " (taken back)" : "")}",
        _ => Shown.Words(entry.Kind),
    };

    private static string Kind(ApplicationLink link) => (link.Ref.Kind, link.Role) switch
    {
        ("draft", _) => "draft",
        ("outbox", _) => "sent mail",
        (_, { } role) => role,
        var (kind, _) => kind,
    };

    private static string? Day(DateOnly? day) => day is { } known ? Shown.Day(known) : null;

    private static string Money(Pay pay)
    {
        static string Amount(decimal amount) => amount.ToString("#,0.##", CultureInfo.InvariantCulture);
        var range = (pay.From, pay.To) switch
        {
            ({ } from, { } to) when from != to => $"{Amount(from)} to {Amount(to)}",
            ({ } from, null) => $"from {Amount(from)}",
            (null, { } to) => $"up to {Amount(to)}",
            _ => Amount(pay.From ?? 0),
        };
        return $"{range} {pay.Currency} a {Shown.Words(pay.Period)}".Replace("  ", " ", StringComparison.Ordinal);
    }
}
