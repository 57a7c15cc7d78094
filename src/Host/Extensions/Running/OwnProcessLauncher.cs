using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Extensions.Running;

/// <summary>Runs a plugin in a process of its own and speaks JSON-RPC with it: a boundary for faults, and for permissions at our API. It is no sandbox.</summary>
internal sealed class OwnProcessLauncher(PluginResources resources, ChildStarter starter, string runner) : IPluginLauncher
{
    public async Task<IRunningPlugin> LaunchAsync(PluginLaunch launch, CancellationToken cancel)
    {
        var id = launch.Manifest.Id;
        var log = resources.Logs.For(id);
        var child = await PluginChild.StartAsync(starter, ChildCommand.For(launch, runner), log);
        var grant = new PluginGrant(launch.Manifest.Permissions);
        var own = Serve(launch, new PluginHostService(launch, resources.News, log));
        var session = new RpcSession(
            new StreamTransport(child.Output, child.Input, RpcFraming.Headers, blocks: true),
            new RpcSessionOptions
            {
                Time = resources.Time,
                Authorize = method => own.TryFind(method.Name, out _) ? null : grant.Refusal(method),
                DrainTimeout = TimeSpan.Zero,
            });
        session.Start(RpcDispatcher.Combine(own, resources.Services(launch.Manifest)));
        var plugin = new OwnProcessPlugin(id, child, session);
        try
        {
            plugin.Activated(launch.Manifest, await PluginRunnerRpc.Contract.Connect(plugin).ActivateAsync(Request(launch), cancel));
            return plugin;
        }
        catch
        {
            await plugin.AbortAsync();
            throw;
        }
    }

    private PluginActivateRequest Request(PluginLaunch launch) => new()
    {
        PluginId = launch.Manifest.Id,
        Folder = Path.GetFullPath(launch.Folder),
        Main = launch.Manifest.Main,
        DataFolder = resources.FolderOf(launch.Manifest.Id),
        Settings = launch.Settings,
        Offerable = [.. launch.Manifest.Offerable],
    };

    private RpcDispatcher Serve(PluginLaunch launch, IPluginHost host) => RpcDispatcher.Combine(
        PluginHostRpc.Contract.Bind(host),
        PluginStoreRpc.Contract.Bind(resources.Store(launch.Manifest.Id)),
        PluginSecretsRpc.Contract.Bind(resources.Secrets(launch.Manifest.Id)));
}
