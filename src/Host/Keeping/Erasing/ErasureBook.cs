using System.Text.Json;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Erasing;

/// <summary>The receipts, and what is still to be done of each.</summary>
internal static class ErasureBook
{
    public static void Write(WriteTransaction transaction, EraseReceipt receipt, IEnumerable<string> pending) => transaction.Execute(
        "INSERT INTO erasure(id, at, kind, record, pending, counts) VALUES(@id, @at, @kind, @record, @pending, @counts) ON CONFLICT(id) DO UPDATE SET pending = @pending, counts = @counts",
        ("@id", receipt.Id), ("@at", receipt.At), ("@kind", receipt.About?.Kind ?? ""), ("@record", receipt.About?.Id ?? ""), ("@pending", string.Join('\n', pending)),
        ("@counts", JsonSerializer.Serialize(receipt.Parts, EraseJson.Default.IReadOnlyListErasedPart)));

    public static bool IsKnown(ReadConnection connection, string id) => connection.Exists("SELECT 1 FROM erasure WHERE id = @id", ("@id", id));

    /// <summary>Newest first.</summary>
    public static List<EraseReceipt> List(ReadConnection connection, int limit) => connection.Query("SELECT id, at, kind, record, counts FROM erasure ORDER BY at DESC, id DESC LIMIT @limit", Receipt, ("@limit", limit));

    /// <summary>Oldest first, with the plugins that have not done their part.</summary>
    public static List<(EraseReceipt Receipt, IReadOnlyList<string> Plugins)> Unfinished(ReadConnection connection) => connection.Query(
        "SELECT id, at, kind, record, counts, pending FROM erasure WHERE pending <> '' ORDER BY at, id", static row => (Receipt(row), (IReadOnlyList<string>)row.Text(5).Split('\n')));

    private static EraseReceipt Receipt(Row row) => new()
    {
        Id = row.Text(0),
        At = row.Time(1),
        About = row.Text(2) is { Length: > 0 } kind ? new RecordRef(kind, row.Text(3)) : null,
        Parts = JsonSerializer.Deserialize(row.Text(4), EraseJson.Default.IReadOnlyListErasedPart)!,
    };
}
