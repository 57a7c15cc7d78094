using System.Runtime.CompilerServices;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Doors.Web;

/// <summary>
/// The door for pages: whether it is open, on which port, with which certificate. It names no type of the web server, which is loaded when the door opens.
/// </summary>
internal sealed partial class WebDoor(WebParts parts) : IAsyncDisposable
{
    // A certificate is looked at often enough that a host that runs for months renews it in time.
    private static readonly TimeSpan Look = TimeSpan.FromHours(12);

    // An answer on this machine takes a millisecond.
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(250);

    private readonly string _folder = parts.Folder.FullPath;
    private readonly WebCertificates _certificates = new(Path.Combine(parts.Folder.FullPath, "web"));
    private readonly WebBudget _budget = new(parts.Time);
    private readonly ILogger _log = parts.Logs.CreateLogger<WebDoor>();
    private readonly SemaphoreSlim _gate = new(1);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile WebChoice _choice = new();
    private volatile WebIdentity? _identity;
    private volatile string? _problem;
    private IOpenWebDoor? _open;
    private ITimer? _looking;
    private bool _ended;

    /// <summary>Origins beside the door's own whose pages may talk, as the settings name them now. None until the host that reads them is there.</summary>
    public Func<IReadOnlySet<string>> Origins { get; set; } = static () => new HashSet<string>();

    /// <summary>Told when another certificate has taken the place of the one that browsers know.</summary>
    public Action Renewed { get; set; } = static () => { };

