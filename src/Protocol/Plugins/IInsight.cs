using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>What one's own applications tell: how far they came, how long it took, and which CV and which source were answered.</summary>
/// <remarks>
/// An application counts where its day of applying is known. It is answered when a reply to its mail came, when it ever was in a stage behind <c>applied</c>, or when it is
/// in a lost stage other than <c>withdrawn</c>.
/// Rates carry the 95 % interval of Wilson's score: with few applications it is wide, and says that nothing is known yet.
/// </remarks>
[RpcService("insight", typeof(InsightJson))]
public interface IInsight
{
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<InsightResponse> GetAsync(InsightRequest request, CancellationToken cancel);

    /// <summary>The same figures as pictures: SVG without script, in the colours of the page they stand in, light or dark.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<InsightChartsResponse> ChartsAsync(InsightRequest request, CancellationToken cancel);
}

public sealed record InsightRequest
{
    /// <summary>Applied on or after this day; absent is from the beginning.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Applied on or before this day; absent is until today.</summary>
    public DateOnly? Until { get; init; }
}

public sealed record InsightResponse
{
    /// <summary>Applications that count.</summary>
    public required int Applications { get; init; }

    /// <summary>The pipeline's stages in order; lost ones are not among them.</summary>
    public required IReadOnlyList<FunnelStage> Funnel { get; init; }
    public required IReadOnlyList<StageTime> Stages { get; init; }
    public required IReadOnlyList<ResponseRate> ByCv { get; init; }
    public required IReadOnlyList<ResponseRate> BySource { get; init; }

    /// <summary>What limits the figures, in sentences.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

/// <param name="Stage">The stage's id.</param>
/// <param name="Name">For a person.</param>
/// <param name="Reached">Applications that were ever in it or in a later one.</param>
/// <param name="Now">Applications that are in it now.</param>
/// <param name="Share">Of those that count, from 0 to 1.</param>
public sealed record FunnelStage(string Stage, string Name, int Reached, int Now, Rate Share);

/// <param name="Stage">The stage's id.</param>
/// <param name="Name">For a person.</param>
/// <param name="Left">Stays that are over.</param>
/// <param name="MedianDays">Of those that are over.</param>
/// <param name="NinetiethDays">Nine in ten were over by then.</param>
/// <param name="Still">Stays that go on.</param>
public sealed record StageTime(string Stage, string Name, int Left, int Still, double? MedianDays = null, double? NinetiethDays = null);

/// <param name="Key">The CV's document id, <c>:</c> and the version that was sent, else the one that was current on the day of applying; or the source. Empty where there is none.</param>
/// <param name="Name">For a person.</param>
/// <param name="Answered">Of how many applications, with what certainty.</param>
public sealed record ResponseRate(string Key, string Name, Rate Answered);

/// <param name="Count">How many.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Value">Their quotient; 0 where there are none.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Its upper end.</param>
public sealed record Rate(int Count, int Of, double Value, double Low, double High);

public sealed record InsightChartsResponse
{
    public required IReadOnlyList<InsightChart> Charts { get; init; }
}

/// <param name="Id"><c>funnel</c>, <c>stages</c>, <c>cv</c> or <c>source</c>.</param>
/// <param name="Title">For a person.</param>
/// <param name="Svg">One <c>svg</c> element with a title and a description.</param>
public sealed record InsightChart(string Id, string Title, string Svg);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(InsightRequest))]
[JsonSerializable(typeof(InsightResponse))]
[JsonSerializable(typeof(InsightChartsResponse))]
public sealed partial class InsightJson : JsonSerializerContext;
