using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Extensions;

/// <summary>
/// Leads a client's call to the plugin that contributes its service, activating it where it is idle. Give <see cref="Resolve"/> to a session's options.
/// </summary>
/// <param name="registry">The plugins.</param>
/// <param name="authorize">What the session itself asks for each method: a refusal, or null.</param>
internal sealed class PluginRouter(PluginRegistry registry, Func<RpcMethod, RpcException?> authorize)
{
    /// <summary>The method of an active plugin as it is; of another one a method that activates it first. Null where no plugin contributes the service.</summary>
    public RpcBinding? Resolve(string method)
    {
        var slash = method.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || registry.Serving(method[..slash]) is not { } plugin)
            return null;
        if (plugin.Running is { } running && running.Methods.TryFind(method, out var binding))
            return binding;
        return RpcMethod.Raw(method)
            .Bind(new Route(plugin, method, authorize), static (route, request, call, cancel) => route.InvokeAsync(request, call, cancel));
    }

    private sealed class Route(Plugin plugin, string method, Func<RpcMethod, RpcException?> authorize)
    {
        public async ValueTask<JsonElement> InvokeAsync(JsonElement parameters, RpcCall call, CancellationToken cancel)
        {
            var running = await plugin.ActivateAsync(cancel);

            // Only now is it known what the method asks for.
            var loopback = new RpcLoopback(running.Methods, authorize);
            return await loopback.InvokeAsync(method, parameters.ValueKind == JsonValueKind.Undefined ? null : parameters, call.Progress(RouteJson.Default.JsonElement), cancel);
        }
    }
}

[JsonSerializable(typeof(JsonElement))]
internal sealed partial class RouteJson : JsonSerializerContext;
