using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Events;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Records;

/// <summary>What every store of this folder writes in: the rows, what changed, and who did it.</summary>
internal sealed record Books(Database Database, EventLog Events, AuditLog Audit, Desk Desk, TimeProvider Time)
{
    /// <summary>For a service: changes in one transaction, a stale revision told as the caller knows it.</summary>
    public async ValueTask<T> WriteAsync<T>(Func<WriteTransaction, T> change, CancellationToken cancel)
    {
        try
        {
            return await Database.WriteAsync(change, cancel);
        }
        catch (RevisionConflictException conflict)
        {
            throw conflict.Actual is { } actual ? RpcException.Conflict(conflict.Expected, actual) : RpcException.NotFound(conflict.Table, conflict.Id);
        }
    }

    /// <summary>What the policy is asked about.</summary>
    /// <param name="table">The live row's table, which is also the word for its kind.</param>
    /// <param name="id">The row.</param>
    /// <param name="kind">The word for its kind where it is another.</param>
    /// <exception cref="RpcException">There is no such row.</exception>
    public Resource Resource(string table, string id, string? kind = null) => Database.Read(connection => connection.First(
        $"SELECT {RowStamp.Columns} FROM {table} WHERE id = @id AND deleted IS NULL",
        row => (Resource?)Security.Resource.Of(kind ?? table, RowStamp.Read(row)), ("@id", id))) ?? throw RpcException.NotFound(kind ?? table, id);

    /// <summary>Notes in the transaction that does it what a caller did.</summary>
    public void Note(WriteTransaction transaction, Principal principal, string action, string kind, string id) =>
        Audit.Append(transaction, new AuditRecord(principal.Person, principal.Client, action, kind, id, "done"));
}
