using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Documents;

/// <summary>Reads and sets DOCX and PDF, in a process of its own: files come from anybody, and the libraries for them are heavy.</summary>
public sealed class DocumentsPlugin : IPlugin
{
    // A document is read within a tenth of it. What needs more is an attack, and ends as one.
    private const ulong MostMemory = 768UL * 1024 * 1024;

    public ValueTask ActivateAsync(IPluginContext context, CancellationToken cancel)
    {
        AppContext.SetData("GCHeapHardLimit", MostMemory);
        GC.RefreshMemoryLimit();
        context.Offer(DocumentFormatsRpc.Contract, new DocumentFormats(context));
        return ValueTask.CompletedTask;
    }

    public ValueTask DeactivateAsync(CancellationToken cancel) => ValueTask.CompletedTask;
}
