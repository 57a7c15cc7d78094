using System.Text.Json;
using Assistant.Host.Extensions.Manifests;
using Assistant.Protocol.Services;

namespace Assistant.Host.Extensions.Running;

/// <summary>One way to run a plugin.</summary>
internal interface IPluginLauncher
{
    /// <summary>Loads and activates. Whatever it started has ended where it throws.</summary>
    Task<IRunningPlugin> LaunchAsync(PluginLaunch launch, CancellationToken cancel);
}

/// <param name="Manifest">What is launched.</param>
/// <param name="Folder">Where its files are.</param>
/// <param name="Settings">What the user set, validated.</param>
/// <param name="Needs">Where the plugin says that it wants something from the user.</param>
internal sealed record PluginLaunch(PluginManifest Manifest, string Folder, JsonElement Settings, Action<SetupNeed?> Needs);
