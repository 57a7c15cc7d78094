using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Drafting;

/// <summary>Composers. The embedded one needs no key and no network.</summary>
public sealed class DraftingPlugin : IPlugin
{
    public ValueTask ActivateAsync(IPluginContext context, CancellationToken cancel)
    {
        context.Offer(ComposerRpc.Contract, new OfflineComposer());
        return ValueTask.CompletedTask;
    }

    public ValueTask DeactivateAsync(CancellationToken cancel) => ValueTask.CompletedTask;
}
