using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Fixtures.Hello;

/// <summary>One method for each thing that must be the same wherever a plugin runs.</summary>
[RpcService("hello", typeof(HelloJson))]
public interface IHello
{
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<GreetResponse> GreetAsync(GreetRequest request, CancellationToken cancel);

    /// <summary>Asks the host how many contacts there are.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<CountResponse> ContactsAsync(CancellationToken cancel);

    /// <summary>Asks the host for what this plugin has no permission for.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<CountResponse> OverreachAsync(CancellationToken cancel);

    /// <summary>Keeps a text in the store and in the secrets, and answers with how often that was done.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<CountResponse> RememberAsync(GreetRequest request, CancellationToken cancel);

    /// <summary>The text kept last, from the secrets.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<GreetResponse> RecallAsync(CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<CountResponse> CountAsync(CountRequest request, IProgress<CountResponse> progress, CancellationToken cancel);

    /// <summary>Throws what no peer should see.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask FailAsync(CancellationToken cancel);

    /// <summary>Refuses in the protocol's own words.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask RefuseAsync(CancellationToken cancel);

    /// <summary>Never answers.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask WaitAsync(CancellationToken cancel);

    /// <summary>The process it runs in, and what it was given of its environment.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<ProcessResponse> ProcessAsync(CancellationToken cancel);
}

public sealed record GreetRequest
{
    public required string Name { get; init; }
}

public sealed record GreetResponse
{
    public required string Text { get; init; }
}

public sealed record CountRequest
{
    public required int To { get; init; }
}

public sealed record CountResponse
{
    public required int Count { get; init; }
}

public sealed record ProcessResponse
{
    public required int Pid { get; init; }

    /// <summary>The names of the environment's variables.</summary>
    public required IReadOnlyList<string> Environment { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(GreetRequest))]
[JsonSerializable(typeof(GreetResponse))]
[JsonSerializable(typeof(CountRequest))]
[JsonSerializable(typeof(CountResponse))]
[JsonSerializable(typeof(ProcessResponse))]
public sealed partial class HelloJson : JsonSerializerContext;
