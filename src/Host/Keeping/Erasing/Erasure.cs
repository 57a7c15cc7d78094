using Assistant.Host.Keeping.Tables;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Erasing;

/// <summary>
/// Erases from the host's own database: rows are deleted and overwritten, files go, and the subject's key is destroyed, so that what older copies hold
/// opens no more where they are brought back. The log is emptied into the file after the commit.
/// </summary>
internal sealed class Erasure(SubjectKeys keys, BlobStore blobs, Desk desk, TimeProvider time)
{
    /// <summary>What there is of each kind.</summary>
    public static List<ErasedCount> Count(ReadConnection connection, SubjectScope scope)
    {
        var counts = KeptTables.All
            .Select(table => new ErasedCount(table.Words, (int)(connection.Number($"SELECT count(*) FROM {table.Name} WHERE {scope.Rows(table)}", scope.Arguments) ?? 0)))
            .Append(new ErasedCount("mentions in messages to others", Correspondence.Shared(connection, scope).Count))
            .Append(new ErasedCount("files", Files(connection, scope).Count));
        return [.. counts.Where(static count => count.Count > 0)];
    }

    /// <summary>What is under way and has to end first.</summary>
    public static List<RpcProblem> Obstacles(ReadConnection connection, SubjectScope scope)
    {
        var found = new List<RpcProblem>();
        var (outbox, writing) = (scope.Rows(KeptTables.Get("outbox")), scope.Rows(KeptTables.Get("writing")));
        if (connection.Exists($"SELECT 1 FROM outbox WHERE state IN ('claimed', 'staged', 'submitting') AND wake IS NOT NULL AND ({outbox})", scope.Arguments))
            found.Add(new RpcProblem { Path = "outbox", Problem = "A message to them is being sent now.", Remedy = "Wait until `assistant outbox list` shows it sent, then erase." });
        if (connection.Exists($"SELECT 1 FROM writing WHERE state = 'running' AND ({writing})", scope.Arguments))
            found.Add(new RpcProblem { Path = "writing", Problem = "A model is writing about them now.", Remedy = "Wait for it, or cancel it with `assistant writing cancel`." });
        foreach (var shared in Correspondence.Shared(connection, scope).Select(static message => message.Outbox).OfType<string>())
        {
            if (connection.Exists("SELECT 1 FROM outbox WHERE id = @id AND state IN ('approved', 'claimed', 'staged', 'submitting', 'quarantined')", ("@id", shared)))
                found.Add(new RpcProblem { Path = $"outbox:{shared}", Problem = "A message to them and to others waits to be sent.", Remedy = $"Let it go out, or take it back with `assistant outbox cancel {shared[^8..]}`." });
        }

        return found;
    }

    /// <summary>Erases, and answers what.</summary>
    public List<ErasedCount> Run(WriteTransaction transaction, SubjectScope scope)
    {
        var counts = Count(transaction, scope);
        var subjects = Subjects(transaction, scope);
        foreach (var message in Correspondence.Shared(transaction, scope))
            Correspondence.TakeOut(transaction, scope, message, time.GetUtcNow());
        foreach (var holder in Holders(transaction, scope))
            blobs.Release(transaction, holder);
        foreach (var subject in subjects)
            blobs.Erase(transaction, subject);
        if (scope.About is not null)
            Forget(transaction, scope);
        // The rows that are deleted are chosen by rows that are deleted after them.
        foreach (var table in KeptTables.All.Reverse())
        {
            if (table.IsDeleted || scope.About is null)
                transaction.Execute($"DELETE FROM {table.Name} WHERE {scope.Rows(table)}", scope.Arguments);
        }

        if (scope.About is null)
        {
            // A backup that is restored after everything was erased is wanted: no subject is remembered as erased by itself.
            transaction.Execute("DELETE FROM subject_key");
            transaction.Execute("UPDATE person SET name = ''");
        }
        else
        {
            foreach (var subject in subjects)
                keys.Destroy(transaction, subject);
        }

        transaction.LeaveNoTrace();
        return counts;
    }

    // Who asked not to be written to is not written to again because of having been forgotten: what stays knows the address when it comes, and does not tell it.
    private void Forget(WriteTransaction transaction, SubjectScope scope)
    {
        foreach (var key in scope.Keys)
        {
            transaction.Execute(
                "UPDATE suppression SET match_key = @fingerprint, reason = @reason, revision = revision + 1, changed = @now WHERE match_key = @key",
                ("@fingerprint", SuppressionStore.Fingerprint(desk.Space, key)), ("@reason", "asked not to be written to, and was erased since"), ("@now", time.GetUtcNow()), ("@key", key));
        }
    }

    private static List<string> Subjects(ReadConnection connection, SubjectScope scope)
    {
        if (scope.About is null)
            return SubjectKeys.Live(connection);
        // A draft without a contact, and a document of its own, have keys of their own.
        var own = KeptTables.All.Where(static table => table.SealedBy is { Parent: null }).SelectMany(table => connection.Query(
            $"SELECT DISTINCT {table.SealedBy!.Sql(table.Name)} FROM {table.Name} WHERE {scope.Rows(table)} AND {table.SealedBy.Sql(table.Name)} = '{table.Name}:' || id", static row => row.Text(0), scope.Arguments));
        return [scope.Subject!, .. own.Where(subject => subject != scope.Subject).Distinct()];
    }

    private static IEnumerable<string> Holders(ReadConnection connection, SubjectScope scope) =>
        KeptTables.All.Where(static table => table.File is not null).SelectMany(table => connection.Query(
            $"SELECT DISTINCT {Pattern.Sql(table.File!.Holder)} FROM {table.Name} WHERE {scope.Rows(table)}", static row => row.Text(0), scope.Arguments));

    private static HashSet<string> Files(ReadConnection connection, SubjectScope scope)
    {
        var held = Holders(connection, scope).SelectMany(holder => connection.Query("SELECT address FROM blob_holder WHERE holder = @holder", static row => row.Text(0), ("@holder", holder)));
        var sealedFor = Subjects(connection, scope).SelectMany(subject => connection.Query("SELECT address FROM blob WHERE subject = @subject", static row => row.Text(0), ("@subject", subject)));
        return [.. held, .. sealedFor];
    }
}
