using Assistant.Protocol.Plugins;

namespace Assistant.Host.Extensions;

/// <summary>
/// What plugins contribute to the host's own work, by contract. Asking for one activates its plugin where it is idle.
/// A plugin that cannot serve is an <see cref="Assistant.Protocol.JsonRpc.RpcException"/> that names it and its cause.
/// </summary>
internal interface ICapabilities
{
    /// <summary>From the manifests alone; loads no plugin's code. Ordered by id.</summary>
    IReadOnlyList<MailProviderContribution> MailProviders { get; }

    /// <param name="providerId">As in <see cref="MailProviderContribution.ProviderId"/>.</param>
    /// <param name="cancel">Ends the wait for the activation, not the activation.</param>
    ValueTask<IMailProvider> MailProviderAsync(string providerId, CancellationToken cancel);

    ValueTask<IComposer> ComposerAsync(CancellationToken cancel);

    /// <summary>The only writer there is, else the one that the settings name.</summary>
    ValueTask<IWriter> WriterAsync(CancellationToken cancel);

    /// <summary>The only reader of documents there is, else the one that the settings name.</summary>
    ValueTask<IDocumentFormats> DocumentFormatsAsync(CancellationToken cancel);

    /// <summary>The plugins that are enabled and have something for the user's day, by id; from the manifests alone.</summary>
    IReadOnlyList<PluginCapability<ITodaySource>> TodaySources { get; }

    /// <summary>The plugin whose records these are, ready to be asked; null where no plugin has such.</summary>
    /// <param name="recordKind">For example <c>application</c>.</param>
    /// <param name="cancel">Ends the wait for the activation, not the activation.</param>
    ValueTask<IProposalTarget?> ProposalTargetAsync(string recordKind, CancellationToken cancel);

    IReadOnlyList<PluginCapability<IExporter>> Exporters { get; }

    /// <summary>Disabled ones too: what they keep is kept all the same.</summary>
    IReadOnlyList<PluginCapability<IEraser>> Erasers { get; }
}

/// <param name="PluginId">The contributing plugin.</param>
/// <param name="Name">What a person calls the plugin.</param>
/// <param name="GetAsync">Activates the plugin where it is idle.</param>
internal sealed record PluginCapability<TService>(string PluginId, string Name, Func<CancellationToken, ValueTask<TService>> GetAsync);

/// <param name="PluginId">The contributing plugin.</param>
/// <param name="ProviderId">The provider's id, which accounts name.</param>
/// <param name="Name">For a person.</param>
internal sealed record MailProviderContribution(string PluginId, string ProviderId, string Name);
