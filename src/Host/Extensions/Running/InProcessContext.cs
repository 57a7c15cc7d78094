using System.Text.Json;
using Assistant.Host.Extensions.Loading;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Extensions.Running;

/// <summary>What a plugin in the host's process has of the host: the things themselves.</summary>
internal sealed class InProcessContext(PluginLaunch launch, PluginResources resources, PluginOffers offers) : IPluginContext
{
    private readonly ILogger _log = resources.Logs.For(launch.Manifest.Id);

    public string PluginId => launch.Manifest.Id;

    public string DataFolder { get; } = resources.FolderOf(launch.Manifest.Id);

    public IPluginStore Store { get; } = resources.Store(launch.Manifest.Id);

    public IPluginSecrets Secrets { get; } = resources.Secrets(launch.Manifest.Id);

    public IRpcCaller Host { get; } = new RpcLoopback(resources.Services(launch.Manifest), new PluginGrant(launch.Manifest.Permissions).Refusal);

    public JsonElement Settings => launch.Settings;

    public TimeProvider Time => resources.Time;

    public void Offer<TService>(RpcContract<TService> contract, TService implementation)
        where TService : class => offers.Add(contract, implementation);

    public void Needs(SetupNeed? need) => launch.Needs(need);

    public void Changed(string kind, IReadOnlyList<string> ids) => resources.News.Tell(launch.Manifest, kind, ids);

    public void Log(PluginLogLevel level, string message) => PluginLog.Say(_log, level, message);
}
