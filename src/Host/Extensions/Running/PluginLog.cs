using Assistant.Protocol.Plugins;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Extensions.Running;

/// <summary>What plugins log, and what is logged of them; ids from 3000.</summary>
internal static partial class PluginLog
{
    [LoggerMessage(EventId = 3000, Message = "{Message}")]
    private static partial void Said(ILogger log, LogLevel level, string message);

    [LoggerMessage(3001, LogLevel.Information, "The plugin {PluginId} is active ({Isolation}).")]
    public static partial void Activated(ILogger log, string pluginId, Manifests.PluginIsolation isolation);

    [LoggerMessage(3002, LogLevel.Warning, "The plugin {PluginId} failed: {Reason}")]
    public static partial void Failed(ILogger log, string pluginId, string reason, Exception? error);

    [LoggerMessage(3003, LogLevel.Warning, "The change of the plugin {PluginId} could not be published.")]
    public static partial void NotPublished(ILogger log, string pluginId, Exception error);

    [LoggerMessage(3004, LogLevel.Warning, "The plugin {PluginId} did not take an event; it is told again later.")]
    public static partial void NotTold(ILogger log, string pluginId, Exception error);

    /// <summary>A line of the plugin's own.</summary>
    public static void Say(ILogger log, PluginLogLevel level, string message)
    {
        var known = level switch
        {
            PluginLogLevel.Debug => LogLevel.Debug,
            PluginLogLevel.Information => LogLevel.Information,
            PluginLogLevel.Warning => LogLevel.Warning,
            _ => LogLevel.Error,
        };
        Said(log, known, message);
    }
}
