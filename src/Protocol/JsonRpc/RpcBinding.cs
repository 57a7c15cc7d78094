using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc;

/// <summary>A method and what answers it.</summary>
public abstract class RpcBinding
{
    private protected RpcBinding(RpcMethod method) => Method = method;

    public RpcMethod Method { get; }

    /// <exception cref="RpcException">The parameters are not the method's.</exception>
    internal abstract IncomingCall Prepare(Inbound inbound, CallHeader header, ReadOnlySpan<byte> parameters);
}

internal sealed class RpcBinding<TService, TRequest, TResponse>(RpcMethod<TRequest, TResponse> method, TService service, RpcHandler<TService, TRequest, TResponse> handler)
    : RpcBinding(method)
    where TService : class
{
    public ValueTask<TResponse> InvokeAsync(TRequest request, RpcCall call, CancellationToken cancel) => handler(service, request, call, cancel);

    internal override IncomingCall Prepare(Inbound inbound, CallHeader header, ReadOnlySpan<byte> parameters) =>
        new IncomingCall<TService, TRequest, TResponse>(inbound, this, method, ParameterReader.Read(parameters, method.Request), header);
}
