using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>Connected mailboxes, with what each was granted and until when.</summary>
[RpcService("accounts", typeof(AccountsJson))]
public interface IAccounts
{
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<AccountListResponse> ListAsync(AccountListRequest request, CancellationToken cancel);

    /// <summary>The providers that plugins offer, with the form that each wants filled and its grant levels in words.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<ProviderListResponse> ProvidersAsync(ProviderListRequest request, CancellationToken cancel);

    /// <summary>
    /// Connects a mailbox. Where that needs the user's browser, a step names the address to open, and the answer comes when the user is through with it;
    /// a client that takes no steps cannot connect such a mailbox. Errors: invalid with the fields' paths, provider-unavailable.
    /// </summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<AccountConnectResponse> ConnectAsync(AccountConnectRequest request, IProgress<ConnectStep>? progress, CancellationToken cancel);

    /// <summary>Changes how an account writes; what is absent stays. Errors: invalid where its provider has no signature, or may not read it.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<Account> SetAsync(AccountSetRequest request, CancellationToken cancel);

    /// <summary>Revokes what can be revoked, deletes local tokens, and says plainly what only the user can do.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<AccountDisconnectResponse> DisconnectAsync(AccountDisconnectRequest request, CancellationToken cancel);
}

/// <summary>How much of a mailbox the host may use. Each level holds the one before it.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<GrantLevel>))]
public enum GrantLevel
{
    /// <summary>Send, and read the headers of what answers our own mail. The default.</summary>
    Headers,

    /// <summary>Also read the bodies of bounces and replies to our own mail.</summary>
    Bodies,

    /// <summary>Also keep drafts in the mailbox.</summary>
    Drafts,
}

[JsonConverter(typeof(CamelCaseEnumConverter<AccountState>))]
public enum AccountState
{
    Active,
    NeedsSetup,
    Disconnected,
}

public sealed record Account
{
    public required string Id { get; init; }
    public required long Revision { get; init; }

    /// <summary>The provider's id, for example <c>mail.local</c>.</summary>
    public required string Provider { get; init; }
    public required string Address { get; init; }
    public string? DisplayName { get; init; }
    public required AccountState State { get; init; }
    public required GrantLevel Grant { get; init; }

    /// <summary>The grant as a person reads it.</summary>
    public required string GrantWords { get; init; }
    public DateTimeOffset? GrantedUntil { get; init; }
    public DateTimeOffset? LastChecked { get; init; }
    public SetupNeed? Need { get; init; }

    /// <summary>What ends each new draft of this account; null where nothing does.</summary>
    public Signature? Signature { get; init; }

    /// <summary>Approved messages that have not left. They go out once the account works.</summary>
    public int Waiting { get; init; }

    /// <summary>Messages that may or may not have gone out. While the account is connected its mailbox is asked about them; otherwise only a person can say.</summary>
    public int InDoubt { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<SignatureSource>))]
public enum SignatureSource
{
    None,

    /// <summary>A text of the user's.</summary>
    Own,

    /// <summary>The one that the user keeps at the provider, as it was when it was asked for.</summary>
    Provider,
}

/// <param name="From">Whose it is.</param>
/// <param name="Text">Markdown, like a draft's text. In a request only with <see cref="SignatureSource.Own"/>.</param>
public sealed record Signature(SignatureSource From, string? Text = null);

public sealed record AccountSetRequest
{
    public required string Id { get; init; }

    /// <summary>What ends new drafts from now on. Drafts that are there stay as they are.</summary>
    public Signature? Signature { get; init; }
}

public sealed record AccountListRequest;

public sealed record AccountListResponse
{
    public required IReadOnlyList<Account> Accounts { get; init; }
}

public sealed record ProviderListRequest;

public sealed record ProviderListResponse
{
    public required IReadOnlyList<Provider> Providers { get; init; }
}

public sealed record Provider
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>JSON Schema of the settings that <c>accounts/connect</c> takes.</summary>
    public required JsonElement Form { get; init; }
    public required IReadOnlyList<GrantOffer> Grants { get; init; }
}

/// <param name="Level">The level.</param>
/// <param name="Words">What it lets the host do, for a person.</param>
public sealed record GrantOffer(GrantLevel Level, string Words);

public sealed record AccountConnectRequest
{
    public required string Provider { get; init; }
    public required string Address { get; init; }
    public string? DisplayName { get; init; }
    public GrantLevel Grant { get; set; } = GrantLevel.Headers;

    /// <summary>What the provider's form asks for; absent for what the account was connected with before.</summary>
    public JsonElement? Settings { get; init; }
}

/// <summary>How far connecting is.</summary>
public sealed record ConnectStep
{
    /// <summary>What is waited for, for a person.</summary>
    public required string Message { get; init; }

    /// <summary>The page that the user has to open in a browser on this machine, once; absent where there is none.</summary>
    public string? Url { get; init; }

    /// <summary>When waiting ends.</summary>
    public DateTimeOffset? Until { get; init; }
}

public sealed record AccountConnectResponse
{
    public required Account Account { get; init; }

    /// <summary>What only the user can do, line by line.</summary>
    public IReadOnlyList<string> LeftToYou { get; set; } = [];
}

public sealed record AccountDisconnectRequest
{
    public required string Id { get; init; }
}

public sealed record AccountDisconnectResponse
{
    /// <summary>What was done, line by line.</summary>
    public required IReadOnlyList<string> Receipt { get; init; }

    /// <summary>What only the user can do, line by line.</summary>
    public required IReadOnlyList<string> LeftToYou { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AccountListRequest))]
[JsonSerializable(typeof(AccountListResponse))]
[JsonSerializable(typeof(ProviderListRequest))]
[JsonSerializable(typeof(ProviderListResponse))]
[JsonSerializable(typeof(AccountConnectRequest))]
[JsonSerializable(typeof(AccountConnectResponse))]
[JsonSerializable(typeof(ConnectStep))]
[JsonSerializable(typeof(AccountSetRequest))]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(AccountDisconnectRequest))]
[JsonSerializable(typeof(AccountDisconnectResponse))]
public sealed partial class AccountsJson : JsonSerializerContext;
