using System.Text.Json;
using Assistant.Plugins.Applications.Book;
using Assistant.Plugins.Applications.Capture;
using Assistant.Plugins.Applications.Deciding;
using Assistant.Plugins.Applications.Import;
using Assistant.Plugins.Applications.Insight;
using Assistant.Plugins.Applications.Keeping;
using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications;

/// <summary>Applications, their pipeline and their timeline, in the plugin's own database.</summary>
public sealed class ApplicationsPlugin : IPlugin
{
    private Rooms? _rooms;

    public async ValueTask ActivateAsync(IPluginContext context, CancellationToken cancel)
    {
        await context.Store.MigrateAsync(new StoreMigrateRequest { Scripts = ApplicationSchema.Scripts }, cancel);
        _rooms = new Rooms(new Desk(context.Store, context.Time, ids => context.Changed(ApplicationChanges.RecordKind, ids)), context.Host, ReadsWithModel(context.Settings), line => context.Log(PluginLogLevel.Information, line));
        context.Offer(ApplicationsRpc.Contract, new ApplicationsService(_rooms));
        context.Offer(InsightRpc.Contract, new InsightService(_rooms.Desk, context.Host));
        context.Offer(TrackersRpc.Contract, new TrackersService(_rooms, context.Host));
        context.Offer(PostingsRpc.Contract, new PostingsService(new CaptureDesk(_rooms, context.Host), context.Host));
        context.Offer(TodaySourceRpc.Contract, new TodayTasks(_rooms.Desk));
        context.Offer(ExporterRpc.Contract, new BookExporter(_rooms.Desk, _rooms.Pipeline));
        context.Offer(EraserRpc.Contract, new BookEraser(_rooms.Desk));
        context.Offer(ProposalTargetRpc.Contract, _rooms.Changes);
        context.Offer(EventListenerRpc.Contract, _rooms.Listener);
    }

    public async ValueTask DeactivateAsync(CancellationToken cancel)
    {
        if (_rooms is not { } rooms)
            return;
        _rooms = null;
        await rooms.Model.DisposeAsync();
        rooms.Desk.Dispose();
    }

    // Off where nothing is said: a reply leaves the machine only where its user wants that.
    private static bool ReadsWithModel(JsonElement settings) =>
        settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty("readRepliesWithModel", out var value) && value.ValueKind == JsonValueKind.True;
}
