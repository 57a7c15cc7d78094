using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>A contract with every shape a method can have.</summary>
[RpcService("sample", typeof(SampleJson))]
public interface ISample
{
    [RpcMethod(Inline = true)]
    ValueTask<EchoResponse> EchoAsync(EchoRequest request, CancellationToken cancel);

    [RpcMethod(Requires = "draft")]
    ValueTask<EchoResponse> SlowAsync(EchoRequest request, CancellationToken cancel);

    ValueTask<CountResponse> CountAsync(CountRequest request, IProgress<CountStep> progress, CancellationToken cancel);

    ValueTask<EchoResponse> NameAsync(CancellationToken cancel);

    ValueTask ClearAsync(CancellationToken cancel);

    [RpcMethod(Name = "fail")]
    ValueTask FailWithAsync(FailRequest request, CancellationToken cancel);

    [RpcNotification]
    ValueTask SaidAsync(EchoRequest request, CancellationToken cancel);
}

public sealed record EchoRequest
{
    public required string Text { get; init; }

    public int? Times { get; init; }

    public Mood? Mood { get; init; }
}

public sealed record EchoResponse
{
    public required string Text { get; init; }
}

public sealed record CountRequest
{
    public required int To { get; init; }
}

public sealed record CountStep
{
    public required int At { get; init; }
}

public sealed record CountResponse
{
    public required int Total { get; init; }
}

public sealed record FailRequest
{
    public required string How { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<Mood>))]
public enum Mood
{
    Calm,
    VeryGlad,
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(EchoRequest))]
[JsonSerializable(typeof(EchoResponse))]
[JsonSerializable(typeof(CountRequest))]
[JsonSerializable(typeof(CountStep))]
[JsonSerializable(typeof(CountResponse))]
[JsonSerializable(typeof(FailRequest))]
internal sealed partial class SampleJson : JsonSerializerContext;
