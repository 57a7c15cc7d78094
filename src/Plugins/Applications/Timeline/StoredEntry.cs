namespace Assistant.Plugins.Applications.Timeline;

/// <param name="Id">The entry.</param>
/// <param name="Undone">It was taken back.</param>
internal sealed record StoredEntry(string Id, bool Undone);
