using Assistant.Host.Security;
using Assistant.Host.Storage.Events;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Events;

/// <summary>
/// Events for one connection: at most one subscription at a time, pushed in order until the connection ends.
/// A client that does not read is cut off when it is too far behind, and resumes by <c>after</c>.
/// </summary>
/// <param name="events">What happens.</param>
/// <param name="policy">Asked before anything is told.</param>
/// <param name="caller">Who is told.</param>
/// <param name="client">The way to the client.</param>
/// <param name="ended">Cancelled when the connection is over.</param>
internal sealed class EventsService(EventLog events, Policy policy, Caller caller, IRpcCaller client, CancellationToken ended) : IEvents
{
    // Told when a client fell so far behind that it was cut off: it reads its lists anew and subscribes again.
    private const string Resync = "resync";

    private readonly IEventSink _sink = EventSinkRpc.Contract.Connect(client);
    private readonly Lock _gate = new();
    private EventSubscription? _current;
    private Task _pushing = Task.CompletedTask;

    public async ValueTask<EventSubscribeResponse> SubscribeAsync(EventSubscribeRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Read, "events.subscribe");
        var subscription = events.Subscribe(request.Names, request.After);
        Task former;
        lock (_gate)
        {
            _current?.Dispose();
            _current = subscription;
            former = _pushing;
            _pushing = PushAsync(former, subscription);
        }

        // Nothing of the former subscription comes after the answer to this one.
        await Task.WhenAny(former).WaitAsync(cancel);
        return new EventSubscribeResponse { Seq = subscription.Seq, Resync = subscription.Resync };
    }

    // Owned by the connection: its end cancels the reading and every write.
    private async Task PushAsync(Task former, EventSubscription subscription)
    {
        // The answer to the subscription leaves before the first event.
        await former.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await foreach (var told in subscription.ReadAllAsync(ended))
                await _sink.EventAsync(told, ended);
            if (subscription.FellBehind)
                await _sink.EventAsync(new HostEvent { Seq = events.Newest(), Name = Resync, Ids = [] }, ended);
        }
        catch (Exception error) when (error is OperationCanceledException or RpcConnectionException or ObjectDisposedException)
        {
            // The connection is over.
        }
        finally
        {
            subscription.Dispose();
        }
    }
}
