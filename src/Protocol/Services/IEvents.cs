using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>What changed, as it changes.</summary>
[RpcService("events", typeof(EventsJson))]
public interface IEvents
{
    /// <summary>
    /// Starts notifications (<see cref="IEventSink"/>) on this connection. With <c>after</c>, first sends what happened since, from the last 10,000;
    /// where that reaches not far enough, answers <c>resync</c> and the client reads its lists anew.
    /// </summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<EventSubscribeResponse> SubscribeAsync(EventSubscribeRequest request, CancellationToken cancel);
}

/// <summary>What the host calls on a client that subscribed.</summary>
[RpcService("events", typeof(EventsJson))]
public interface IEventSink
{
    [RpcNotification]
    ValueTask EventAsync(HostEvent notification, CancellationToken cancel);
}

public sealed record EventSubscribeRequest
{
    /// <summary><c>draft.changed</c>, <c>writing.changed</c>, <c>outbox.changed</c>, <c>outbox.progress</c>, <c>message.replied</c>, <c>message.bounced</c>, <c>proposal.made</c>, <c>account.ending</c>, <c>plugin.failed</c>, <c>client.changed</c>, <c>web.renewed</c>, ...; absent is all.</summary>
    public IReadOnlyList<string>? Names { get; init; }

    /// <summary>The last <c>seq</c> the client saw.</summary>
    public long? After { get; init; }
}

public sealed record EventSubscribeResponse
{
    /// <summary>The newest <c>seq</c> at the time of subscribing.</summary>
    public required long Seq { get; init; }
    public required bool Resync { get; init; }
}

public sealed record HostEvent
{
    public required long Seq { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<string> Ids { get; init; }
    public long? Revision { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EventSubscribeRequest))]
[JsonSerializable(typeof(EventSubscribeResponse))]
[JsonSerializable(typeof(HostEvent))]
public sealed partial class EventsJson : JsonSerializerContext;
