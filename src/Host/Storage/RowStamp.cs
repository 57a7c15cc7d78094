namespace Assistant.Host.Storage;

/// <summary>
/// The columns every user table has. A store selects <see cref="Columns"/> first and reads them with <see cref="Read"/>;
/// it inserts <c>INSERT INTO t(" + RowStamp.Columns + ", mine) VALUES(" + RowStamp.Parameters + ", @mine)"</c> with <c>[.. stamp.Arguments, ("@mine", mine)]</c>.
/// </summary>
internal readonly record struct RowStamp(
    string Id,
    string Space,
    string Owner,
    string Visibility,
    long Revision,
    string Device,
    DateTimeOffset Created,
    DateTimeOffset Changed,
    DateTimeOffset? Deleted)
{
    public const string Private = "private";

    public const string Columns = "id, space, owner, visibility, revision, device, created, changed, deleted";

    public const string Parameters = "@id, @space, @owner, @visibility, @revision, @device, @created, @changed, @deleted";

    /// <summary>How many columns come before a store's own.</summary>
    public const int Count = 9;

    /// <summary>The stamp as arguments for <see cref="Parameters"/>.</summary>
    public (string Name, SqlValue Value)[] Arguments =>
    [
        ("@id", Id), ("@space", Space), ("@owner", Owner), ("@visibility", Visibility), ("@revision", Revision),
        ("@device", Device), ("@created", Created), ("@changed", Changed), ("@deleted", Deleted),
    ];

    /// <summary>A new row's stamp: a UUIDv7, revision 1.</summary>
    public static RowStamp New(Desk desk, TimeProvider time, string visibility = Private)
    {
        var now = time.GetUtcNow();
        return new RowStamp(NewId(now), desk.Space, desk.Person, visibility, 1, desk.Device, now, now, null);
    }

    public static string NewId(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("D");

    /// <summary>Reads the stamp from the first nine columns.</summary>
    public static RowStamp Read(Row row) =>
        new(row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Long(4), row.Text(5), row.Time(6), row.Time(7), row.TimeOrNull(8));
}
