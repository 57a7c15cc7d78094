using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>Who may call this host with a key: the command line, scripts, and pages that a person paired.</summary>
[RpcService("clients", typeof(ClientsJson))]
public interface IClients
{
    /// <summary>The live clients, oldest first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<ClientListResponse> ListAsync(ClientListRequest request, CancellationToken cancel);

    /// <summary>Makes a key for a script. Its text is answered once and never again. Errors: invalid with the field's path, not-authorised where a scope is asked for that the caller has not.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<ClientCreateResponse> CreateAsync(ClientCreateRequest request, CancellationToken cancel);

    /// <summary>Ends a client's key, and within a second every connection that holds it. Errors: not-found, wrong-state for the last client that may administer.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<ClientRevokeResponse> RevokeAsync(ClientRevokeRequest request, CancellationToken cancel);

    /// <summary>Pages and programs that ask to be let in and show a code, oldest first. A <c>client.changed</c> event says when to look again.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<PairingListResponse> PairingsAsync(PairingListRequest request, CancellationToken cancel);

    /// <summary>A person's yes to the page that shows this code. Grants at most the scopes that it asked for and that the caller has. Errors: not-found for a code that is unknown, used or too old.</summary>
    [RpcMethod(Requires = Scopes.Approve)]
    ValueTask<PairedClient> ConfirmAsync(PairingConfirmRequest request, CancellationToken cancel);

    /// <summary>A person's no. Errors: not-found.</summary>
    [RpcMethod(Requires = Scopes.Approve)]
    ValueTask<Done> RefuseAsync(PairingRefuseRequest request, CancellationToken cancel);

    /// <summary>A program on this machine (an editor) asks to be let in, as a page does, and shows the code that is answered. Through the local doors alone. Errors: invalid with the field's path, limit where too many wait.</summary>
    [RpcMethod(Requires = Scopes.Propose)]
    ValueTask<PairingAskResponse> AskAsync(PairingAskRequest request, CancellationToken cancel);

    /// <summary>What became of that. The key is answered once and never again.</summary>
    [RpcMethod(Requires = Scopes.Propose)]
    ValueTask<PairingClaimResponse> ClaimAsync(PairingClaimRequest request, CancellationToken cancel);

    /// <summary>Makes a code that the host's own page exchanges once for a key bound to its origin. Errors: wrong-state while the web door is closed.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<PairingOfferResponse> OfferAsync(PairingOfferRequest request, CancellationToken cancel);
}

public sealed record PairedClient
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>The web origin it works from alone; absent for clients that are no web page.</summary>
    public string? Origin { get; init; }
    public required DateTimeOffset Created { get; init; }

    /// <summary>To the hour.</summary>
    public DateTimeOffset? LastUsed { get; init; }

    /// <summary>Connections that hold its key now.</summary>
    public required int Connections { get; init; }

    /// <summary>True for the caller's own.</summary>
    public required bool Current { get; init; }
}

public sealed record ClientListRequest;

public sealed record ClientListResponse
{
    public required IReadOnlyList<PairedClient> Clients { get; init; }
}

public sealed record ClientCreateRequest
{
    public required string Name { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }
}

public sealed record ClientCreateResponse
{
    public required PairedClient Client { get; init; }

    /// <summary>The key, shown once: the host stores only its hash.</summary>
    public required string ClientKey { get; init; }
}

public sealed record ClientRevokeRequest
{
    public required string Id { get; init; }
}

public sealed record ClientRevokeResponse
{
    /// <summary>Connections that were closed.</summary>
    public required int Closed { get; init; }
}

/// <summary>How far one that asked to be let in has come.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<PairingState>))]
public enum PairingState
{
    /// <summary>A person has not answered.</summary>
    Waiting,

    /// <summary>The answer carries the key, this once.</summary>
    Granted,

    /// <summary>A person said no.</summary>
    Refused,

    /// <summary>Too old, used, or never asked for: which of them is not told.</summary>
    Expired,
}

public sealed record PairingAskRequest
{
    /// <summary>What the program calls itself: shown, never trusted.</summary>
    public required string Name { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }
}

public sealed record PairingAskResponse
{
    /// <summary>Names the request in later questions.</summary>
    public required string Request { get; init; }

    /// <summary>Proves that it is the same program that asks.</summary>
    public required string Secret { get; init; }

    /// <summary>What the program shows and a person confirms.</summary>
    public required string Code { get; init; }
    public required DateTimeOffset Expires { get; init; }
}

public sealed record PairingClaimRequest
{
    public required string Request { get; init; }
    public required string Secret { get; init; }
}

public sealed record PairingClaimResponse
{
    public required PairingState State { get; init; }

    /// <summary>With granted alone; the host stores only its hash.</summary>
    public string? ClientKey { get; init; }

    /// <summary>The same.</summary>
    public string? ClientId { get; init; }

    /// <summary>The same: what of it was granted.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }
}

/// <summary>A page or a program that waits for a person's answer.</summary>
public sealed record Pairing
{
    /// <summary>As it is shown there, for example <c>KFPD-7QXM</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What it calls itself: shown, never trusted.</summary>
    public required string Name { get; init; }

    /// <summary>The page's address; absent for a program on this machine.</summary>
    public string? Origin { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required DateTimeOffset Expires { get; init; }
}

public sealed record PairingListRequest;

public sealed record PairingListResponse
{
    public required IReadOnlyList<Pairing> Pairings { get; init; }
}

public sealed record PairingConfirmRequest
{
    /// <summary>With or without its hyphen, in either case.</summary>
    public required string Code { get; init; }

    /// <summary>The scopes to grant; absent grants what was asked for.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }
}

public sealed record PairingRefuseRequest
{
    public required string Code { get; init; }
}

public sealed record PairingOfferRequest
{
    public required string Name { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }
}

public sealed record PairingOfferResponse
{
    /// <summary>Opens the page and lets it in, once: the code stands in the fragment, which no browser sends.</summary>
    public required string Url { get; init; }
    public required DateTimeOffset Expires { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ClientListRequest))]
[JsonSerializable(typeof(ClientListResponse))]
[JsonSerializable(typeof(ClientCreateRequest))]
[JsonSerializable(typeof(ClientCreateResponse))]
[JsonSerializable(typeof(ClientRevokeRequest))]
[JsonSerializable(typeof(ClientRevokeResponse))]
[JsonSerializable(typeof(PairingListRequest))]
[JsonSerializable(typeof(PairingListResponse))]
[JsonSerializable(typeof(PairingConfirmRequest))]
[JsonSerializable(typeof(PairedClient))]
[JsonSerializable(typeof(PairingRefuseRequest))]
[JsonSerializable(typeof(Done))]
[JsonSerializable(typeof(PairingAskRequest))]
[JsonSerializable(typeof(PairingAskResponse))]
[JsonSerializable(typeof(PairingClaimRequest))]
[JsonSerializable(typeof(PairingClaimResponse))]
[JsonSerializable(typeof(PairingOfferRequest))]
[JsonSerializable(typeof(PairingOfferResponse))]
public sealed partial class ClientsJson : JsonSerializerContext;
