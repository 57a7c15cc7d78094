using Assistant.Host.Extensions.Manifests;
using Assistant.Host.Extensions.Settings;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Extensions;

/// <inheritdoc cref="ICapabilities"/>
internal sealed class Capabilities(PluginRegistry registry, SettingsFile settings) : ICapabilities
{
    // Manifests are read when somebody first asks, which is after the first answers.
    public IReadOnlyList<MailProviderContribution> MailProviders => field ??=
    [
        .. registry.All
            .SelectMany(static p => p.Manifest?.Contributes.MailProviders.Select(c => new MailProviderContribution(p.Id, c.Id, c.Name)) ?? [])
            .OrderBy(static c => c.ProviderId, StringComparer.Ordinal),
    ];

    public async ValueTask<IMailProvider> MailProviderAsync(string providerId, CancellationToken cancel) =>
        MailProviders.FirstOrDefault(c => c.ProviderId == providerId) is { } contribution
            ? await OfferedAsync(registry.Get(contribution.PluginId), MailProviderRpc.Contract, cancel)
            : throw RpcException.NotFound("mailProvider", providerId);

    public async ValueTask<IComposer> ComposerAsync(CancellationToken cancel) => await OfferedAsync(ChooseComposer(), ComposerRpc.Contract, cancel);

    private static async ValueTask<TService> OfferedAsync<TService>(Plugin plugin, RpcContract<TService> contract, CancellationToken cancel)
        where TService : class =>
        (await plugin.ActivateAsync(cancel)).Find(contract)
            ?? throw new RpcException(RpcErrorCode.PluginFailed, $"The plugin '{plugin.Id}' says that it contributes '{contract.ServiceName}', but does not offer it.");

    private Plugin ChooseComposer()
    {
        var composers = registry.All
            .Where(static p => p.State != PluginState.Disabled)
            .SelectMany(static p => p.Manifest?.Contributes.Composers.Select(c => (Plugin: p, c.Id)) ?? [])
            .ToList();
        if (composers is [var only])
            return only.Plugin;
        var problems = new List<RpcProblem>();
        var named = settings.Composer(problems);
        if (composers.Find(c => c.Id == named).Plugin is { } chosen)
            return chosen;
        throw composers.Count == 0
            ? new RpcException(RpcErrorCode.PluginFailed, "No plugin that is enabled contributes a composer.")
            : new RpcException(RpcErrorCode.NeedsSetup, "There are several composers, and none is chosen.", new RpcNeedsSetupData
            {
                Subject = "host",
                Remedy = problems.Count > 0
                    ? $"{problems[0].Path}: {problems[0].Problem} {problems[0].Remedy}"
                    : $"Set \"composer\" in {SettingsFile.FileName} to one of {string.Join(", ", composers.Select(static c => c.Id))}.",
            });
    }
}
