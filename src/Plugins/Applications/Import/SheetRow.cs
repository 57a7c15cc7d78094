namespace Assistant.Plugins.Applications.Import;

/// <param name="Line">Where it is in the file, from 1.</param>
/// <param name="Cells">From the first column on; a row may have fewer than the header.</param>
/// <param name="Problem">Why it cannot be read; null where it can.</param>
internal sealed record SheetRow(int Line, IReadOnlyList<string> Cells, string? Problem = null);
