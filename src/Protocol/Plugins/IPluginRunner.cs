using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// What the host calls on a plugin in a process of its own, over JSON-RPC with <c>Content-Length</c> framing on standard input and output.
/// The runner implements it for .NET plugins; a <c>command</c> in any other language answers it itself.
/// Beside it, the process serves the methods that it named when it was activated.
/// </summary>
/// <remarks>
/// The process ends when its standard input does. What it writes to standard error goes to the plugin's log.
/// It may call <see cref="IPluginStore"/>, <see cref="IPluginSecrets"/>, <see cref="IPluginHost"/> and what its permissions allow of the host's services.
/// </remarks>
[RpcService("pluginRunner", typeof(PluginRunnerJson))]
public interface IPluginRunner
{
    /// <summary>The first call, made once. Errors: any; its message is the reason for which the plugin failed.</summary>
    ValueTask<PluginActivateResponse> ActivateAsync(PluginActivateRequest request, CancellationToken cancel);

    /// <summary>The last call. When it is answered, the host closes standard input.</summary>
    ValueTask<Done> DeactivateAsync(PluginDeactivateRequest request, CancellationToken cancel);
}

/// <summary>What a plugin in a process of its own says to the host, beside its calls of services.</summary>
[RpcService("pluginHost", typeof(PluginRunnerJson))]
public interface IPluginHost
{
    /// <summary>A line in the plugin's log. Never a body, an address or a secret.</summary>
    ValueTask<Done> LogAsync(PluginLogRequest request, CancellationToken cancel);

    /// <summary>Says that the plugin wants something from the user, or no longer does.</summary>
    ValueTask<Done> NeedsAsync(PluginNeedsRequest request, CancellationToken cancel);

    /// <summary>Says that records of the plugin's own changed, as <see cref="IPluginContext.Changed"/> does.</summary>
    ValueTask<Done> ChangedAsync(PluginChangedRequest request, CancellationToken cancel);
}

public sealed record PluginActivateRequest
{
    public required string PluginId { get; init; }

    /// <summary>The folder with the plugin's files.</summary>
    public required string Folder { get; init; }

    /// <summary>The assembly to load, relative to the folder; absent for a command.</summary>
    public string? Main { get; init; }

    /// <summary>A folder for files of the plugin's own, which exists.</summary>
    public required string DataFolder { get; init; }

    /// <summary>What the user set.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>The services that the manifest lets it offer.</summary>
    public required IReadOnlyList<string> Offerable { get; init; }
}

public sealed record PluginActivateResponse
{
    /// <summary>Every method that it serves; one of a service that is not offerable fails the activation.</summary>
    public required IReadOnlyList<OfferedMethod> Methods { get; init; }
}

public sealed record OfferedMethod
{
    /// <summary>For example <c>hello/greet</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The scope that a caller must hold; absent where everyone who is connected may call.</summary>
    public string? Requires { get; init; }

    /// <summary>True where it is never answered.</summary>
    public bool Notification { get; init; }
}

public sealed record PluginDeactivateRequest;

public sealed record PluginLogRequest
{
    public required PluginLogLevel Level { get; init; }
    public required string Message { get; init; }
}

public sealed record PluginNeedsRequest
{
    /// <summary>Absent takes back what it said before.</summary>
    public SetupNeed? Need { get; init; }
}

public sealed record PluginChangedRequest
{
    /// <summary>One that the manifest names under <c>proposalTargets</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Empty where they are many, or not known.</summary>
    public required IReadOnlyList<string> Ids { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PluginActivateRequest))]
[JsonSerializable(typeof(PluginActivateResponse))]
[JsonSerializable(typeof(PluginDeactivateRequest))]
[JsonSerializable(typeof(PluginLogRequest))]
[JsonSerializable(typeof(PluginNeedsRequest))]
[JsonSerializable(typeof(PluginChangedRequest))]
[JsonSerializable(typeof(Done))]
public sealed partial class PluginRunnerJson : JsonSerializerContext;
