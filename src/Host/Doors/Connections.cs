using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc.Transports;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Doors;

/// <summary>
/// The conversations that stand. Each has a caller, a session, and services made for it alone; it ends by itself, or with the host.
/// </summary>
/// <param name="ready">The services, once the host has them.</param>
/// <param name="greeting">What a connection that comes before them is told; null where even its first words wait for them.</param>
/// <param name="time">The sessions' clock.</param>
/// <param name="log">Where broken and refused calls are noted.</param>
internal sealed partial class Connections(Task<IConnectionServices> ready, Greeting? greeting, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private const string Stopping = "The host is stopping.";

    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];
    private readonly HashSet<Conversation> _standing = [];
    private bool _closing;
    private long _lastEnded = time.GetTimestamp();

    /// <summary>The last connection has ended, and nobody is there.</summary>
    public event Action? Emptied;

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
        transport, door, services => services.Admit(door) ?? throw new InvalidOperationException($"{door} admits nobody without a key."));

    /// <summary>The same for a door that has asked who it is by itself.</summary>
    public Task ConverseAsync(RpcTransport transport, Caller caller) => ConverseAsync(transport, caller.Principal.Door, _ => caller);

    private Task ConverseAsync(RpcTransport transport, DoorKind door, Func<IConnectionServices, Caller> admit)
    {
        // The task is registered before it can end, so that the host's end waits for it.
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _running.Add(done.Task);
        _ = RunAsync(transport, door, admit, done);
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
            foreach (var conversation in _standing)
                conversation.Close(Stopping);
        }

        await Task.WhenAll(running);
    }

    private async Task RunAsync(RpcTransport transport, DoorKind door, Func<IConnectionServices, Caller> admit, TaskCompletionSource done)
    {
        try
        {
            await TalkAsync(transport, door, admit);
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
            bool emptied;
            lock (_gate)
            {
                _running.Remove(done.Task);
                _lastEnded = time.GetTimestamp();
                emptied = _running.Count == 0;
            }

            if (emptied)
                Emptied?.Invoke();
            done.SetResult();
        }
    }

    private async Task TalkAsync(RpcTransport transport, DoorKind door, Func<IConnectionServices, Caller> admit)
    {
        var conversation = new Conversation(transport, door, admit, time, log);
        lock (_gate)
        {
            _standing.Add(conversation);
            if (_closing)
                conversation.Close(Stopping);
        }

        try
        {
            await conversation.RunAsync(ready, greeting);
        }
        finally
        {
            lock (_gate)
                _standing.Remove(conversation);
        }
    }

    [LoggerMessage(100, LogLevel.Error, "A connection broke")]
    private static partial void LogBroken(ILogger log, Exception error);
}
