using System.Diagnostics;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.EndToEnd;

/// <summary>The real host in a process of its own, spoken to over its standard streams as an editor would.</summary>
internal sealed class HostProgram : IAsyncDisposable
{
    // A host that takes longer to go is stuck, and the test says so rather than hang.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private readonly RpcSession _session;

    private HostProgram(Process process)
    {
        _process = process;
        _session = new RpcSession(new StreamTransport(process.StandardOutput.BaseStream, process.StandardInput.BaseStream, RpcFraming.Headers)).Start(null);
        Accounts = AccountsRpc.Contract.Connect(_session);
        Drafts = DraftsRpc.Contract.Connect(_session);
        Outbox = OutboxRpc.Contract.Connect(_session);
        Audit = AuditRpc.Contract.Connect(_session);
        Blobs = BlobsRpc.Contract.Connect(_session);
        Plugins = PluginsRpc.Contract.Connect(_session);
        Contacts = ContactsRpc.Contract.Connect(_session);
        Tracking = TrackingRpc.Contract.Connect(_session);
        Writing = WritingRpc.Contract.Connect(_session);
        Drafting = DraftingRpc.Contract.Connect(_session);
    }

    /// <summary>The program that was built.</summary>
    public static string Program => Checkout.Program;

    public IAccounts Accounts { get; }

    public IDrafts Drafts { get; }

    public IOutbox Outbox { get; }

    public IAudit Audit { get; }

    public IBlobs Blobs { get; }

    public IPlugins Plugins { get; }

    public IContacts Contacts { get; }

    public ITracking Tracking { get; }

    public IWriting Writing { get; }

    public IDrafting Drafting { get; }

    /// <param name="root">Holds the data folder, and what the host keeps outside of it.</param>
    /// <param name="failpoint">As <c>ASSISTANT_FAILPOINT</c> takes it; null for none.</param>
    public static HostProgram Start(string root, string? failpoint = null)
    {
        var start = new ProcessStartInfo(Program, ["serve", "--data", Path.Combine(root, "data"), "--stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Surround(start, root);
        start.Environment.Remove("ASSISTANT_FAILPOINT");
        if (failpoint is not null)
            start.Environment["ASSISTANT_FAILPOINT"] = failpoint;
        return new HostProgram(Process.Start(start)!);
    }

    /// <summary>What a program of ours finds around it.</summary>
    /// <param name="start">The program, or what starts it.</param>
    /// <param name="root">As for <see cref="Start"/>.</param>
    public static void Surround(ProcessStartInfo start, string root)
    {
        start.Environment["ASSISTANT_HOME"] = root;
        start.Environment["XDG_STATE_HOME"] = Path.Combine(root, "state");
        start.Environment["HOME"] = root;
        // No secret service: the key is kept in a file, as on a machine without a desktop.
        start.Environment.Remove("DBUS_SESSION_BUS_ADDRESS");
    }

    /// <summary>Any other service, the host's or a plugin's.</summary>
    public TService Of<TService>(RpcContract<TService> contract)
        where TService : class => contract.Connect(_session);

    public async Task<string> SetUpAsync() =>
        (await HostRpc.Contract.Connect(_session).SetupAsync(new HostSetupRequest { OwnerName = "Mira", ClientName = "test" }, default)).ClientKey;

    public async Task InitializeAsync(string clientKey) =>
        await SessionRpc.Contract.Connect(_session).InitializeAsync(new InitializeRequest { Client = new ClientInfo("test", "1"), ClientKey = clientKey }, default);

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
            _process.Kill();
    }

    /// <summary>Waits for the end; the exit code, 137 for a kill.</summary>
    public async Task<int> ExitedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Ends it as a client ends its own host: by closing the streams.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            // The session closes its streams with itself.
            await _session.DisposeAsync();
            await ExitedAsync();
        }
        finally
        {
            Kill();
            _process.Dispose();
        }
    }
}
