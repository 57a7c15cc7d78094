using Assistant.Host.Extensions.Loading;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Extensions.Running;

/// <summary>Runs our own plugins in the host's process, each in a load context that can be unloaded.</summary>
internal sealed class InProcessLauncher(PluginResources resources) : IPluginLauncher
{
    public async Task<IRunningPlugin> LaunchAsync(PluginLaunch launch, CancellationToken cancel)
    {
        var loading = new PluginLoadContext(launch.Manifest.Id, Path.GetFullPath(Path.Combine(launch.Folder, launch.Manifest.Main!)));
        try
        {
            var plugin = PluginEntry.Create(loading.LoadMain());
            var offers = new PluginOffers(launch.Manifest.Offerable);
            await plugin.ActivateAsync(new InProcessContext(launch, resources, offers), cancel);
            return new InProcessPlugin(plugin, loading, offers);
        }
        catch
        {
            loading.Unload();
            throw;
        }
    }

    private sealed class InProcessPlugin(IPlugin plugin, PluginLoadContext loading, PluginOffers offers) : IRunningPlugin
    {
        // It ends with the host, so the task never completes by itself.
        private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RpcDispatcher Methods { get; } = offers.Close();

        public Task<string> Ended => _ended.Task;

        public TService? Find<TService>(RpcContract<TService> contract)
            where TService : class => offers.Find(contract);

        public async Task StopAsync(TimeSpan deadline)
        {
            using var late = new CancellationTokenSource(deadline);
            try
            {
                // Off this thread, for a plugin that does not return; its memory then stays until the host ends.
                await Task.Run(async () => await plugin.DeactivateAsync(late.Token), CancellationToken.None).WaitAsync(late.Token);
            }
#pragma warning disable CA1031 // The plugin is leaving: whatever it throws can no longer be acted on, and must not keep the host from going on.
            catch (Exception)
#pragma warning restore CA1031
            {
            }

            loading.Unload();
            _ended.TrySetCanceled(CancellationToken.None);
        }
    }
}
