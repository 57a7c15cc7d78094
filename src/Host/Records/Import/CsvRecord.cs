namespace Assistant.Host.Records.Import;

/// <param name="Line">Where the row starts, from 1.</param>
/// <param name="Fields">Its fields; empty where there is a problem.</param>
/// <param name="Problem">Why the row cannot be read; null where it can.</param>
/// <param name="Remedy">What would be right.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Fields, string? Problem = null, string? Remedy = null)
{
    public bool IsBlank => Problem is null && Fields.All(string.IsNullOrWhiteSpace);
}
