using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Timeline;

/// <summary>What an entry of a timeline says to a person who reads it on paper.</summary>
internal static class EntryWords
{
    /// <param name="row">From the next column on: kind, text, the title of the stage before and after, the kind of the record it is about, whether it was taken back.</param>
    public static string Of(StoreRow row)
    {
        var kind = Enum.Parse<TimelineKind>(row.Text(), ignoreCase: true);
        var (text, from, to, about) = (row.TextOrNull(), row.TextOrNull(), row.TextOrNull(), row.TextOrNull());
        var what = Of(kind, text, from, to, about);
        return row.Flag() ? $"{what} (taken back)" : what;
    }

    private static string Of(TimelineKind kind, string? text, string? from, string? to, string? about) => kind switch
    {
        TimelineKind.Created => $"Written down, in {to}",
        TimelineKind.Imported => $"Imported, in {to}",
        TimelineKind.Changed => "Details changed",
        TimelineKind.Moved => $"Moved from {from} to {to}",
        TimelineKind.MoveUndone => $"Back to {to}",
        TimelineKind.Archived => "Archived",
        TimelineKind.Unarchived => "Brought back from the archive",
        TimelineKind.TaskAdded => $"To do: {text}",
        TimelineKind.TaskDone => $"Done: {text}",
        TimelineKind.TaskReopened => $"Open again: {text}",
        TimelineKind.Linked => $"Added: {text ?? about}",
        TimelineKind.Unlinked => $"Taken off: {text ?? about}",
        TimelineKind.Draft => "A mail was begun",
        TimelineKind.Sent => "A mail was sent",
        TimelineKind.Replied => "They replied",
        TimelineKind.Bounced => "A mail came back",
        TimelineKind.Proposed => to is null ? $"A change is proposed, {text}" : $"Proposed: to {to}",
        _ => "Merged with another",
    };
}
