using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Doors;

/// <summary>
/// The conversations that stand. Each has a caller, a session, and services made for it alone; it ends by itself, or with the host.
/// </summary>
/// <param name="ready">The services, once the host has them; a connection that comes early waits for them.</param>
/// <param name="time">The sessions' clock.</param>
/// <param name="log">Where broken and refused calls are noted.</param>
internal sealed partial class Connections(Task<IConnectionServices> ready, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private readonly HashSet<RpcSession> _sessions = [];
    private bool _closing;
    private long _lastEnded = time.GetTimestamp();

    /// <summary>How long nobody has been connected; zero while somebody is.</summary>
    public TimeSpan Idle
    {
        get
        {
            lock (_gate)
                return _running.Count > 0 ? TimeSpan.Zero : time.GetElapsedTime(_lastEnded);
        }
    }

    /// <summary>Takes a connection that its door has admitted.</summary>
    /// <returns>Completes when it is over; never fails.</returns>
    public Task ConverseAsync(RpcTransport transport, DoorKind door) => ConverseAsync(
        transport, services => services.Admit(door) ?? throw new InvalidOperationException($"{door} admits nobody without a key."));

    /// <summary>The same for a door that has asked who it is by itself.</summary>
    public Task ConverseAsync(RpcTransport transport, Caller caller) => ConverseAsync(transport, _ => caller);

    private Task ConverseAsync(RpcTransport transport, Func<IConnectionServices, Caller> admit)
    {
        // The task is registered before it can end, so that the host's end waits for it.
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _running.Add(done.Task);
        _ = RunAsync(transport, admit, done);
        return done.Task;
    }

    /// <summary>Ends every conversation: what was queued is still written.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_gate)
        {
            _closing = true;
            running = [.. _running];
            foreach (var session in _sessions)
                session.Close("The host is stopping.");
        }

        await Task.WhenAll(running);
    }

    private async Task RunAsync(RpcTransport transport, Func<IConnectionServices, Caller> admit, TaskCompletionSource done)
    {
        try
        {
            var services = await ready;
            await TalkAsync(transport, services, admit(services));
        }
#pragma warning disable CA1031 // One connection's failure is that connection's end and nobody else's.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogBroken(log, error);
            await transport.DisposeAsync();
        }
        finally
        {
            lock (_gate)
            {
                _running.Remove(done.Task);
                _lastEnded = time.GetTimestamp();
            }

            done.SetResult();
        }
    }

    private async Task TalkAsync(RpcTransport transport, IConnectionServices services, Caller caller)
    {
        var session = new RpcSession(transport, new RpcSessionOptions
        {
            Authorize = method => services.Refuse(caller, method),
            Resolve = method => services.Resolve(caller, method),
            Translate = RpcFaults.Translate,
            Observer = new ConnectionLog(log),
            Time = time,
        });
        lock (_gate)
        {
            _sessions.Add(session);
            if (_closing)
                session.Close("The host is stopping.");
        }

        using var live = services.Clients.Add(caller, session.Close);
        try
        {
            session.Start(services.For(caller, session));
            await session.Completion;
        }
        finally
        {
            await session.DisposeAsync();
            lock (_gate)
                _sessions.Remove(session);
        }
    }

    [LoggerMessage(100, LogLevel.Error, "A connection broke")]
    private static partial void LogBroken(ILogger log, Exception error);
}
