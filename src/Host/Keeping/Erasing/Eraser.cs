using Assistant.Host.Extensions;
using Assistant.Host.Keeping.Tables;
using Assistant.Host.Mailroom;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Events;
using Assistant.Host.Storage.Plugins;
using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Erasing;

/// <summary>
/// An erasure from its anchor to its receipt. The order is what makes it hold: written down outside the folder first, or, of everything, mailboxes disconnected
/// while their accounts are still known; then the host's own records in one transaction with the names of the plugins that have still to do theirs, then the plugins. What a crash or a restore interrupts or undoes is found and
/// done again by <see cref="FinishAsync"/>, before anybody is answered.
/// </summary>
internal sealed class Eraser(
    DataFolder folder, Database database, Erasure erasure, Disconnections disconnections, SecretStore secrets, ICapabilities capabilities, Func<string, PluginStore> store, Func<string, Task> renew,
    AuditLog audit, EventLog events, TimeProvider time)
{
    private int _working;

    /// <exception cref="RpcException">There is no such record.</exception>
    public async Task<ErasePlan> PlanAsync(RecordRef? about, CancellationToken cancel)
    {
        return (await LookAsync(about, cancel)).Plan;
    }

    // The plan, and what else is the same record to a plugin.
    private async Task<(ErasePlan Plan, IReadOnlyList<RecordRef> Also)> LookAsync(RecordRef? about, CancellationToken cancel)
    {
        var (parts, also, obstacles) = (new List<ErasedPart>(), new List<RecordRef>(), new List<RpcProblem>());
        foreach (var plugin in capabilities.Erasers)
        {
            try
            {
                var planned = await (await plugin.GetAsync(cancel)).PlanAsync(new EraserRequest { About = about }, cancel);
                if (planned.Kinds.Count > 0)
                    parts.Add(new ErasedPart(planned.Kinds, plugin.PluginId));
                also.AddRange(planned.Also.Where(other => other != about));
            }
            catch (RpcException error)
            {
                obstacles.Add(Problem(plugin.PluginId, $"{plugin.Name} cannot say what it holds: {error.Message}"));
            }
        }

        var name = database.Read(connection => Name(connection, about));
        var own = database.Read(connection =>
        {
            var scopes = also.Prepend(about).Select(each => Correspondence.Find(connection, each, [])).ToList();
            obstacles.InsertRange(0, scopes.SelectMany(scope => Erasure.Obstacles(connection, scope)));
            return Sum(scopes.SelectMany(scope => Erasure.Count(connection, scope)));
        });
        parts.Insert(0, new ErasedPart(own));
        if (about is not null && name is null && parts.TrueForAll(static part => part.Kinds.Count == 0))
            throw RpcException.NotFound(about.Kind, about.Id);
        return (new ErasePlan { About = about, Name = name, Parts = parts, Accounts = about is null ? disconnections.Plan() : [], Stays = ErasureWords.Stays(about), Obstacles = obstacles }, also);
    }

    /// <summary>Once it has begun it is done, now or at the next start; the caller's leaving does not stop it.</summary>
    public async Task<EraseReceipt> RunAsync(RecordRef? about, string person, string client)
    {
        if (Interlocked.Exchange(ref _working, 1) != 0)
            throw new RpcException(RpcErrorCode.AlreadyRunning, "Something else is being erased.");
        try
        {
            var (plan, also) = await LookAsync(about, CancellationToken.None);
            if (plan.Obstacles.Count > 0)
                throw new RpcException(RpcErrorCode.WrongState, $"{plan.Obstacles[0].Problem} {plan.Obstacles[0].Remedy}");
            var before = new List<ErasedCount>();
            foreach (var other in also)
                before.AddRange((await ForgetAsync(other, [], person, client)).Parts[0].Kinds);
            var (accounts, problems) = about is null ? await disconnections.RunAsync(new Actor(person, client)) : ([], []);
            before.AddRange(Ended(accounts.Count, problems.Count));
            var receipt = await ForgetAsync(about, before, person, client);
            receipt = await InPluginsAsync(receipt, [.. capabilities.Erasers.Select(static plugin => plugin.PluginId)]);
            return receipt with { Accounts = accounts, Problems = [.. problems, .. receipt.Problems] };
        }
        finally
        {
            Volatile.Write(ref _working, 0);
        }
    }

    /// <summary>Does again what a restored folder has forgotten, and what was interrupted; for a start, before anybody is answered.</summary>
    public async Task FinishAsync()
    {
        var lost = folder.State.Erasures.Read();
        if (lost.Count > 0)
            lost = database.Read(connection => lost.Where(each => !ErasureBook.IsKnown(connection, each.Id)).ToList());
        foreach (var each in lost)
            await RecordAsync(each.Id, each.At, new RecordRef(each.Kind, each.Record), each.Ids, "host", "", []);
        foreach (var (receipt, plugins) in database.Read(ErasureBook.Unfinished))
            await InPluginsAsync(receipt, plugins);
    }

    public List<EraseReceipt> Receipts(int limit) => database.Read(connection => ErasureBook.List(connection, limit));

    private async Task<EraseReceipt> ForgetAsync(RecordRef? about, IReadOnlyList<ErasedCount> before, string person, string client)
    {
        var now = time.GetUtcNow();
        var id = RowStamp.NewId(now);
        // Nobody is remembered as erased where everything was: a backup that is brought back after that is wanted.
        if (about is not null)
        {
            var ids = database.Read(connection => Correspondence.Find(connection, about, []).Ids);
            folder.State.Erasures.Add(new AnchoredErasure(id, now, about.Kind, about.Id, [.. ids]));
        }

        return await RecordAsync(id, now, about, [], person, client, before);
    }

    private async Task<EraseReceipt> RecordAsync(string id, DateTimeOffset at, RecordRef? about, IReadOnlyList<string> ids, string person, string client, IReadOnlyList<ErasedCount> before) => await database.WriteAsync(
        transaction =>
        {
            var counts = erasure.Run(transaction, Correspondence.Find(transaction, about, ids));
            var receipt = new EraseReceipt { Id = id, About = about, At = at, Parts = [new ErasedPart(Sum([.. before, .. counts]))], Stays = ErasureWords.Stays(about) };
            ErasureBook.Write(transaction, receipt, capabilities.Erasers.Select(static plugin => plugin.PluginId));
            audit.Append(transaction, new AuditRecord(person, client, "erase.run", about?.Kind ?? "everything", about?.Id ?? "", $"done: {counts.Sum(static count => count.Count)} erased"));
            events.Append(transaction, "records.erased", about is null ? [] : [about.Id]);
            return receipt;
        },
        CancellationToken.None);

    private async Task<EraseReceipt> InPluginsAsync(EraseReceipt receipt, IReadOnlyList<string> plugins)
    {
        var (parts, problems, pending) = (receipt.Parts.ToList(), new List<RpcProblem>(), new List<string>());
        foreach (var plugin in capabilities.Erasers.Where(each => plugins.Contains(each.PluginId)))
        {
            try
            {
                var erased = await (await plugin.GetAsync(CancellationToken.None)).EraseAsync(new EraserRequest { About = receipt.About }, CancellationToken.None);
                if (erased.Kinds.Count > 0)
                    parts.Add(new ErasedPart(erased.Kinds, plugin.PluginId));
                if (!store(plugin.PluginId).LeaveNoTrace())
                    problems.Add(Problem(plugin.PluginId, $"The log of {plugin.Name} could not be emptied while it is read; it is with its next change."));
            }
            catch (RpcException error)
            {
                pending.Add(plugin.PluginId);
                problems.Add(Problem(plugin.PluginId, $"{plugin.Name} could not erase its part: {error.Message}"));
            }
        }

        if (receipt.About is null)
            await EraseFilesAsync(problems);
        var done = receipt with { Parts = parts, Problems = problems, Stays = ErasureWords.Stays(receipt.About) };
        await database.WriteAsync<object?>(
            transaction =>
            {
                ErasureBook.Write(transaction, done, pending);
                return null;
            },
            CancellationToken.None);
        if (!database.Checkpoint())
            problems.Add(new RpcProblem { Path = "file:assistant.db-wal", Problem = "The log could not be emptied while it is read; it is with the next change.", Remedy = "Nothing is to be done." });
        return done;
    }

    // Also of plugins that have no eraser of their own, or are not there any more.
    private async Task EraseFilesAsync(List<RpcProblem> problems)
    {
        foreach (var id in Storage.Backups.BackupLayout.PluginIds(folder))
        {
            store(id).EraseEverything();
            store(id).LeaveNoTrace();
            await renew(id);
        }

        try
        {
            secrets.DeletePlugins();
        }
        catch (SecretPlaceException error)
        {
            problems.Add(new RpcProblem { Path = "secrets", Problem = error.Reason, Remedy = error.Remedy });
        }

        foreach (var name in (string[])["plugin-files", "settings.json"])
        {
            var path = Path.Combine(folder.FullPath, name);
            try
            {
                if (Directory.Exists(path))
                    Directory.Delete(path, recursive: true);
                File.Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                problems.Add(new RpcProblem { Path = $"file:{name}", Problem = $"It could not be deleted: {error.Message}", Remedy = $"Delete {path} yourself." });
            }
        }
    }

    private static List<ErasedCount> Sum(IEnumerable<ErasedCount> counts) =>
        [.. counts.GroupBy(static count => count.Kind).Select(static kind => new ErasedCount(kind.Key, kind.Sum(static count => count.Count)))];

    // The receipt is kept without whose they were.
    private static List<ErasedCount> Ended(int accounts, int left) =>
        [.. new ErasedCount[] { new("mailboxes disconnected", accounts - left), new("mailboxes whose permission is left to you", left) }.Where(static count => count.Count > 0)];

    private static string? Name(ReadConnection connection, RecordRef? about) =>
        about?.Kind == "contact" ? connection.Text("SELECT name FROM contact WHERE id = @id", ("@id", about.Id)) : null;

    private static RpcProblem Problem(string plugin, string words) =>
        new() { Path = $"plugin:{plugin}", Problem = words, Remedy = $"`assistant plugins` has the reason; what is left is erased at the next start, or after `assistant plugins restart {plugin}` by erasing again." };
}
