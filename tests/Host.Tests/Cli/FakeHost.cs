using System.Text;
using System.Text.Json;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

/// <summary>A host that answers from a table, with a ledger of what it was asked and by which key.</summary>
internal sealed class FakeHost : IRpcCaller
{
    private readonly Dictionary<string, Func<object?, CancellationToken, Task<object>>> _answers = [];

    /// <summary>Method, request, and the key of the connection.</summary>
    public List<(string Method, object? Request, string? Key)> Calls { get; } = [];

    public string? Key { get; set; }

    /// <summary>What a method reports, as JSON, before it answers.</summary>
    public Dictionary<string, string[]> Reports { get; } = [];

    /// <summary>Who takes events on the connection that asked for them.</summary>
    public IEventSink? Events { get; set; }

    public FakeHost On<TRequest>(string method, Func<TRequest, object> answer)
    {
        _answers[method] = (request, _) => Task.FromResult(answer((TRequest)request!));
        return this;
    }

    /// <summary>The same for an answer that takes its time.</summary>
    public FakeHost OnAsync(string method, Func<CancellationToken, Task<object>> answer)
    {
        _answers[method] = (_, cancel) => answer(cancel);
        return this;
    }

    public async ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(RpcMethod<TRequest, TResponse> method, TRequest request, RpcProgress? progress, CancellationToken cancel)
    {
        foreach (var report in Reports.GetValueOrDefault(method.Name, []))
            Report(progress, report);
        return (TResponse)await AnswerAsync(method.Name, request, cancel);
    }

    public async ValueTask<JsonElement> InvokeAsync(string method, JsonElement? parameters, IProgress<JsonElement>? progress, CancellationToken cancel) =>
        JsonElement.Parse((string)await AnswerAsync(method, parameters, cancel));

    private static void Report(RpcProgress? progress, string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        progress?.Report(ref reader);
    }

    private async Task<object> AnswerAsync(string method, object? request, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Calls.Add((method, request, Key));
        return _answers.TryGetValue(method, out var answer)
            ? await answer(request, cancel)
            : throw new RpcException(RpcErrorCode.MethodNotFound, $"Nobody serves {method}.");
    }

    public ValueTask NotifyAsync<TRequest>(RpcMethod<TRequest, RpcNone> method, TRequest request, CancellationToken cancel) => default;

    public ValueTask NotifyAsync(string method, JsonElement? parameters, CancellationToken cancel) => default;

    public IEnumerable<string> Methods => Calls.Select(call => call.Method);
}
