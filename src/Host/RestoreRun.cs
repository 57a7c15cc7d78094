using Assistant.Host.Cli;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Backups;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host;

/// <summary>The command that puts a backup in the place of a data folder. It needs no host, and none may run there.</summary>
internal static class RestoreRun
{
    public static async Task<RestoreOutcome> RunAsync(RestoreOptions options, CancellationToken cancel)
    {
        var time = TimeProvider.System;
        try
        {
            using var restore = Restore.Begin(options.File, new DataFolder(options.DataFolder), Installation.Version, time);
            var plan = restore.Plan;
            await options.Confirm(new RestoreQuestion(plan.Made, plan.HostVersion, plan.Target, plan.Aside), cancel);
            var passphrase = options.Passphrase ?? (restore.NeedsPassphrase ? await options.AskPassphrase(cancel) : null);
            var report = await Task.Run(() => restore.Run(passphrase, (folder, database) => MakeOwner(folder, database, time), options.Progress, cancel), CancellationToken.None);
            return new RestoreOutcome(plan.Made, plan.Target, plan.Aside, report.Warnings);
        }
        catch (BackupException error)
        {
            throw new CliException(CodeOf(error.Fault), error.Reason, error.Remedy, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Failed, $"It could not be restored: {error.Message}", "Nothing that was there was changed; free some space, or check who may write there.", error);
        }
    }

    // The former key's text is where the backup was made, and perhaps in nobody's hands: who restores becomes the one who holds the key of this command line.
    private static void MakeOwner(DataFolder folder, Database database, TimeProvider time)
    {
        if (!database.Read(ClientKeys.Any))
            return;
        var desk = Desk.Open(database, time);
        var keys = new ClientKeys(database, desk, time);
        var audit = new AuditLog(database, folder.State.AuditHead, time);
        var former = keys.List().Where(static key => key.Name == Product.ClientName && key.Origin is null).Select(static key => key.Stamp.Id).ToList();
        var text = database.Write(transaction =>
        {
            foreach (var id in former)
                keys.Revoke(transaction, id);
            var (key, made) = keys.Create(transaction, Product.ClientName, ScopeSet.All, origin: null);
            audit.Append(transaction, new AuditRecord(desk.Person, key.Stamp.Id, "clients.restore", "client", key.Stamp.Id, "done"));
            return made;
        });
        new OwnerKey(folder).Keep(text);
    }

    private static ExitCode CodeOf(BackupFault fault) => fault switch
    {
        BackupFault.Missing => ExitCode.NotFound,
        BackupFault.Taken or BackupFault.Place => ExitCode.Conflict,
        BackupFault.Key => ExitCode.NeedsSetup,
        BackupFault.Unreadable => ExitCode.Usage,
        _ => ExitCode.Failed,
    };
}
