using Assistant.Host.Extensions.Running;
using Assistant.Host.Storage.Events;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Extensions;

/// <summary>
/// Tells plugins the events that their manifests name, each plugin in order and at its own pace. A position is written after the event was dealt with, so that
/// a crash tells it again and never loses it. A plugin that cannot hear is asked again later, and holds up nobody else.
/// </summary>
internal sealed class PluginEvents(PluginRegistry registry, EventLog events, PluginEventPositions positions, TimeProvider time, PluginLogs logs) : IAsyncDisposable
{
    /// <summary>What a plugin stumbles over is mostly a mailbox or a model out of reach; it is not worth a try a second.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _telling = Task.CompletedTask;

    /// <summary>Once. Activates nobody before there is something to tell.</summary>
    public void Start() => _telling = Task.WhenAll(registry.All.Where(static plugin => plugin.Manifest is { Events.Count: > 0 }).Select(plugin => Task.Run(() => TellAsync(plugin))));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _telling;
        _stop.Dispose();
    }

    private async Task TellAsync(Plugin plugin)
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                if (!await TellFromAsync(plugin, positions.Find(plugin.Id), _stop.Token))
                    await Task.Delay(Pause, time, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The host is stopping.
        }
#pragma warning disable CA1031 // The boundary of this plugin's own work: a full disk must not end the host, and the next start tells again.
        catch (Exception error)
#pragma warning restore CA1031
        {
            PluginLog.NotTold(logs.For(plugin.Id), plugin.Id, error);
        }
    }

    // False where the plugin could not hear; true where the subscription ended because it is too far behind, and begins anew.
    private async Task<bool> TellFromAsync(Plugin plugin, long? position, CancellationToken cancel)
    {
        using var subscription = events.Subscribe(plugin.Manifest!.Events, position);
        if (subscription.Resync && !await HeardAsync(plugin, new HostEvent { Seq = subscription.Seq, Name = EventListenerNames.Resync, Ids = [] }, cancel))
            return false;
        if (position is null || subscription.Resync)
            await positions.SetAsync(plugin.Id, subscription.Seq, cancel);
        await foreach (var told in subscription.ReadAllAsync(cancel))
        {
            if (!await HeardAsync(plugin, told, cancel))
                return false;
            await positions.SetAsync(plugin.Id, told.Seq, cancel);
        }

        return true;
    }

    private async Task<bool> HeardAsync(Plugin plugin, HostEvent told, CancellationToken cancel)
    {
        try
        {
            var running = await plugin.ActivateAsync(cancel);
            if (running.Find(EventListenerRpc.Contract) is { } listener)
                await listener.HearAsync(told, cancel);
            return true;
        }
        // A wait that the plugin gave up is its own affair; one that the host ended is not.
        catch (Exception error) when (error is RpcException or RpcConnectionException || (error is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            PluginLog.NotTold(logs.For(plugin.Id), plugin.Id, error);
            return false;
        }
    }
}
