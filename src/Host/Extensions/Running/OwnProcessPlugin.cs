using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Host.Extensions.Manifests;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Extensions.Running;

/// <summary>
/// A plugin behind a pipe. Calls pass through as JSON, so that the host needs none of the plugin's types.
/// When the process ends, calls that wait fail with the plugin's name and the reason.
/// </summary>
internal sealed class OwnProcessPlugin : IRunningPlugin, IRpcCaller
{
    private readonly string _id;
    private readonly PluginChild _child;
    private readonly RpcSession _session;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task<string> _over;
    private volatile bool _stopping;

    public OwnProcessPlugin(string id, PluginChild child, RpcSession session)
    {
        (_id, _child, _session) = (id, child, session);
        _over = OverAsync();
    }

    public RpcDispatcher Methods { get; private set; } = new([]);

    public Task<string> Ended => _ended.Task;

    /// <exception cref="InvalidOperationException">It offers what its manifest does not name.</exception>
    public void Activated(PluginManifest manifest, PluginActivateResponse response)
    {
        var offerable = manifest.Offerable;
        foreach (var method in response.Methods)
        {
            var service = method.Name[..Math.Max(0, method.Name.IndexOf('/', StringComparison.Ordinal))];
            if (!offerable.Contains(service))
                throw new InvalidOperationException($"The service '{service}' is not named under 'contributes' in plugin.json, so it cannot be offered.");
        }

        Methods = new RpcDispatcher(response.Methods.Select(Bind));
    }

    public TService? Find<TService>(RpcContract<TService> contract)
        where TService : class => contract.Methods.All(m => Methods.TryFind(m.Name, out _)) ? contract.Connect(this) : null;

    public async Task StopAsync(TimeSpan deadline)
    {
        _stopping = true;
        using var late = new CancellationTokenSource(deadline);
        try
        {
            await PluginRunnerRpc.Contract.Connect(_session).DeactivateAsync(new PluginDeactivateRequest(), late.Token);
        }
        catch (Exception error) when (error is RpcException or RpcConnectionException or OperationCanceledException)
        {
            // It is ended all the same.
        }

        await AbortAsync();
    }

    /// <summary>Ends the process and everything it started.</summary>
    public async Task AbortAsync()
    {
        _stopping = true;
        _session.Close();
        await _over;
    }

    public async ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(RpcMethod<TRequest, TResponse> method, TRequest request, RpcProgress? progress, CancellationToken cancel)
    {
        try
        {
            return await _session.InvokeAsync(method, request, progress, cancel);
        }
        catch (RpcConnectionException error)
        {
            throw await NamedAsync(error);
        }
    }

    public async ValueTask NotifyAsync<TRequest>(RpcMethod<TRequest, RpcNone> method, TRequest request, CancellationToken cancel)
    {
        try
        {
            await _session.NotifyAsync(method, request, cancel);
        }
        catch (RpcConnectionException error)
        {
            throw await NamedAsync(error);
        }
    }

    public async ValueTask<JsonElement> InvokeAsync(string method, JsonElement? parameters, IProgress<JsonElement>? progress, CancellationToken cancel)
    {
        try
        {
            return await _session.InvokeAsync(method, parameters, progress, cancel);
        }
        catch (RpcConnectionException error)
        {
            throw await NamedAsync(error);
        }
    }

    public async ValueTask NotifyAsync(string method, JsonElement? parameters, CancellationToken cancel)
    {
        try
        {
            await _session.NotifyAsync(method, parameters, cancel);
        }
        catch (RpcConnectionException error)
        {
            throw await NamedAsync(error);
        }
    }

    private async Task<RpcConnectionException> NamedAsync(RpcConnectionException error) =>
        new($"The plugin '{_id}' ended before it answered: {await _over}", error);

    // The end of the connection is the end of the process, whichever comes first.
    private async Task<string> OverAsync()
    {
        if (await Task.WhenAny(_session.Completion, _child.Exited) == _child.Exited)
            await ReadOutAsync();
        await _session.Completion;
        var reason = await _child.EndAsync(_stopping ? PluginChild.Stopped : _session.EndReason);
        if (!_stopping)
            _ended.TrySetResult(reason);
        else
            _ended.TrySetCanceled(CancellationToken.None);
        return reason;
    }

    // What the process started may still hold the pipe; what it wrote before it ended is read to the end.
    private async Task ReadOutAsync()
    {
        _child.Kill();
        await Task.WhenAny(_session.Completion, Task.Delay(PluginChild.ExitTimeout, CancellationToken.None));
        _session.Close();
    }

    private RpcBinding Bind(OfferedMethod offered)
    {
        var method = RpcMethod.Raw(offered.Name, offered.Requires, offered.Notification);
        return method.Bind(new Passing(this, offered), static (passing, request, call, cancel) => passing.InvokeAsync(request, call, cancel));
    }

    private sealed class Passing(OwnProcessPlugin plugin, OfferedMethod offered)
    {
        private static readonly JsonElement Null = JsonElement.Parse("null");

        public async ValueTask<JsonElement> InvokeAsync(JsonElement request, RpcCall call, CancellationToken cancel)
        {
            JsonElement? parameters = request.ValueKind == JsonValueKind.Undefined ? null : request;
            try
            {
                if (!offered.Notification)
                    return await plugin.InvokeAsync(offered.Name, parameters, call.Progress(PassingJson.Default.JsonElement), cancel);
                await plugin.NotifyAsync(offered.Name, parameters, cancel);
                return Null;
            }
            catch (RpcConnectionException error)
            {
                // A client's own connection stands, so for it this is an error like any other.
                throw new RpcException(RpcErrorCode.PluginFailed, error.Message, null, error);
            }
        }
    }
}

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class PassingJson : JsonSerializerContext;
