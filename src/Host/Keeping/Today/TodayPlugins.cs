using Assistant.Host.Extensions;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Today;

/// <summary>Asks every plugin at once what it has for today. One that fails or is slow is a problem by its name; nobody waits for it longer than the contract says.</summary>
internal sealed class TodayPlugins(ICapabilities capabilities, TimeProvider time)
{
    public async Task<(IReadOnlyList<TodayItem> Items, IReadOnlyList<RpcProblem> Problems)> ListAsync(DateOnly today, int limit, CancellationToken cancel)
    {
        var answers = await Task.WhenAll(capabilities.TodaySources.Select(source => AskAsync(source, new TodaySourceRequest { Today = today, Limit = limit }, cancel)));
        return ([.. answers.SelectMany(static answer => answer.Items)], [.. answers.Select(static answer => answer.Problem).OfType<RpcProblem>()]);
    }

    private async Task<(IReadOnlyList<TodayItem> Items, RpcProblem? Problem)> AskAsync(PluginCapability<ITodaySource> source, TodaySourceRequest request, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(TodaySourceLimits.Answer, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            var answer = await Task.Run(async () => await (await source.GetAsync(both.Token)).ListAsync(request, both.Token), both.Token).WaitAsync(both.Token);
            return ([.. answer.Items.Take(request.Limit).Select(item => Item(source, item))], null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return ([], Problem(source, $"{source.Name} did not say within {TodaySourceLimits.Answer.TotalSeconds:0} seconds what it has for today."));
        }
        catch (RpcException error)
        {
            return ([], Problem(source, $"{source.Name} could not say what it has for today: {error.Message}"));
        }
    }

    private static RpcProblem Problem(PluginCapability<ITodaySource> source, string words) =>
        new() { Path = $"plugin:{source.PluginId}", Problem = words, Remedy = $"`assistant plugins` has the reason; `assistant plugins restart {source.PluginId}` starts it anew." };

    // A plugin's word for its own thing is its own; what the host orders by is held within bounds.
    private static TodayItem Item(PluginCapability<ITodaySource> source, TodaySourceItem item) => new()
    {
        Key = $"{source.PluginId}:{item.Key}",
        Kind = item.Kind,
        Plugin = source.PluginId,
        About = item.About,
        Title = item.Title,
        Reason = item.Reason,
        Due = item.Due,
        Weight = Math.Clamp(item.Weight, 0, 99),
        Commands = item.Commands,
    };
}
