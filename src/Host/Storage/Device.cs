using Assistant.Host.Storage.Audit;

namespace Assistant.Host.Storage;

/// <param name="Id">Which installation this is.</param>
/// <param name="Generation">How many times it was started.</param>
/// <param name="Quarantine">Why nothing written before may be sent without a person's word; null where it may.</param>
internal sealed record DeviceState(string Id, long Generation, string? Quarantine);

/// <summary>
/// Tells a folder that goes on where it stopped from one that was copied or restored: its generation grows at every start, here and
/// in the anchor outside, and its audit chain must hold what was anchored.
/// </summary>
internal sealed class Device(Database database, AnchorFile anchor, AuditLog audit)
{
    /// <summary>Once per start of a host, after <see cref="Desk.Open"/> and before anything is sent.</summary>
    public DeviceState Start() => database.Write(transaction =>
    {
        var found = Read(transaction);
        var reason = found.Quarantine ?? Judge(transaction, found);
        if (reason is not null)
        {
            if (found.Quarantine is null)
            {
                Quarantine(transaction, reason);
                audit.Append(transaction, new AuditRecord("host", "", "device.quarantine", "device", found.Id, $"done: {reason}"));
            }

            return found with { Quarantine = reason };
        }

        return Advance(transaction, found);
    });

    public DeviceState State() => database.Read(Read);

    /// <summary>Nothing that was written before is sent from here without a person's word, from now on and wherever this folder goes.</summary>
    /// <param name="transaction">Where it is written.</param>
    /// <param name="reason">Why.</param>
    public static void Quarantine(WriteTransaction transaction, string reason) => transaction.Execute("UPDATE device SET quarantined = @reason", ("@reason", reason));

    /// <summary>
    /// A person takes this folder as the one that goes on: it becomes a device of its own, so that what the other one may still send
    /// is never sent from here unasked.
    /// </summary>
    public DeviceState Release(string person, string client, Desk desk, TimeProvider time) => database.Write(transaction =>
    {
        var fresh = new DeviceState(RowStamp.NewId(time.GetUtcNow()), 0, null);
        transaction.OnCommitted(() => desk.Become(fresh.Id));
        transaction.Execute("UPDATE device SET id = @id, generation = 0, quarantined = NULL", ("@id", fresh.Id));
        audit.Reanchor(transaction, new AuditRecord(person, client, "device.release", "device", fresh.Id, "done"));
        return Advance(transaction, fresh);
    });

    private static DeviceState Read(ReadConnection connection) =>
        connection.First("SELECT id, generation, quarantined FROM device", static row => new DeviceState(row.Text(0), row.Long(1), row.TextOrNull(2)))
        ?? throw new InvalidOperationException("The desk was not opened.");

    private string? Judge(WriteTransaction transaction, DeviceState found)
    {
        var anchored = anchor.Read();
        if (found.Generation == 0)
        {
            // A new folder. Where another one was at this path, its anchors are answered for in the new chain and replaced.
            if (anchored is { } former)
                audit.Reanchor(transaction, new AuditRecord("host", "", "device.replace", "device", former.Value, $"done: generation {former.Number}"));
            return null;
        }

        if (anchored is not { } known)
            return "copied: this folder was not started at this place before";
        if (known.Value != found.Id)
            return "copied: another installation was started at this place";
        if (found.Generation < known.Number)
            return "restored: this folder is older than the one last started here";
        // One ahead is a crash between the commit and the anchor.
        if (found.Generation > known.Number + 1)
            return "restored: the record outside this folder is older than it";
        return audit.IsAnchored(transaction) ? null : "restored: this folder lacks what was done here since";
    }

    private DeviceState Advance(WriteTransaction transaction, DeviceState state)
    {
        var next = state with { Generation = state.Generation + 1 };
        transaction.Execute("UPDATE device SET generation = @generation", ("@generation", next.Generation));
        transaction.OnCommitted(() => anchor.Reset(new Anchor(next.Generation, next.Id)));
        return next;
    }
}
