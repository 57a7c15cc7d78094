using Assistant.Host.Security;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Backups;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Backups;

/// <summary>What one connection may ask of the backups.</summary>
internal sealed class BackupService(BackupMaker maker, Policy policy, AuditLog audit, Caller caller) : IBackup
{
    public async ValueTask<BackupReport> CreateAsync(BackupCreateRequest request, IProgress<BackupProgress>? progress, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Admin, "backup.create");
        if (request.Passphrase is { Length: < WrappedKey.ShortestPassphrase or > WrappedKey.LongestPassphrase })
            throw RpcException.Invalid("$.passphrase", $"A passphrase has {WrappedKey.ShortestPassphrase} to {WrappedKey.LongestPassphrase} characters.", "Several words that nobody says together are long and can be remembered.");
        var report = await RunAsync(() => maker.Make(request, progress, cancel));
        audit.Append(new AuditRecord(caller.Principal.Person, caller.Principal.Client, "backup.create", "", "", report.Good ? "done" : "refused: not good"));
        return report;
    }

    public async ValueTask<BackupReport> CheckAsync(BackupCheckRequest request, IProgress<BackupProgress>? progress, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Admin, "backup.check");
        return await RunAsync(() => maker.Check(request, progress, cancel));
    }

    // Copying waits for disks; that is nobody's read loop.
    private static async Task<BackupReport> RunAsync(Func<BackupReport> work)
    {
        try
        {
            return await Task.Run(work, CancellationToken.None);
        }
        catch (BackupException error)
        {
            throw error.Fault switch
            {
                BackupFault.Missing => new RpcException(RpcErrorCode.NotFound, error.Message, null, error),
                BackupFault.Full => new RpcException(RpcErrorCode.Limit, error.Message, null, error),
                BackupFault.Taken => new RpcException(RpcErrorCode.Conflict, error.Message, null, error),
                _ => RpcException.Invalid("$.path", error.Reason, error.Remedy),
            };
        }
    }
}
