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

public sealed record InitializeRequest : IPlainRequest<InitializeRequest>
{
    public required ClientInfo Client { get; init; }

    /// <summary>The secret text that <c>setup</c> or pairing gave to this client.</summary>
    public string? ClientKey { get; init; }

    /// <summary>The scopes to keep; absent keeps all that the door and the key give.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    public static InitializeRequest? TryRead(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            return TryRead(ref reader);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static InitializeRequest? TryRead(ref Utf8JsonReader reader)
    {
        ClientInfo? client = null;
        string? key = null;
        List<string>? scopes = null;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (client is null && reader.ValueTextEquals("client"u8) && reader.Read() && ClientInfo.TryRead(ref reader) is { } said)
                client = said;
            else if (key is null && reader.ValueTextEquals("clientKey"u8) && reader.Read() && reader.TokenType == JsonTokenType.String)
                key = reader.GetString();
            else if (scopes is null && reader.ValueTextEquals("scopes"u8) && reader.Read() && reader.TokenType == JsonTokenType.StartArray)
            {
                scopes = [];
                while (reader.Read() && reader.TokenType == JsonTokenType.String)
                    scopes.Add(reader.GetString()!);
                if (reader.TokenType != JsonTokenType.EndArray)
                    return null;
            }
            else
                return null;
        }

        return client is not null && reader.TokenType == JsonTokenType.EndObject ? new InitializeRequest { Client = client, ClientKey = key, Scopes = scopes } : null;
    }
}

/// <param name="Name">The client's name, as the user sees it in lists of clients.</param>
/// <param name="Version">The client's version.</param>
public sealed record ClientInfo(string Name, string Version)
{
    /// <summary>From the start of the object to its end; null where it is not exactly these two.</summary>
    internal static ClientInfo? TryRead(ref Utf8JsonReader reader)
    {
        string? name = null, version = null;
        if (reader.TokenType != JsonTokenType.StartObject)
            return null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (name is null && reader.ValueTextEquals("name"u8) && reader.Read() && reader.TokenType == JsonTokenType.String)
                name = reader.GetString();
            else if (version is null && reader.ValueTextEquals("version"u8) && reader.Read() && reader.TokenType == JsonTokenType.String)
                version = reader.GetString();
            else
                return null;
        }

        return name is not null && version is not null && reader.TokenType == JsonTokenType.EndObject ? new ClientInfo(name, version) : null;
    }
}

public sealed record InitializeResponse : IPlainResponse
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

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("hostVersion"u8, HostVersion);
        json.WriteString("person"u8, Person);
        json.WriteStartArray("scopes"u8);
        foreach (var scope in Scopes)
            json.WriteStringValue(scope);
        json.WriteEndArray();
        json.WriteBoolean("demo"u8, Demo);
        json.WriteStartArray("needs"u8);
        foreach (var need in Needs)
            need.Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }
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
