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

    public async ValueTask<IComposer> ComposerAsync(CancellationToken cancel) =>
        await OfferedAsync(Choose("composer", static c => c.Composers, settings.Composer), ComposerRpc.Contract, cancel);

    public async ValueTask<IWriter> WriterAsync(CancellationToken cancel) =>
        await OfferedAsync(Choose("writer", static c => c.Writers, settings.Writer), WriterRpc.Contract, cancel);

    public async ValueTask<IDocumentFormats> DocumentFormatsAsync(CancellationToken cancel) =>
        await OfferedAsync(Choose("documentFormats", static c => c.DocumentFormats, settings.DocumentFormats), DocumentFormatsRpc.Contract, cancel);

    public IReadOnlyList<PluginCapability<ITodaySource>> TodaySources => Enabled(static c => c.TodaySources, TodaySourceRpc.Contract);

    public async ValueTask<IProposalTarget?> ProposalTargetAsync(string recordKind, CancellationToken cancel) =>
        registry.All.FirstOrDefault(p => p.Manifest?.Contributes.ProposalTargets.Any(target => target.Id == recordKind) == true) is { } plugin
            ? await OfferedAsync(plugin, ProposalTargetRpc.Contract, cancel)
            : null;

    public IReadOnlyList<PluginCapability<IExporter>> Exporters => Enabled(static c => c.Exporters, ExporterRpc.Contract);

    public IReadOnlyList<PluginCapability<IEraser>> Erasers => Of(registry.All, static c => c.Erasers, EraserRpc.Contract);

    private List<PluginCapability<TService>> Enabled<TService>(Func<PluginContributions, IReadOnlyList<NamedContribution>> listed, RpcContract<TService> contract)
        where TService : class => Of(registry.All.Where(static p => p.State != PluginState.Disabled), listed, contract);

    private static List<PluginCapability<TService>> Of<TService>(IEnumerable<Plugin> plugins, Func<PluginContributions, IReadOnlyList<NamedContribution>> listed, RpcContract<TService> contract)
        where TService : class =>
    [
        .. from plugin in plugins
           where plugin.Manifest is { } manifest && listed(manifest.Contributes).Count > 0
           orderby plugin.Id
           select new PluginCapability<TService>(plugin.Id, plugin.Manifest!.Name, cancel => OfferedAsync(plugin, contract, cancel)),
    ];

    private static async ValueTask<TService> OfferedAsync<TService>(Plugin plugin, RpcContract<TService> contract, CancellationToken cancel)
        where TService : class =>
        (await plugin.ActivateAsync(cancel)).Find(contract)
            ?? throw new RpcException(RpcErrorCode.PluginFailed, $"The plugin '{plugin.Id}' says that it contributes '{contract.ServiceName}', but does not offer it.");

    /// <param name="what">The word for it, which is also the setting's name.</param>
    /// <param name="listed">Where manifests name them.</param>
    /// <param name="setting">The id that the user chose among several.</param>
    private Plugin Choose(string what, Func<PluginContributions, IReadOnlyList<NamedContribution>> listed, Func<ICollection<RpcProblem>, string?> setting)
    {
        var found = registry.All
            .Where(static p => p.State != PluginState.Disabled)
            .SelectMany(p => p.Manifest is { } manifest ? listed(manifest.Contributes).Select(c => (Plugin: p, c.Id)) : [])
            .ToList();
        if (found is [var only])
            return only.Plugin;
        var problems = new List<RpcProblem>();
        var named = setting(problems);
        if (found.Find(c => c.Id == named).Plugin is { } chosen)
            return chosen;
        throw found.Count == 0
            ? new RpcException(RpcErrorCode.PluginFailed, $"No plugin that is enabled contributes a {what}.")
            : new RpcException(RpcErrorCode.NeedsSetup, $"There are several {what}s, and none is chosen.", new RpcNeedsSetupData
            {
                Subject = "host",
                Remedy = problems.Count > 0
                    ? $"{problems[0].Path}: {problems[0].Problem} {problems[0].Remedy}"
                    : $"Set \"{what}\" in {SettingsFile.FileName} to one of {string.Join(", ", found.Select(static c => c.Id))}.",
            });
    }
}
