using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>The plugins found beside the host and in the data folder. One that is broken is a row with a reason, never an error of the host.</summary>
[RpcService("plugins", typeof(PluginsJson))]
public interface IPlugins
{
    /// <summary>Ordered by id.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<PluginListResponse> ListAsync(PluginListRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<PluginInfo> EnableAsync(PluginEnableRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<PluginInfo> DisableAsync(PluginDisableRequest request, CancellationToken cancel);

    /// <summary>Ends the plugin where it runs and activates it again.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<PluginInfo> RestartAsync(PluginRestartRequest request, CancellationToken cancel);
}

[JsonConverter(typeof(CamelCaseEnumConverter<PluginState>))]
public enum PluginState
{
    /// <summary>Found and valid; not yet needed.</summary>
    Idle,
    Active,
    NeedsSetup,
    Failed,
    Disabled,
}

public sealed record PluginInfo
{
    public required string Id { get; init; }

    /// <summary>SemVer; absent where the manifest could not be read.</summary>
    public string? Version { get; init; }
    public string? Name { get; init; }
    public required PluginState State { get; init; }

    /// <summary>Why it failed or was disabled.</summary>
    public string? Reason { get; init; }
    public SetupNeed? Need { get; init; }

    /// <summary><c>inProcess</c> or <c>ownProcess</c>.</summary>
    public string? Isolation { get; init; }
    public required IReadOnlyList<string> Services { get; init; }
    public required IReadOnlyList<PluginPermission> Permissions { get; init; }

    /// <summary>What is wrong with its manifest: path <c>plugin.json:$.host</c>.</summary>
    public required IReadOnlyList<RpcProblem> Problems { get; init; }
}

/// <param name="Name">For example <c>mail.send</c>.</param>
/// <param name="Reason">Why it wants it, for a person.</param>
public sealed record PluginPermission(string Name, string Reason);

public sealed record PluginListRequest;

public sealed record PluginListResponse
{
    public required IReadOnlyList<PluginInfo> Plugins { get; init; }
}

public sealed record PluginEnableRequest
{
    public required string Id { get; init; }
}

public sealed record PluginDisableRequest
{
    public required string Id { get; init; }
}

public sealed record PluginRestartRequest
{
    public required string Id { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PluginListRequest))]
[JsonSerializable(typeof(PluginListResponse))]
[JsonSerializable(typeof(PluginEnableRequest))]
[JsonSerializable(typeof(PluginInfo))]
[JsonSerializable(typeof(PluginDisableRequest))]
[JsonSerializable(typeof(PluginRestartRequest))]
public sealed partial class PluginsJson : JsonSerializerContext;
