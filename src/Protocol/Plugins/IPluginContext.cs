using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>What a plugin has of the host. Everything else goes through <see cref="Host"/>, as any client's call does.</summary>
public interface IPluginContext
{
    /// <summary>The id from the manifest.</summary>
    string PluginId { get; }

    /// <summary>A folder for files of the plugin's own, which exists. Records belong in <see cref="Store"/>.</summary>
    string DataFolder { get; }

    /// <summary>The plugin's own database, opened by the host alone.</summary>
    IPluginStore Store { get; }

    /// <summary>The plugin's own secrets, kept where the host keeps its keys.</summary>
    IPluginSecrets Secrets { get; }

    /// <summary>Calls the host's services with the plugin's permissions, for example <c>ContactsRpc.Contract.Connect(context.Host)</c>.</summary>
    IRpcCaller Host { get; }

    /// <summary>What the user set under the plugin's <c>settings</c> schema.</summary>
    JsonElement Settings { get; }

    TimeProvider Time { get; }

    /// <summary>Serves a contract that the manifest names under <c>contributes</c>; any other is refused.</summary>
    void Offer<TService>(RpcContract<TService> contract, TService implementation)
        where TService : class;

    /// <summary>Says that the plugin wants something from the user; null takes it back.</summary>
    void Needs(SetupNeed? need);

    /// <summary>
    /// Says that records of a kind that the manifest names under <c>proposalTargets</c> changed: clients hear <c>KIND.changed</c>, what comes in quick succession
    /// as one. Any other kind is not told.
    /// </summary>
    /// <param name="kind">For example <c>application</c>.</param>
    /// <param name="ids">Which ones; empty where they are many, or not known.</param>
    void Changed(string kind, IReadOnlyList<string> ids);

    /// <summary>A line in the plugin's log. Never a body, an address or a secret.</summary>
    void Log(PluginLogLevel level, string message);
}

[JsonConverter(typeof(CamelCaseEnumConverter<PluginLogLevel>))]
public enum PluginLogLevel
{
    Debug,
    Information,
    Warning,
    Error,
}
