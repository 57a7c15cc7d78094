namespace Assistant.Protocol.JsonRpc;

/// <summary>
/// Marks an interface as a contract: its methods are called over JSON-RPC as <c>name/method</c>.
/// For an interface <c>IXyz</c> the generator emits <c>XyzRpc.Contract</c>, which binds an implementation and makes proxies.
/// </summary>
/// <remarks>
/// Rules of a contract:
/// 1. A method is <c>ValueTask&lt;TResponse&gt; VerbAsync(TRequest request, IProgress&lt;T&gt; progress, CancellationToken cancel)</c>;
///    request, progress and the result are each optional, the token is not.
/// 2. Request, response and progress are sealed records whose members are <c>required</c> or nullable.
/// 3. Every one of them is listed with <c>[JsonSerializable]</c> in the context named here, which <see cref="RpcJson"/> checks.
/// 4. Adding a nullable member is never a break; unknown members are ignored.
/// </remarks>
/// <param name="name">The service's part of the method name, as in <c>drafts</c> of <c>drafts/create</c>.</param>
/// <param name="jsonContext">The <see cref="System.Text.Json.Serialization.JsonSerializerContext"/> that holds every record of this contract.</param>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class RpcServiceAttribute(string name, Type jsonContext) : Attribute
{
    public string Name { get; } = name;

    public Type JsonContext { get; } = jsonContext;
}
