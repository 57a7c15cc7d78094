using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>What a plugin has for today: tasks, reminders, whatever waits for the user. The host puts everybody's into one order.</summary>
[RpcService("todaySource", typeof(TodaySourceJson))]
public interface ITodaySource
{
    /// <summary>The most pressing first, at most as many as are asked for. Reads only; must answer within <see cref="TodaySourceLimits.Answer"/>.</summary>
    ValueTask<TodaySourceResponse> ListAsync(TodaySourceRequest request, CancellationToken cancel);
}

public static class TodaySourceLimits
{
    /// <summary>Whoever opens the home screen waits for it; a source that takes longer is left out and named.</summary>
    public static readonly TimeSpan Answer = TimeSpan.FromSeconds(2);

    /// <summary>For an item without a stated weight, in the middle between 0 and 100.</summary>
    public const int Weight = 50;
}

public sealed record TodaySourceRequest
{
    /// <summary>The day at the user's place.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>At most this many items.</summary>
    public required int Limit { get; init; }
}

public sealed record TodaySourceResponse
{
    public required IReadOnlyList<TodaySourceItem> Items { get; init; }
}

public sealed record TodaySourceItem
{
    /// <summary>The same for the same thing each time, and the plugin's own: <c>task:0193...</c>.</summary>
    public required string Key { get; init; }

    /// <summary>A word for the kind of thing, for example <c>task</c> or <c>reminder</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The record to open; null where there is none.</summary>
    public RecordRef? About { get; init; }

    /// <summary>What there is to do, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>Why it is here today, for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was or is to be done; null for any time.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>0 may wait, 100 may not; orders what is due at the same time.</summary>
    public int Weight { get; set; } = TodaySourceLimits.Weight;

    /// <summary>Commands that deal with it, without the program's name, the first one best: <c>application task done 3f2a90c1</c>.</summary>
    public IReadOnlyList<string> Commands { get; set; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TodaySourceRequest))]
[JsonSerializable(typeof(TodaySourceResponse))]
public sealed partial class TodaySourceJson : JsonSerializerContext;
