using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Bench.Rpc;

/// <summary>The smallest real contract: a typed request in, a typed response out.</summary>
[RpcService("bench", typeof(EchoJson))]
internal interface IEcho
{
    [RpcMethod(Inline = true)]
    ValueTask<EchoMessage> EchoAsync(EchoMessage request, CancellationToken cancel);

    /// <summary>The same off the read loop, as every method that does I/O runs.</summary>
    ValueTask<EchoMessage> OffLoopAsync(EchoMessage request, CancellationToken cancel);

    /// <summary>Bytes this process has allocated since its start.</summary>
    [RpcMethod(Inline = true)]
    ValueTask<AllocatedResponse> AllocatedAsync(CancellationToken cancel);
}

internal sealed record EchoMessage
{
    public required string Text { get; init; }
}

internal sealed record AllocatedResponse
{
    public required long Bytes { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(EchoMessage))]
[JsonSerializable(typeof(AllocatedResponse))]
internal sealed partial class EchoJson : JsonSerializerContext;

internal sealed class Echo : IEcho
{
    public ValueTask<EchoMessage> EchoAsync(EchoMessage request, CancellationToken cancel) => new(new EchoMessage { Text = request.Text });

    public ValueTask<EchoMessage> OffLoopAsync(EchoMessage request, CancellationToken cancel) => new(new EchoMessage { Text = request.Text });

    public ValueTask<AllocatedResponse> AllocatedAsync(CancellationToken cancel) => new(new AllocatedResponse { Bytes = GC.GetTotalAllocatedBytes(precise: true) });
}
