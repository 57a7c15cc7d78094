using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Doors;

/// <summary>One connection, from its first word to its end.</summary>
#pragma warning disable CA1001 // The session is disposed of at the end of RunAsync, which every conversation reaches.
internal sealed partial class Conversation
#pragma warning restore CA1001
{
    private readonly DoorKind _door;
    private readonly Func<IConnectionServices, Caller> _admit;
    private readonly ILogger _log;
    private readonly RpcSession _session;

    // Until somebody is admitted only the first words are served, which need no scope.
    private Admission? _admission;

    /// <param name="transport">Owned by the conversation from here on.</param>
    /// <param name="door">How it came in.</param>
    /// <param name="admit">Who it is.</param>
    /// <param name="time">The session's clock.</param>
    /// <param name="log">Where broken and refused calls are noted.</param>
    public Conversation(RpcTransport transport, DoorKind door, Func<IConnectionServices, Caller> admit, TimeProvider time, ILogger log)
    {
        (_door, _admit, _log) = (door, admit, log);
        _session = new RpcSession(transport, new RpcSessionOptions
        {
            Authorize = method => _admission?.Refuse(method),
            Resolve = method => _admission?.Resolve(method),
            Translate = RpcFaults.Translate,
            Observer = new ConnectionLog(log),
            Time = time,
        });
    }

    /// <param name="ready">The services, once the host has them.</param>
    /// <param name="greeting">What is said before that; null where the first words wait too.</param>
    /// <returns>Completes when it is over.</returns>
    public async Task RunAsync(Task<IConnectionServices> ready, Greeting? greeting)
    {
        var reception = ready.IsCompleted ? null : new Reception(_door, greeting);
        var admission = AdmitAsync(ready, reception);
        try
        {
            if (reception is null)
                _session.Start(await admission);
            else
                _session.Start(SessionRpc.Contract.Bind(reception), admission);
            await _session.Completion;
        }
        finally
        {
            await _session.DisposeAsync();
            await ((Task)admission).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _admission?.Live.Dispose();
        }
    }

    /// <summary>Begins to end it, and returns at once.</summary>
    public void Close(string reason) => _session.Close(reason);

    private async Task<RpcDispatcher> AdmitAsync(Task<IConnectionServices> ready, Reception? reception)
    {
        try
        {
            var services = await ready.WaitAsync(_session.Ended);
            var caller = _admit(services);
            reception?.Admit(caller, services.Session(caller));
            _admission = new(services, caller, services.Clients.Add(caller, _session.Abort));
            return services.For(caller, _session);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A client that only waits for its next idea is not left with half a host.
            LogNotAdmitted(_log, error);
            _session.Close("The host could not be opened.");
            throw;
        }
    }

    private sealed record Admission(IConnectionServices Services, Caller Caller, IDisposable Live)
    {
        public RpcException? Refuse(RpcMethod method) => Services.Refuse(Caller, method);

        public RpcBinding? Resolve(string method) => Services.Resolve(Caller, method);
    }

    [LoggerMessage(104, LogLevel.Error, "A connection could not be admitted")]
    private static partial void LogNotAdmitted(ILogger log, Exception error);
}
