using Assistant.Host.Extensions.Manifests;

namespace Assistant.Host.Extensions.Running;

/// <summary>Launches each plugin the way its manifest and origin decide.</summary>
internal sealed class PluginLauncher(IPluginLauncher inProcess, IPluginLauncher ownProcess) : IPluginLauncher
{
    public Task<IRunningPlugin> LaunchAsync(PluginLaunch launch, CancellationToken cancel) =>
        (launch.Manifest.Isolation == PluginIsolation.InProcess ? inProcess : ownProcess).LaunchAsync(launch, cancel);
}
