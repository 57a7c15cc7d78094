using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc;

/// <summary>What is known of a method without an implementation: its name, who may call it, and its types.</summary>
public abstract class RpcMethod
{
    private protected RpcMethod(string name) => (Name, Utf8Name) = (name, Encoding.UTF8.GetBytes(name));

    /// <summary>The full name, as in <c>drafts/get</c>.</summary>
    public string Name { get; }

    /// <summary>The scope a caller must hold, or null.</summary>
    public string? Requires { get; init; }

    /// <summary>Completes on the read loop; see <see cref="RpcMethodAttribute.Inline"/>.</summary>
    public bool Inline { get; init; }

    public bool IsNotification { get; init; }

    /// <summary>Null where the method takes no request.</summary>
    public abstract JsonTypeInfo? RequestType { get; }

    /// <summary>Null where the method gives no result.</summary>
    public abstract JsonTypeInfo? ResponseType { get; }

    /// <summary>What <c>$/progress</c> carries for this method, or null where it reports none.</summary>
    public JsonTypeInfo? ProgressType => field ??= Progress?.Invoke();

    /// <summary>Where <see cref="ProgressType"/> comes from.</summary>
    public Func<JsonTypeInfo>? Progress { get; init; }

    internal ReadOnlyMemory<byte> Utf8Name { get; }

    /// <summary>A method known by name alone, its parameters and result JSON as it stands: for passing calls on to where the contract is known.</summary>
    public static RpcMethod<JsonElement, JsonElement> Raw(string name, string? requires = null, bool isNotification = false) =>
        new(name, static () => WireJson.Default.JsonElement, static () => WireJson.Default.JsonElement) { Requires = requires, IsNotification = isNotification, Progress = static () => WireJson.Default.JsonElement };

    public override string ToString() => Name;
}

/// <summary>
/// A method with its types, each described when it is first needed: a host has a hundred methods, and a connection calls a few. <see cref="RpcNone"/>
/// stands for a missing request or result, and then its type is null.
/// </summary>
public sealed class RpcMethod<TRequest, TResponse>(string name, Func<JsonTypeInfo<TRequest>>? request, Func<JsonTypeInfo<TResponse>>? response) : RpcMethod(name)
{
    public JsonTypeInfo<TRequest>? Request => field ??= request?.Invoke();

    public JsonTypeInfo<TResponse>? Response => field ??= response?.Invoke();

    public override JsonTypeInfo? RequestType => Request;

    public override JsonTypeInfo? ResponseType => Response;

    /// <summary>Reads a request in its plain form, which for one that requires nothing is the empty object; null where the serializer reads every one.</summary>
    public RpcPlainReader<TRequest>? Plain { get; init; }

    /// <summary>Ties the method to an implementation.</summary>
    public RpcBinding Bind<TService>(TService service, RpcHandler<TService, TRequest, TResponse> handler)
        where TService : class => new RpcBinding<TService, TRequest, TResponse>(this, service, handler);
}

/// <summary>Calls one method of a service. The generator writes these as static lambdas, so a call captures nothing.</summary>
public delegate ValueTask<TResponse> RpcHandler<in TService, in TRequest, TResponse>(TService service, TRequest request, RpcCall call, CancellationToken cancel);
