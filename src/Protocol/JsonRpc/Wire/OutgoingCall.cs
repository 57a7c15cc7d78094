using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>A call of ours that waits for its answer. Whoever awaits it goes on elsewhere than on the read loop.</summary>
internal abstract class OutgoingCall(long id, string method, RpcProgress? progress)
{
    public long Id { get; } = id;

    public string Method { get; } = method;

    public RpcProgress? Progress { get; } = progress;

    public abstract void Complete(ReadOnlySpan<byte> result);

    public abstract void Fail(Exception exception);

    /// <summary>False where the answer was there first.</summary>
    public abstract bool Cancel(CancellationToken token);
}

internal sealed class OutgoingCall<TResponse>(long id, string method, JsonTypeInfo<TResponse>? type, RpcProgress? progress) : OutgoingCall(id, method, progress)
{
    private readonly TaskCompletionSource<TResponse> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResponse> Task => _answer.Task;

    public override void Complete(ReadOnlySpan<byte> result)
    {
        if (type is null)
        {
            _answer.TrySetResult(default!);
            return;
        }

        try
        {
            _answer.TrySetResult(JsonSerializer.Deserialize(result, type) ?? throw new JsonException("The result is null."));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            // Converters throw these over a value they cannot take. The fault is the other side's.
            Fail(new RpcException(RpcErrorCode.InternalError, $"The answer to '{Method}' has another shape than its contract says.", inner: e));
        }
    }

    public override void Fail(Exception exception) => _answer.TrySetException(exception);

    public override bool Cancel(CancellationToken token) => _answer.TrySetCanceled(token);
}
