using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Assistant.Protocol.JsonRpc;

/// <summary>
/// Calls a dispatcher in this process, with no wire between. It answers as a connection would: only <see cref="RpcException"/> comes back,
/// and every other failure is an internal error.
/// </summary>
/// <param name="dispatcher">What answers.</param>
/// <param name="authorize">Asked before each call, as <see cref="RpcSessionOptions.Authorize"/> is: a refusal, or null to let it pass.</param>
public sealed class RpcLoopback(RpcDispatcher dispatcher, Func<RpcMethod, RpcException?>? authorize = null) : IRpcCaller
{
    public async ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(RpcMethod<TRequest, TResponse> method, TRequest request, RpcProgress? progress, CancellationToken cancel)
    {
        var binding = Find(method.Name);

        // Two assemblies may each have generated the same contract; then the call takes the way over JSON.
        if (binding is not RpcBinding<TRequest, TResponse> typed)
        {
            var result = await InvokeAsync(binding, method.Request is { } type ? JsonSerializer.SerializeToElement(request, type) : null, progress, cancel);
            return method.Response is { } response ? result.Deserialize(response)! : default!;
        }

        try
        {
            return await typed.InvokeAsync(request, new Call(progress), cancel);
        }
        catch (Exception error) when (IsForeign(error, cancel))
        {
            throw Internal(method.Name, error);
        }
    }

    public async ValueTask NotifyAsync<TRequest>(RpcMethod<TRequest, RpcNone> method, TRequest request, CancellationToken cancel) =>
        await InvokeAsync(method, request, null, cancel);

    public ValueTask<JsonElement> InvokeAsync(string method, JsonElement? parameters, IProgress<JsonElement>? progress, CancellationToken cancel) =>
        InvokeAsync(Find(method), parameters, RpcProgress.Of(progress, LoopbackJson.Default.JsonElement), cancel);

    public async ValueTask NotifyAsync(string method, JsonElement? parameters, CancellationToken cancel) =>
        await InvokeAsync(method, parameters, null, cancel);

    private static async ValueTask<JsonElement> InvokeAsync(RpcBinding binding, JsonElement? parameters, RpcProgress? progress, CancellationToken cancel)
    {
        try
        {
            return await binding.InvokeAsync(parameters, new Call(progress), cancel);
        }
        catch (Exception error) when (IsForeign(error, cancel))
        {
            throw Internal(binding.Method.Name, error);
        }
    }

    private RpcBinding Find(string method)
    {
        if (!dispatcher.TryFind(method, out var binding))
            throw new RpcException(RpcErrorCode.MethodNotFound, $"Nobody here serves the method '{method}'.");
        return authorize?.Invoke(binding.Method) is { } refusal ? throw refusal : binding;
    }

    private static bool IsForeign(Exception error, CancellationToken cancel) =>
        error is not RpcException && !(error is OperationCanceledException && cancel.IsCancellationRequested);

    private static RpcException Internal(string method, Exception error) =>
        new(RpcErrorCode.InternalError, $"An internal error in '{method}'.", new RpcInternalData { CorrelationId = Guid.NewGuid().ToString("N") }, error);

    private sealed class Call(RpcProgress? progress) : RpcCall
    {
        public override IProgress<T> Progress<T>(JsonTypeInfo<T> type) => new Reports<T>(progress, type);
    }

    private sealed class Reports<T>(RpcProgress? target, JsonTypeInfo<T> type) : IProgress<T>
    {
        public void Report(T value)
        {
            if (target is null)
                return;
            var reader = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(value, type));
            reader.Read();
            target.Report(ref reader);
        }
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonElement))]
internal sealed partial class LoopbackJson : System.Text.Json.Serialization.JsonSerializerContext;
