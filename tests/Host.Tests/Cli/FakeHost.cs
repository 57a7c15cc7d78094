using System.Text.Json;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

/// <summary>A host that answers from a table, with a ledger of what it was asked and by which key.</summary>
internal sealed class FakeHost : IRpcCaller
{
    private readonly Dictionary<string, Func<object?, object>> _answers = [];

    /// <summary>Method, request, and the key of the connection.</summary>
    public List<(string Method, object? Request, string? Key)> Calls { get; } = [];

    public string? Key { get; set; }

    public FakeHost On<TRequest>(string method, Func<TRequest, object> answer)
    {
        _answers[method] = request => answer((TRequest)request!);
        return this;
    }

    public ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(RpcMethod<TRequest, TResponse> method, TRequest request, RpcProgress? progress, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Calls.Add((method.Name, request, Key));
        return _answers.TryGetValue(method.Name, out var answer)
            ? ValueTask.FromResult((TResponse)answer(request))
            : throw new RpcException(RpcErrorCode.MethodNotFound, $"Nobody serves {method.Name}.");
    }

    public ValueTask<JsonElement> InvokeAsync(string method, JsonElement? parameters, IProgress<JsonElement>? progress, CancellationToken cancel)
    {
        Calls.Add((method, parameters, Key));
        return ValueTask.FromResult(_answers.TryGetValue(method, out var answer)
            ? JsonElement.Parse((string)answer(parameters))
            : throw new RpcException(RpcErrorCode.MethodNotFound, $"Nobody serves {method}."));
    }

    public ValueTask NotifyAsync<TRequest>(RpcMethod<TRequest, RpcNone> method, TRequest request, CancellationToken cancel) => default;

    public ValueTask NotifyAsync(string method, JsonElement? parameters, CancellationToken cancel) => default;

    public IEnumerable<string> Methods => Calls.Select(call => call.Method);
}
