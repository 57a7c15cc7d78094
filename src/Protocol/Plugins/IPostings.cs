using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// Postings: what a page, a file or pasted text says of a job, field by field with where it was found. Nothing is guessed from a name that only looks
/// like a company's; what is not found is absent, and the person fills it in.
/// </summary>
[RpcService("postings", typeof(PostingsJson))]
public interface IPostings
{
    /// <summary>Reads a posting that the client has; opens no connection and keeps nothing. Errors: invalid where it is empty or no text; limit over <see cref="PostingLimits.Size"/>.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<PostingReading> ReadAsync(PostingReadRequest request, CancellationToken cancel);

    /// <summary>Fetches the one address through <see cref="IFetch"/> and reads it. Errors: those of <see cref="IFetch.GetAsync"/>.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<PostingFetchResponse> FetchAsync(PostingFetchRequest request, CancellationToken cancel);

    /// <summary>
    /// Makes an application of a posting, and a document that keeps the source as it was and its text. The same source captured again answers the application
    /// that there is. Errors: invalid where company or role are neither found nor given; conflict where there is an application for the same link or requisition.
    /// </summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<PostingCaptureResponse> CaptureAsync(PostingCaptureRequest request, CancellationToken cancel);
}

public static class PostingLimits
{
    /// <summary>Bytes of a source: as much as a fetch answers.</summary>
    public const int Size = FetchLimits.Size;
}

/// <summary>What a posting was read from.</summary>
[JsonConverter(typeof(CamelCaseEnumConverter<PostingFormat>))]
public enum PostingFormat
{
    /// <summary>schema.org JobPosting in JSON-LD.</summary>
    JsonLd,

    /// <summary>schema.org JobPosting in attributes of the page.</summary>
    Microdata,

    /// <summary>JSON of Greenhouse's job board API.</summary>
    Greenhouse,

    /// <summary>JSON of Lever's postings API.</summary>
    Lever,

    /// <summary>JSON of Ashby's job board API.</summary>
    Ashby,

    /// <summary>JSON of a Workday career site.</summary>
    Workday,

    /// <summary>A page or text without any of these: title and labelled lines.</summary>
    Text,
}

public sealed record PostingReadRequest
{
    /// <summary>The file or page; absent where <see cref="Text"/> is given.</summary>
    public Content? Source { get; init; }

    /// <summary>Pasted text, HTML or JSON; absent where <see cref="Source"/> is given.</summary>
    public string? Text { get; init; }

    /// <summary>For example <c>text/html</c> or <c>text/html; charset=shift_jis</c>; absent looks at the bytes.</summary>
    public string? MediaType { get; init; }

    /// <summary>Where the page was, if the user knows: tells relative links and which of several postings is meant.</summary>
    public string? Address { get; init; }
}

/// <summary>What a posting says.</summary>
public sealed record PostingReading
{
    public required PostingFormat Format { get; init; }

    /// <summary>What was found, each with its place, in the order company, role, requisition, places, pay, dates, others.</summary>
    public required IReadOnlyList<PostingField> Fields { get; init; }

    /// <summary>The same, typed.</summary>
    public required PostingFacts Facts { get; init; }

    /// <summary>A name for the company that the posting's address alone suggests, where the posting names none: for a person to confirm, and never taken by itself.</summary>
    public string? CompanyGuess { get; init; }

    /// <summary>The posting's text, readable, with empty lines between paragraphs and <c>- </c> before items.</summary>
    public required string Text { get; init; }

    /// <summary>What the person should look at, in sentences.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <param name="Name">As the member of <see cref="PostingFacts"/>, for example <c>company</c>.</param>
/// <param name="Value">As a person reads it.</param>
/// <param name="Found">Where, for example <c>json-ld $.hiringOrganization.name</c> or <c>line 4</c>.</param>
public sealed record PostingField(string Name, string Value, string Found);

public sealed record PostingFacts
{
    /// <summary>The employer's name exactly as the posting has it.</summary>
    public string? Company { get; init; }

    /// <summary>The employer's own web domain, where the posting names it; never that of a job board.</summary>
    public string? Domain { get; init; }
    public string? Role { get; init; }

    /// <summary>The employer's number for the opening.</summary>
    public string? Requisition { get; init; }

    /// <summary>The posting's own address.</summary>
    public string? Link { get; init; }

    /// <summary>For example <c>Berlin, Germany</c>; several with <c>; </c> between; <c>Remote</c> among them.</summary>
    public string? Place { get; init; }
    public Pay? Pay { get; init; }

    /// <summary>As the posting has it, for example <c>FULL_TIME</c>.</summary>
    public string? Employment { get; init; }
    public DateOnly? Posted { get; init; }
    public DateOnly? Deadline { get; init; }

    /// <summary>Where it was found, for example <c>greenhouse</c> or the page's host.</summary>
    public string? Source { get; init; }
}

public sealed record PostingFetchRequest
{
    /// <summary>Shown to the user exactly so before it is fetched.</summary>
    public required string Url { get; init; }
}

public sealed record PostingFetchResponse
{
    public required PostingReading Reading { get; init; }

    /// <summary>Every address that was asked, in order.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>What was read, to hand to <see cref="IPostings.CaptureAsync"/> without fetching again.</summary>
    public required Content Source { get; init; }
    public required string MediaType { get; init; }
}

public sealed record PostingCaptureRequest
{
    /// <summary>As in <see cref="PostingReadRequest"/>.</summary>
    public Content? Source { get; init; }
    public string? Text { get; init; }
    public string? MediaType { get; init; }
    public string? Address { get; init; }

    /// <summary>The application that it is the posting of; absent makes one.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>A second application for the same link or requisition is meant.</summary>
    public bool Again { get; init; }

    /// <summary>What the person says instead of, or beside, what is found; absent members stay as found.</summary>
    public PostingFacts? Corrections { get; init; }
}

public sealed record PostingCaptureResponse
{
    public required string ApplicationId { get; init; }

    /// <summary>The document of kind <c>posting</c>.</summary>
    public required string DocumentId { get; init; }

    /// <summary>True where this source was captured before: nothing was made.</summary>
    public required bool Existed { get; init; }
    public required PostingReading Reading { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PostingReadRequest))]
[JsonSerializable(typeof(PostingReading))]
[JsonSerializable(typeof(PostingFetchRequest))]
[JsonSerializable(typeof(PostingFetchResponse))]
[JsonSerializable(typeof(PostingCaptureRequest))]
[JsonSerializable(typeof(PostingCaptureResponse))]
public sealed partial class PostingsJson : JsonSerializerContext;
