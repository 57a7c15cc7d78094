using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// The local post office's rehearsal desk, contributed by the local mail plugin: it lets a newcomer play the recipient.
/// Refused for a mailbox that the post office did not make itself.
/// </summary>
[RpcService("postOffice", typeof(PostOfficeJson))]
public interface IPostOffice
{
    /// <summary>The mailboxes on this post office, by address.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<PostOfficeListResponse> ListAsync(PostOfficeListRequest request, CancellationToken cancel);

    /// <summary>Makes a mailbox, or changes its habit. Needs a demo folder.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Done> OpenAsync(PostOfficeOpenRequest request, CancellationToken cancel);

    /// <summary>Answers the newest mail in a recipient's mailbox, as that recipient. Needs a demo folder. Errors: not-found with the names there are.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<PostOfficeAnswerResponse> AnswerAsync(PostOfficeAnswerRequest request, CancellationToken cancel);
}

public sealed record PostOfficeListRequest;

public sealed record PostOfficeListResponse
{
    public required IReadOnlyList<PostOfficeMailbox> Mailboxes { get; init; }
}

public sealed record PostOfficeMailbox
{
    public required string Address { get; init; }
    public required string Name { get; init; }

    /// <summary>Messages waiting in it.</summary>
    public required int Messages { get; init; }
}

public sealed record PostOfficeOpenRequest
{
    public required string Address { get; init; }
    public required string Name { get; init; }

    /// <summary>Answers every new sender once with this text (RFC 3834), for example an absence.</summary>
    public string? AwayText { get; init; }
    public string? AwaySubject { get; init; }
}

public sealed record PostOfficeAnswerRequest
{
    /// <summary>A name, a part of one, or an address.</summary>
    public required string Name { get; init; }
    public string? Text { get; init; }
}

public sealed record PostOfficeAnswerResponse
{
    public required string From { get; init; }
    public required string Subject { get; init; }
    public required string Text { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(PostOfficeListRequest))]
[JsonSerializable(typeof(PostOfficeListResponse))]
[JsonSerializable(typeof(PostOfficeOpenRequest))]
[JsonSerializable(typeof(PostOfficeAnswerRequest))]
[JsonSerializable(typeof(PostOfficeAnswerResponse))]
[JsonSerializable(typeof(Done))]
public sealed partial class PostOfficeJson : JsonSerializerContext;
