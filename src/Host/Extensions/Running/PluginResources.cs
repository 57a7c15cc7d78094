using Assistant.Host.Extensions.Manifests;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Extensions.Running;

/// <summary>What the host gives to plugins, each its own.</summary>
internal sealed class PluginResources
{
    /// <summary>Holds a folder for each plugin's files.</summary>
    public required string DataFolder { get; init; }

    /// <summary>A plugin's database, by its id: the same at each activation, as <see cref="PluginStores"/> keeps it.</summary>
    public required Func<string, IPluginStore> Store { get; init; }

    /// <summary>A plugin's secrets, by its id.</summary>
    public required Func<string, IPluginSecrets> Secrets { get; init; }

    /// <summary>The host's services bound for this plugin as their caller. <see cref="PluginGrant"/> then lets through what its permissions allow.</summary>
    public required Func<PluginManifest, RpcDispatcher> Services { get; init; }

    /// <summary>Where plugins say that their own records changed.</summary>
    public required RecordNews News { get; init; }

    public required TimeProvider Time { get; init; }

    public required PluginLogs Logs { get; init; }

    public string FolderOf(string pluginId)
    {
        var folder = Path.Combine(DataFolder, pluginId);
        Storage.DurableFile.CreateFolder(folder);
        return folder;
    }
}
