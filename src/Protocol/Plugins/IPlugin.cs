namespace Assistant.Protocol.Plugins;

/// <summary>
/// A plugin's entry point: the one public, parameterless class of its <c>main</c> assembly that implements this.
/// The same class runs in the host's process and in its own.
/// </summary>
public interface IPlugin
{
    /// <summary>
    /// Called once, when the plugin is first needed. Offers what the manifest says it contributes, migrates its store, and returns.
    /// Throwing makes the plugin <c>failed</c> with the message as its reason; the host and other plugins go on.
    /// </summary>
    ValueTask ActivateAsync(IPluginContext context, CancellationToken cancel);

    /// <summary>Called before the plugin is unloaded. What it owns (tasks, files, processes) has ended when this returns.</summary>
    ValueTask DeactivateAsync(CancellationToken cancel);
}
