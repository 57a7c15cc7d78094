using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Services;

/// <summary>What there is to do now, of everything the host and its plugins know, in one order and each with its reason.</summary>
[RpcService("today", typeof(TodayJson))]
public interface IToday
{
    /// <summary>
    /// The most pressing first. Reads only; a plugin that does not answer in time is named in <c>problems</c>, and all others are there.
    /// News (a reply, a bounce, silence) is here for <see cref="TodayLimits.NewsDays"/> days, or until the person was written to since.
    /// </summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<TodayListResponse> ListAsync(TodayListRequest request, CancellationToken cancel);
}

public static class TodayLimits
{
    /// <summary>More than anybody does in a day.</summary>
    public const int DefaultLimit = 50;

    public const int MaxLimit = 200;

    /// <summary>What came back is news for two weeks; after that it is found in tracking.</summary>
    public const int NewsDays = 14;
}

public sealed record TodayListRequest
{
    public int Limit { get; set; } = TodayLimits.DefaultLimit;
}

public sealed record TodayListResponse
{
    /// <summary>The day at the host's place.</summary>
    public required DateOnly Day { get; init; }
    public required IReadOnlyList<TodayItem> Items { get; init; }

    /// <summary>How many there are of each kind, shown or not.</summary>
    public required IReadOnlyDictionary<string, int> Counts { get; init; }

    /// <summary>How many are not shown because of the limit.</summary>
    public int More { get; init; }

    /// <summary>Who could not say what there is: path <c>plugin:ID</c>.</summary>
    public IReadOnlyList<RpcProblem> Problems { get; set; } = [];
}

public sealed record TodayItem
{
    /// <summary>The same for the same thing each time.</summary>
    public required string Key { get; init; }

    /// <summary>
    /// <c>setup</c>, <c>stuck</c> (a message that a person must settle), <c>bounce</c>, <c>reply</c>, <c>approve</c> (a draft that is ready), <c>proposal</c>,
    /// <c>followUp</c>, <c>silence</c>, <c>draft</c> (one with something to put right), or a plugin's own word.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>The plugin whose item it is; absent for the host's own.</summary>
    public string? Plugin { get; init; }

    /// <summary>The record to open; absent where there is none.</summary>
    public RecordRef? About { get; init; }

    /// <summary>Whom it is about, where it is about somebody.</summary>
    public string? Person { get; init; }

    /// <summary>What there is to do, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>Why it is here, for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>Since when it is so.</summary>
    public DateTimeOffset? Since { get; init; }
    public DateOnly? Due { get; init; }

    /// <summary>0 to 100; what orders the list before dates do.</summary>
    public required int Weight { get; init; }

    /// <summary>Commands that deal with it, without the program's name, the first one best.</summary>
    public IReadOnlyList<string> Commands { get; set; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TodayListRequest))]
[JsonSerializable(typeof(TodayListResponse))]
public sealed partial class TodayJson : JsonSerializerContext;
