using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>
/// Hears the events that the manifest names as <c>onEvent:NAME</c>, in order, one at a time. What happened while the plugin or the host was not running is
/// told at the next start. An event may be told again after a crash: hearing it twice must do no more than hearing it once.
/// </summary>
[RpcService("eventListener", typeof(EventListenerJson))]
public interface IEventListener
{
    /// <summary>Answers when the event is dealt with. What it throws is tried again later, so an event that says nothing to the plugin is simply answered.</summary>
    ValueTask<Done> HearAsync(HostEvent request, CancellationToken cancel);
}

public static class EventListenerNames
{
    /// <summary>Told instead of events that are not kept any more: whatever the plugin derived from events, it reads anew.</summary>
    public const string Resync = "resync";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(HostEvent))]
[JsonSerializable(typeof(Done))]
public sealed partial class EventListenerJson : JsonSerializerContext;
