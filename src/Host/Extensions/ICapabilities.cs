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
}

/// <param name="PluginId">The contributing plugin.</param>
/// <param name="ProviderId">The provider's id, which accounts name.</param>
/// <param name="Name">For a person.</param>
internal sealed record MailProviderContribution(string PluginId, string ProviderId, string Name);
