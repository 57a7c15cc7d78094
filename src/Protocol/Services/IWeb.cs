using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>The door for pages: HTTPS and WebSocket on this machine alone.</summary>
[RpcService("web", typeof(WebJson))]
public interface IWeb
{
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<WebStatus> StatusAsync(WebStatusRequest request, CancellationToken cancel);

    /// <summary>Opens the door now and at every start; the port is chosen at the first time and kept. Completes when it answers. Errors: wrong-state where the port is taken.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<WebStatus> EnableAsync(WebEnableRequest request, CancellationToken cancel);

    /// <summary>Closes the door and every connection through it.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<WebStatus> DisableAsync(WebDisableRequest request, CancellationToken cancel);

    /// <summary>Makes a new certificate authority and certificate; the old ones are trusted no more once <c>assistant trust</c> has run again.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<WebStatus> RenewAsync(WebRenewRequest request, CancellationToken cancel);

    /// <summary>Notes that a browser was told to trust the authority in use, as <c>assistant trust</c> does; all that it does is end a notice, which nobody may do who may not change the door. Errors: conflict where it is another one by now.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<WebStatus> TrustedAsync(WebTrustedRequest request, CancellationToken cancel);
}

public sealed record WebStatusRequest;

public sealed record WebEnableRequest;

public sealed record WebDisableRequest;

public sealed record WebRenewRequest;

public sealed record WebTrustedRequest
{
    /// <summary>As <see cref="WebCertificate.AuthorityFingerprint"/> has it.</summary>
    public required string AuthorityFingerprint { get; init; }
}

public sealed record WebStatus
{
    /// <summary>Whether it is meant to be open.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Whether it answers now.</summary>
    public required bool Open { get; init; }

    /// <summary>For example <c>https://localhost:47613</c>; absent until a port was chosen.</summary>
    public string? Origin { get; init; }

    /// <summary>Why it is not open although it is meant to be.</summary>
    public string? Problem { get; init; }

    /// <summary>Absent until one was made.</summary>
    public WebCertificate? Certificate { get; init; }

    /// <summary>False where the pages were not built: the door then serves a page that says so.</summary>
    public required bool HasPages { get; init; }

    /// <summary>Upgraded connections that stand now.</summary>
    public required int Connections { get; init; }
}

public sealed record WebCertificate
{
    /// <summary>The file of the authority that a browser must trust, PEM.</summary>
    public required string AuthorityPath { get; init; }

    /// <summary>The authority's SHA-256 fingerprint, upper-case hex.</summary>
    public required string AuthorityFingerprint { get; init; }
    public required DateTimeOffset Expires { get; init; }

    /// <summary>True where no browser was told to trust this authority, for example because it was renewed: <c>assistant trust</c> is needed.</summary>
    public required bool NeedsTrust { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(WebStatusRequest))]
[JsonSerializable(typeof(WebEnableRequest))]
[JsonSerializable(typeof(WebDisableRequest))]
[JsonSerializable(typeof(WebRenewRequest))]
[JsonSerializable(typeof(WebTrustedRequest))]
[JsonSerializable(typeof(WebStatus))]
public sealed partial class WebJson : JsonSerializerContext;
