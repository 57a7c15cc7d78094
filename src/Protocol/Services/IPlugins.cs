using System.Text.Json;
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

    /// <summary>The form of what a plugin can be told, and what it is told now; secrets are never answered. Errors: not-found.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<PluginSettingsResponse> SettingsAsync(PluginSettingsRequest request, CancellationToken cancel);

    /// <summary>Replaces a plugin's settings and restarts it where it runs. Errors: invalid with the fields' paths; nothing is changed then.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<PluginInfo> ConfigureAsync(PluginConfigureRequest request, CancellationToken cancel);

    /// <summary>The last lines that a plugin logged, oldest first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<PluginLogListResponse> LogAsync(PluginLogListRequest request, CancellationToken cancel);
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

public sealed record PluginSettingsRequest
{
    public required string Id { get; init; }
}

public sealed record PluginSettingsResponse
{
    /// <summary>JSON Schema; absent where the plugin takes no settings.</summary>
    public JsonElement? Form { get; init; }

    /// <summary>An object; empty where nothing was set.</summary>
    public required JsonElement Values { get; init; }

    /// <summary>The secrets that are set and not shown, by their paths: <c>account.password</c>. A form shows them as kept.</summary>
    public IReadOnlyList<string> Withheld { get; set; } = [];
}

public sealed record PluginConfigureRequest
{
    public required string Id { get; init; }

    /// <summary>An object that fits the form. A secret that it does not name stays as it was.</summary>
    public required JsonElement Values { get; init; }
}

public sealed record PluginLogListRequest
{
    public required string Id { get; init; }

    /// <summary>1 to 1000.</summary>
    public int Limit { get; set; } = 200;
}

public sealed record PluginLogListResponse
{
    public required IReadOnlyList<PluginLogLine> Lines { get; init; }
}

/// <param name="At">When.</param>
/// <param name="Level">For example <c>warning</c>.</param>
/// <param name="Text">The line.</param>
public sealed record PluginLogLine(DateTimeOffset At, string Level, string Text);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PluginListRequest))]
[JsonSerializable(typeof(PluginListResponse))]
[JsonSerializable(typeof(PluginEnableRequest))]
[JsonSerializable(typeof(PluginInfo))]
[JsonSerializable(typeof(PluginDisableRequest))]
[JsonSerializable(typeof(PluginRestartRequest))]
[JsonSerializable(typeof(PluginSettingsRequest))]
[JsonSerializable(typeof(PluginSettingsResponse))]
[JsonSerializable(typeof(PluginConfigureRequest))]
[JsonSerializable(typeof(PluginLogListRequest))]
[JsonSerializable(typeof(PluginLogListResponse))]
public sealed partial class PluginsJson : JsonSerializerContext;
