using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>
/// One public web page, fetched because somebody asked for it: the only way in which the host itself opens a connection to an address that a
/// person or a page names.
/// </summary>
/// <remarks>
/// https on port 443 alone; only public addresses, looked at each time a name is resolved and kept for the connection, so that a name cannot
/// change its mind in between; redirects by the same rules. No cookies, no referer, no proxy, no credentials. Nothing is followed or loaded beside the page.
/// </remarks>
[RpcService("fetch", typeof(FetchJson))]
public interface IFetch
{
    /// <summary>
    /// Gets the page. Errors: invalid, at <c>$.url</c>, where the address or one that it redirects to may not be fetched; limit, where the page is larger
    /// than <see cref="FetchLimits.Size"/>; providerUnavailable, where the site does not answer in <see cref="FetchLimits.Seconds"/> seconds;
    /// providerRefused, where it answers with an error or with what is no text.
    /// </summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<FetchResponse> GetAsync(FetchRequest request, CancellationToken cancel);
}

public static class FetchLimits
{
    /// <summary>Bytes after unpacking. A posting's page with its scripts has some hundred thousand.</summary>
    public const int Size = 2 * 1024 * 1024;

    /// <summary>For everything together: names, connections, redirects and the page.</summary>
    public const int Seconds = 20;

    /// <summary>Redirects in a row.</summary>
    public const int Redirects = 5;

    /// <summary>Characters of an address.</summary>
    public const int Url = 2_000;
}

public sealed record FetchRequest
{
    /// <summary>For example <c>https://jobs.example.com/1234</c>.</summary>
    public required string Url { get; init; }
}

public sealed record FetchResponse
{
    /// <summary>Every address that was asked, in order; the last is the page's own.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>For example <c>text/html</c>; never what is no text.</summary>
    public required string MediaType { get; init; }

    /// <summary>As the site says, for example <c>utf-8</c>; absent where it says none.</summary>
    public string? Charset { get; init; }

    /// <summary>The page's bytes, unpacked, otherwise as they came.</summary>
    public required Content Content { get; init; }

    /// <summary>When it was fetched.</summary>
    public required DateTimeOffset At { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FetchRequest))]
[JsonSerializable(typeof(FetchResponse))]
public sealed partial class FetchJson : JsonSerializerContext;
