namespace Assistant.Protocol.JsonRpc;

/// <summary>A service as its interface describes it. The generator makes one for every <c>[RpcService]</c>.</summary>
public abstract class RpcContract
{
    private protected RpcContract(string serviceName, IReadOnlyList<RpcMethod> methods) => (ServiceName, Methods) = (serviceName, methods);

    /// <summary>The part before the slash in every method's name.</summary>
    public string ServiceName { get; }

    /// <summary>In the order the interface declares them.</summary>
    public IReadOnlyList<RpcMethod> Methods { get; }

    /// <summary>The contract's interface.</summary>
    public abstract Type Service { get; }

    /// <summary>Binds an implementation known only as an object.</summary>
    /// <exception cref="InvalidCastException">It does not implement the contract's interface.</exception>
    public abstract RpcDispatcher BindObject(object service);

    /// <summary>For generated code: awaits a method that gives no result.</summary>
    public static async ValueTask<RpcNone> NoneAsync(ValueTask call)
    {
        await call;
        return default;
    }

    /// <summary>For generated code: forgets that there is nothing.</summary>
    public static async ValueTask ForgetAsync(ValueTask<RpcNone> call) => await call;
}

/// <inheritdoc/>
public sealed class RpcContract<T>(string serviceName, IReadOnlyList<RpcMethod> methods, Func<T, RpcBinding[]> bind, Func<IRpcCaller, T> connect)
    : RpcContract(serviceName, methods)
    where T : class
{
    public override Type Service => typeof(T);

    /// <summary>What answers calls of this contract with <paramref name="service"/>. The caller keeps ownership of the service.</summary>
    public RpcDispatcher Bind(T service) => new(bind(service));

    public override RpcDispatcher BindObject(object service) => Bind((T)service);

    /// <summary>A proxy whose methods call the other side.</summary>
    public T Connect(IRpcCaller caller) => connect(caller);
}
