using System.Runtime.InteropServices;
using System.Text.Json;
using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc;

/// <summary>A method and what answers it.</summary>
public abstract class RpcBinding
{
    private protected RpcBinding(RpcMethod method) => Method = method;

    public RpcMethod Method { get; }

    /// <exception cref="RpcException">The parameters are not the method's.</exception>
    internal abstract IncomingCall Prepare(Inbound inbound, in CallHeader header, ReadOnlySpan<byte> parameters);

    /// <summary>Runs an inline method there and then; one that keeps its promise not to wait costs no object but its request and response.</summary>
    /// <exception cref="RpcException">The parameters are not the method's.</exception>
    internal abstract void RunInline(Inbound inbound, in CallHeader header, ReadOnlySpan<byte> parameters);

    /// <summary>Answers a call within this process whose parameters and result are JSON.</summary>
    /// <exception cref="RpcException">The parameters are not the method's.</exception>
    internal abstract ValueTask<JsonElement> InvokeAsync(JsonElement? parameters, RpcCall call, CancellationToken cancel);
}

internal abstract class RpcBinding<TRequest, TResponse>(RpcMethod<TRequest, TResponse> method) : RpcBinding(method)
{
    private static readonly JsonElement Null = JsonElement.Parse("null");

    protected RpcMethod<TRequest, TResponse> Typed { get; } = method;

    public abstract ValueTask<TResponse> InvokeAsync(TRequest request, RpcCall call, CancellationToken cancel);

    protected TRequest Read(ReadOnlySpan<byte> parameters) => Typed.Plain is { } read && read(parameters.IsEmpty ? "{}"u8 : parameters) is { } plain ? plain : ParameterReader.Read(parameters, Typed.Request);

    internal sealed override async ValueTask<JsonElement> InvokeAsync(JsonElement? parameters, RpcCall call, CancellationToken cancel)
    {
        var request = Read(parameters is { } given ? JsonMarshal.GetRawUtf8Value(given) : default);
        var response = await InvokeAsync(request, call, cancel);
        return Typed.Response is { } type ? JsonSerializer.SerializeToElement(response, type) : Null;
    }
}

internal sealed class RpcBinding<TService, TRequest, TResponse>(RpcMethod<TRequest, TResponse> method, TService service, RpcHandler<TService, TRequest, TResponse> handler)
    : RpcBinding<TRequest, TResponse>(method)
    where TService : class
{
    public override ValueTask<TResponse> InvokeAsync(TRequest request, RpcCall call, CancellationToken cancel) => handler(service, request, call, cancel);

    internal override IncomingCall Prepare(Inbound inbound, in CallHeader header, ReadOnlySpan<byte> parameters) =>
        new IncomingCall<TService, TRequest, TResponse>(inbound, this, Typed, Read(parameters), header);

    internal override void RunInline(Inbound inbound, in CallHeader header, ReadOnlySpan<byte> parameters)
    {
        var request = Read(parameters);
        ValueTask<TResponse> running;
        try
        {
            running = handler(service, request, RpcCall.Silent, inbound.Ended);
        }
        catch (Exception e)
        {
            // A handler's failure is the caller's answer, not the connection's end.
            running = ValueTask.FromException<TResponse>(e);
        }

        if (running.IsCompletedSuccessfully)
            inbound.AnswerInline(Typed, header, running.Result);
        else
            new IncomingCall<TService, TRequest, TResponse>(inbound, this, Typed, request, header).Continue(running);
    }
}
