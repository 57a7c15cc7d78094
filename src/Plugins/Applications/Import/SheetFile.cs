using Assistant.Host.Records.Import;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.Applications.Import;

/// <summary>A file's header and rows, whichever kind it is.</summary>
internal sealed record SheetFile(IReadOnlyList<string> Header, IReadOnlyList<SheetRow> Rows)
{
    // People put a title and an empty line above their tables.
    private const int LatestHeader = 10;

    /// <exception cref="RpcException">Invalid: it is neither kind, or has no rows.</exception>
    public static SheetFile Open(ReadOnlyMemory<byte> file, int mostRows)
    {
        var all = XlsxSheet.IsOne(file.Span) ? Excel(file) : Csv(file, mostRows);
        var header = all.Take(LatestHeader).ToList().FindIndex(static row => row.Cells.Count(TrackerColumns.IsKnown) >= 2);
        header = Math.Max(0, header);
        if (all.Count == 0 || all[header].Problem is not null)
            throw NoTable(all.Count == 0 ? "has no rows" : all[header].Problem!);
        if (all[header].Cells.Any(static cell => cell.Contains('\0', StringComparison.Ordinal)))
            throw NoTable("is neither CSV nor Excel");
        return new SheetFile([.. all[header].Cells.Select(static cell => cell.Trim())], [.. all.Skip(header + 1)]);
    }

    private static List<SheetRow> Excel(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var bytes = new MemoryStream(file.ToArray(), writable: false);
            return XlsxSheet.Read(bytes);
        }
        catch (InvalidDataException error)
        {
            throw NoTable(error.Message);
        }
    }

    private static List<SheetRow> Csv(ReadOnlyMemory<byte> file, int mostRows)
    {
        using var bytes = new MemoryStream(file.ToArray(), writable: false);
        using var text = CsvText.Open(bytes);
        var records = new CsvRecords(text, TrackerColumns.IsKnown);
        var rows = new List<SheetRow>();
        while (rows.Count <= mostRows + LatestHeader && records.Next() is { } record)
            rows.Add(new SheetRow(record.Line, record.Fields, record.Problem));
        return rows;
    }

    private static RpcException NoTable(string problem) => RpcException.Invalid("$.file", problem, "Give a CSV or an .xlsx with a header row: save it as one of these.");
}
