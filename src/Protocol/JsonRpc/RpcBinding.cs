namespace Assistant.Protocol.JsonRpc;

/// <summary>A method and what answers it.</summary>
public abstract class RpcBinding
{
    private protected RpcBinding(RpcMethod method) => Method = method;

    public RpcMethod Method { get; }
}

internal sealed class RpcBinding<TService, TRequest, TResponse>(RpcMethod<TRequest, TResponse> method, TService service, RpcHandler<TService, TRequest, TResponse> handler)
    : RpcBinding(method)
    where TService : class
{
    public ValueTask<TResponse> InvokeAsync(TRequest request, RpcCall call, CancellationToken cancel) => handler(service, request, call, cancel);
}