    /// <summary>Opens the door where it is meant to be open. A door that cannot be opened is a state that says why, never the host's end.</summary>
    public async Task StartAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _choice = WebChoice.Read(_folder);
            // A quick client may have had it opened already.
            if (_choice.Enabled && _open is null)
                await OpenAsync();
        }
        catch (StorageException error)
        {
            Note(error.Message);
        }
        finally
        {
            _started.TrySetResult();
            _gate.Release();
        }
    }

    /// <summary>The state, once it is known: a door that is being opened is waited for.</summary>
    public async ValueTask<WebStatus> StatusAsync(CancellationToken cancel)
    {
        await _started.Task.WaitAsync(cancel);
        return Status();
    }

    public WebStatus Status()
    {
        var (choice, identity) = (_choice, _identity ??= _certificates.Find());
        return new WebStatus
        {
            Enabled = choice.Enabled,
            Open = Volatile.Read(ref _open) is not null,
            Origin = choice.Origin,
            Problem = _problem,
            Certificate = identity is null ? null : new WebCertificate
            {
                AuthorityPath = _certificates.AuthorityPath,
                AuthorityFingerprint = identity.Fingerprint,
                Expires = identity.Expires,
                NeedsTrust = identity.Fingerprint != choice.Trusted,
            },
            HasPages = WebPages.In(parts.Pages),
            Connections = _budget.Sockets,
        };
    }

    /// <summary>What a person has to do for pages to go on working; null where it is nothing.</summary>
    public SetupNeed? Need() => Status() switch
    {
        { Enabled: true, Problem: { } problem } => new SetupNeed { Code = "web.closed", Message = problem, Remedy = "See `assistant web status`." },
        { Enabled: true, Certificate.NeedsTrust: true } when _choice.Trusted is not null => new SetupNeed
        {
            Code = "web.trust",
            Message = "The certificate of the web door was renewed, and browsers do not trust the new one yet.",
            Remedy = "Run `assistant trust`.",
        },
        _ => null,
    };

    /// <exception cref="RpcException">WrongState: the port is taken, or none is free.</exception>
    public Task EnableAsync(CancellationToken cancel) => ChangeAsync(
        async () =>
        {
            if (_open is not null)
                return;
            _choice = _choice with { Enabled = true, Port = _choice.Port == 0 ? WebPort.Choose() : _choice.Port };
            _choice.Write(_folder);
            await OpenAsync();
            if (_problem is { } problem)
                throw new RpcException(RpcErrorCode.WrongState, problem);
        },
        cancel);

    /// <param name="fromWithin">Asked for through the door itself, which then closes when the answer has had time to leave.</param>
    /// <param name="cancel">Gives up waiting for another change.</param>
    public Task DisableAsync(bool fromWithin, CancellationToken cancel) => ChangeAsync(
        async () =>
        {
            _choice = _choice with { Enabled = false };
            _choice.Write(_folder);
            _problem = null;
            if (fromWithin)
                _ = CloseSoonAsync();
            else
                await CloseAsync();
        },
        cancel);

    public Task RenewAsync(CancellationToken cancel) => ChangeAsync(
        () =>
        {
            Show(_certificates.Renew(parts.Time.GetUtcNow()));
            return Task.CompletedTask;
        },
        cancel);

    /// <summary>A browser was told to trust this authority.</summary>
    /// <exception cref="RpcException">Conflict: it is not the one in use.</exception>
    public Task TrustedAsync(string fingerprint, CancellationToken cancel) => ChangeAsync(
        () =>
        {
            if (_identity?.Fingerprint != fingerprint)
                throw new RpcException(RpcErrorCode.Conflict, "That is not the authority in use: read web/status again.");
            _choice = _choice with { Trusted = fingerprint };
            _choice.Write(_folder);
            return Task.CompletedTask;
        },
        cancel);

    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        _ended = true;
        await CloseAsync();
        _gate.Release();
    }

    private async Task ChangeAsync(Func<Task> change, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            // What is half done would be worse than what is done for a caller that has gone.
            if (!_ended)
                await change();
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task OpenAsync()
    {
        try
        {
            _identity ??= _certificates.Find();
            Show(_certificates.Open(parts.Time.GetUtcNow()));
            var open = await ListenAsync();
            Volatile.Write(ref _open, open);
            _problem = null;
            (await parts.Ready).Pairings.OwnOrigin = _choice.Origin;
            _looking ??= parts.Time.CreateTimer(_ => _ = LookAtCertificateAsync(), null, Look, Look);
            LogOpen(_log, _choice.Port);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or StorageException)
        {
            LogClosed(_log, error);
            Note(File.Exists(_certificates.AuthorityPath)
                ? $"Port {_choice.Port} on this machine cannot be opened; another program may have it. End that program and run `assistant web enable`; or, with the host stopped, delete {Path.Combine(_folder, WebChoice.FileName)} to have another port chosen: pages are then paired again."
                : $"The certificate could not be written: {error.Message}");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<IOpenWebDoor> ListenAsync() => await OpenWebDoor.ListenAsync(parts, () => Origins(), _choice, _identity!, _budget);

    private async Task CloseAsync()
    {
        if (_looking is not null)
            await _looking.DisposeAsync();
        _looking = null;
        if (Interlocked.Exchange(ref _open, null) is not { } open)
            return;
        var services = await parts.Ready;
        services.Pairings.OwnOrigin = null;
        services.Clients.CloseThrough(DoorKind.Web);
        await open.DisposeAsync();
    }

    // Owned by nobody and failing nobody: the door's end takes the gate after it or closes what it left.
    private async Task CloseSoonAsync()
    {
        await Task.Delay(Farewell, parts.Time);
        await ChangeAsync(async () =>
        {
            if (!_choice.Enabled)
                await CloseAsync();
        }, CancellationToken.None);
    }

    private void Show(WebIdentity identity)
    {
        var renewed = _identity is { } known && known.Fingerprint != identity.Fingerprint;
        _identity = identity;
        _open?.Show(identity);
        if (!renewed)
            return;
        LogRenewed(_log);
        Renewed();
    }

    // Owned by nobody and failing nobody: it takes its turn among the changes, and after the door's end does nothing.
    private async Task LookAtCertificateAsync()
    {
        try
        {
            await ChangeAsync(
                () =>
                {
                    Show(_certificates.Open(parts.Time.GetUtcNow()));
                    return Task.CompletedTask;
                },
                CancellationToken.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or StorageException)
        {
            // The certificate in use is good for weeks yet, and the next look tries again; the doctor says so if none succeeds.
            LogClosed(_log, error);
        }
    }

    private void Note(string problem) => _problem = problem;

    [LoggerMessage(121, LogLevel.Information, "The web door is open on port {Port}")]
    private static partial void LogOpen(ILogger log, int port);

    [LoggerMessage(122, LogLevel.Error, "The web door could not be opened, or its certificate not renewed")]
    private static partial void LogClosed(ILogger log, Exception error);

    [LoggerMessage(123, LogLevel.Information, "The web door's certificate was renewed")]
    private static partial void LogRenewed(ILogger log);
}
