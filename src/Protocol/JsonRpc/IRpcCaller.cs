using System.Text.Json;

namespace Assistant.Protocol.JsonRpc;

/// <summary>
/// The calling half of a connection. Messages leave in the order of the calls; answers come in any order.
/// Cancelling sends <c>$/cancelRequest</c> and ends the wait at once with <see cref="OperationCanceledException"/>, whatever the other side does.
/// </summary>
/// <exception cref="RpcException">The other side answered with an error.</exception>
/// <exception cref="RpcConnectionException">The connection ended before the answer; whether the call took place is unknown.</exception>
public interface IRpcCaller
{
    ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(RpcMethod<TRequest, TResponse> method, TRequest request, RpcProgress? progress, CancellationToken cancel);

    /// <summary>Completes when the message is queued; waits while the queue is full.</summary>
    ValueTask NotifyAsync<TRequest>(RpcMethod<TRequest, RpcNone> method, TRequest request, CancellationToken cancel);

    /// <summary>The same by name, for scripts and for passing a call on: parameters and result are JSON as it stands, an object or an array.</summary>
    ValueTask<JsonElement> InvokeAsync(string method, JsonElement? parameters, IProgress<JsonElement>? progress, CancellationToken cancel);

    /// <summary>The same by name.</summary>
    ValueTask NotifyAsync(string method, JsonElement? parameters, CancellationToken cancel);
}
