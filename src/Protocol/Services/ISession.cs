using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>The first words of a connection, and what may be said on it.</summary>
[RpcService("", typeof(SessionJson))]
public interface ISession
{
    /// <summary>
    /// Introduces the client. May present a client key, and may narrow the scopes that the door and the key give; never widens them.
    /// Optional on a local socket: without it the door's own scopes hold.
    /// </summary>
    [RpcMethod(Name = "initialize", Inline = true)]
    ValueTask<InitializeResponse> InitializeAsync(InitializeRequest request, CancellationToken cancel);

    /// <summary>Gives back what it was given: whether the host is there, and what a call costs without the work.</summary>
    [RpcMethod(Name = "ping", Inline = true)]
    ValueTask<PingResponse> PingAsync(PingRequest request, CancellationToken cancel);

    /// <summary>An OpenRPC document of the methods that this principal may call, active plugin or not.</summary>
    [RpcMethod(Name = "rpc.discover")]
    ValueTask<JsonElement> DiscoverAsync(DiscoverRequest request, CancellationToken cancel);
}

public sealed record InitializeRequest
{
    public required ClientInfo Client { get; init; }

    /// <summary>The secret text that <c>setup</c> or pairing gave to this client.</summary>
    public string? ClientKey { get; init; }

    /// <summary>The scopes to keep; absent keeps all that the door and the key give.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }
}

/// <param name="Name">The client's name, as the user sees it in lists of clients.</param>
/// <param name="Version">The client's version.</param>
public sealed record ClientInfo(string Name, string Version);

public sealed record InitializeResponse
{
    public required string HostVersion { get; init; }

    /// <summary>The person whose rights hold on this connection.</summary>
    public required string Person { get; init; }

    /// <summary>The scopes that hold from now on.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>True where the data folder holds a demo; every client labels what it shows.</summary>
    public required bool Demo { get; init; }

    /// <summary>What the host wants from the user before it can work in full; empty where nothing.</summary>
    public IReadOnlyList<SetupNeed> Needs { get; set; } = [];
}

public sealed record PingRequest
{
    public string? Text { get; set; }
}

public sealed record PingResponse
{
    /// <summary>The request's text.</summary>
    public string? Text { get; set; }
}

public sealed record DiscoverRequest;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(InitializeRequest))]
[JsonSerializable(typeof(InitializeResponse))]
[JsonSerializable(typeof(PingRequest))]
[JsonSerializable(typeof(PingResponse))]
[JsonSerializable(typeof(DiscoverRequest))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class SessionJson : JsonSerializerContext;
