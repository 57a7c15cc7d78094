using Assistant.Plugins.Applications.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.Applications.Insight;

/// <summary>What clients call for figures and pictures.</summary>
internal sealed class InsightService(Desk desk, IRpcCaller host) : IInsight
{
    // An answer within two weeks is common; what is younger says nothing yet.
    private const int YoungDays = 14;

    private readonly InsightReader _reader = new(desk);

    public async ValueTask<InsightResponse> GetAsync(InsightRequest request, CancellationToken cancel)
    {
        if (request is { Since: { } since, Until: { } until } && since > until)
            throw RpcException.Invalid("$.until", "is before since", "Give the earlier day first.");
        var span = Span.Of(request);
        var sources = await _reader.SourcesAsync(span, cancel);
        var all = sources.Sum(static each => each.Of);
        var byCv = await new CvRates(_reader, await SentCvs.ReadAsync(host, cancel), new CvNames(host, desk.Time)).ReadAsync(span, cancel);
        return new InsightResponse
        {
            Applications = all,
            Funnel = [.. (await _reader.FunnelAsync(span, cancel)).Select(stage => new FunnelStage(stage.Name, stage.Title, stage.Reached, stage.Now, Wilson.Of(stage.Reached, all)))],
            Stages = await _reader.StagesAsync(span, cancel),
            ByCv = byCv,
            BySource = [.. sources.Select(static each => new ResponseRate(each.Key, each.Key.Length > 0 ? each.Key : "not said", Wilson.Of(each.Answered, each.Of)))],
            Notes = await NotesAsync(span, all, cancel),
        };
    }

    public async ValueTask<InsightChartsResponse> ChartsAsync(InsightRequest request, CancellationToken cancel) => new() { Charts = Charts.Of(await GetAsync(request, cancel)) };

    private async ValueTask<IReadOnlyList<string>> NotesAsync(Span span, int all, CancellationToken cancel)
    {
        List<string> notes =
        [
            "Applications with a day of applying count. Answered is: a reply to its mail, a stage behind 'applied', or a lost stage other than 'withdrawn'.",
            "A CV's version is the one that was sent from here with a mail about the application; without such a mail the one that was current on the day of applying.",
            "Ranges are Wilson's 95 % intervals. Two rates whose ranges overlap much are not known to differ.",
        ];
        if (all == 0)
            notes.Add("There is no application with a day of applying yet.");
        var waiting = await _reader.WaitingAsync(span, Days.Today(desk.Time).AddDays(-YoungDays), cancel);
        if (waiting > 0)
            notes.Add(FormattableString.Invariant($"{waiting} of them {(waiting == 1 ? "is" : "are")} younger than {YoungDays} days and not answered yet: the rates can still rise."));
        return notes;
    }
}
