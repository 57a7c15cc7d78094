using Assistant.Plugins.Drafting.Models;
using Assistant.Plugins.Drafting.Writing;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting;

/// <summary>Composers, a writer, and the models that the user set up. What is embedded needs no key and no network.</summary>
public sealed class DraftingPlugin : IPlugin
{
    private ModelDesk? _models;

    public async ValueTask ActivateAsync(IPluginContext context, CancellationToken cancel)
    {
        context.Offer(ComposerRpc.Contract, new OfflineComposer());
        var rehearses = DemoMark.Covers(context.DataFolder);
        _models = await ModelDesk.OpenAsync(context, rehearses ? _ => new RehearsalModel(context.Time) : null, new ModelPatience(), cancel);
        var room = new WritersRoom(context.DataFolder, context.Time);
        context.Offer(EraserRpc.Contract, _models.Traces);
        context.Offer(WriterRpc.Contract, room.Writer(_models));
        context.Offer(DraftingRpc.Contract, new DraftingDesk(_models, room.Prompts, room.Style, context.Time));
    }

    public ValueTask DeactivateAsync(CancellationToken cancel)
    {
        _models?.Dispose();
        _models = null;
        return ValueTask.CompletedTask;
    }
}
