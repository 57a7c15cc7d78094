using Assistant.Plugins.Drafting.Models;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Assistant.TestKit.Models;

namespace Assistant.Plugins.Tests.Drafting.Models;

public sealed class SpendingTests
{
    private static readonly ModelStep[] Endless = [new ModelStep.Head(), .. ModelDialect.Pieces([.. ModelDialect.OpenAi.Opening, ModelDialect.OpenAi.Word("Hi")]), new ModelStep.Stall()];

    [Fact]
    public async Task Ask_ManyAtOnceUnderACeiling_OnlyAsManyAsFitAreMade()
    {
        const int Callers = 40;
        const int Fitting = 3;
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(Endless);
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1", inputPrice: 10, outputPrice: 10);
        var estimate = Money.ToMillionths(bed.Desk.Estimate(model, ModelBed.Payload, 500).Cost)!.Value;
        bed.Desk.Spending.Limit(new Ceilings((estimate * Fitting) + (estimate / 2), null));
        using var leaving = new CancellationTokenSource();

        var calls = Enumerable.Range(0, Callers).Select(i => Task.Run(() => AskAsync(bed, model, $"p{i}", leaving.Token))).ToList();
        var refused = new List<RpcException>();
        while (refused.Count < Callers - Fitting)
        {
            var ended = await Task.WhenAny(calls).WaitAsync(TimeSpan.FromSeconds(30));
            calls.Remove(ended);
            refused.Add(await Assert.ThrowsAsync<RpcException>(() => ended));
        }

        await leaving.CancelAsync();
        foreach (var call in calls)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.All(refused, static error => Assert.Equal("dayBudget", ((RpcLimitData)error.Detail!).Limit));
        Assert.True(endpoint.Questions.Count <= Fitting);
        Assert.True(Money.ToMillionths(bed.Desk.Spending.Budget.SpentToday) <= estimate * Fitting);
        var entries = await bed.LedgerAsync();
        Assert.Equal(Callers, entries.Count);
        Assert.Equal(Callers - Fitting, entries.Count(static entry => entry is { Outcome: "dayBudget", Usage.Cost: 0 }));
    }

    [Fact]
    public async Task Reserve_ManyThreads_NeverGoesOverTheCeiling()
    {
        var spending = new Spending(new ManualTime());
        spending.Limit(new Ceilings(1000, 300));
        var taken = 0L;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            for (var k = 0; k < 500; k++)
            {
                if (spending.Reserve(Elsewhere, [$"p{(i + k) % 5}"], 7) is null)
                    Interlocked.Add(ref taken, 7);
            }
        })));

        Assert.Equal(1000 / 7 * 7, taken);
        Assert.NotNull(spending.Judge(Elsewhere, ["p0"], 7));
    }

    [Fact]
    public void Settle_LessThanReserved_GivesTheRestBack()
    {
        var spending = new Spending(new ManualTime());
        spending.Limit(new Ceilings(100, null));

        Assert.Null(spending.Reserve(Elsewhere, ["p1"], 90));
        Assert.NotNull(spending.Reserve(Elsewhere, ["p2"], 90));
        spending.Settle(["p1"], 90, 10);

        Assert.Null(spending.Reserve(Elsewhere, ["p2"], 90));
        Assert.Equal(0.00001m, spending.Budget.SpentToday);
    }

    [Fact]
    public void Judge_AfterMidnight_CountsANewDayButTheSameSubject()
    {
        var time = new ManualTime();
        var spending = new Spending(time);
        spending.Limit(new Ceilings(100, 150));
        Assert.Null(spending.Reserve(Elsewhere, ["p1"], 100));
        spending.Settle(["p1"], 100, 100);

        Assert.Equal("dayBudget", ((RpcLimitData)spending.Judge(Elsewhere, ["p2"], 1)!.Detail!).Limit);
        time.Advance(TimeSpan.FromDays(1));

        Assert.Null(spending.Judge(Elsewhere, ["p2"], 1));
        Assert.Equal("subjectBudget", ((RpcLimitData)spending.Judge(Elsewhere, ["p1"], 60)!.Detail!).Limit);
        Assert.Equal(0, spending.Budget.SpentToday);
    }

    [Fact]
    public void Judge_CeilingAndNoPrices_StopsAModelElsewhereAlone()
    {
        var spending = new Spending(new ManualTime());

        Assert.Null(spending.Judge(Elsewhere, ["p1"], null));
        spending.Limit(new Ceilings(100, null));

        Assert.Contains("costs is not known", spending.Judge(Elsewhere, ["p1"], null)!.Reason, StringComparison.Ordinal);
        Assert.Null(spending.Judge(Elsewhere with { IsLocal = true }, ["p1"], null));
    }

    [Fact]
    public async Task Open_AfterACrashInACall_CountsItsEstimate()
    {
        await using var bed = await ModelBed.OpenAsync();
        await bed.Desk.Ledger.BeginAsync(
            new LedgerEntry
            {
                Id = "x", At = bed.Time.GetUtcNow(), Task = WritingTask.Fit, SubjectId = "p1", Provider = "openAi", IsLocal = false, Fields = ["a", "b"],
                Usage = new WritingUsage(100, 200, 0, 0.25m), Outcome = Outcomes.Running,
            },
            CancellationToken.None);

        await using var again = await ModelBed.OpenAsync(store: bed.Store);

        Assert.Equal(0.25m, again.Desk.Spending.Budget.SpentToday);
        var entry = Assert.Single(await again.LedgerAsync());
        Assert.Equal(("interrupted", 0.25m, "a b"), (entry.Outcome, entry.Usage.Cost, string.Join(' ', entry.Fields)));
        again.Desk.Spending.Limit(new Ceilings(null, 250_001));
        Assert.NotNull(again.Desk.Spending.Judge(Elsewhere, ["p1"], 2));
        Assert.Null(again.Desk.Spending.Judge(Elsewhere, ["p2"], 2));
    }

    [Fact]
    public async Task Ask_Answered_CostsWhatTheProviderCounted()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1", inputPrice: 2, outputPrice: 10);

        await bed.AskAsync(model);

        var usage = Assert.Single(await bed.LedgerAsync()).Usage;
        Assert.Equal((11, 7, 0.000092m), (usage.InputTokens, usage.OutputTokens, usage.Cost));
        Assert.Equal(0.000092m, bed.Desk.Spending.Budget.SpentToday);
    }

    [Theory]
    [InlineData("p1", null, "for each contact and each application, ")]
    [InlineData("a1", null, "for each contact and each application, ")]
    [InlineData("p2", "a1", "for the record that this is for, ")]
    [InlineData("p1", "a2", "for each contact and each application, ")]
    [InlineData("p2", "a2", null)]
    public async Task Ask_AboutAPersonForARecord_CountsToTheCeilingOfBothAndAfterARestart(string subject, string? about, string? held)
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1", inputPrice: 100, outputPrice: 100);
        await bed.AskAsync(model, "p1", about: "a1");
        var note = new CallNote(WritingTask.Outreach, subject, [], AboutId: about);
        var estimate = bed.Desk.Estimate(model, ModelBed.Payload, 500);
        var ceilings = new Ceilings(null, Money.ToMillionths(estimate.Cost) + 1);
        bed.Desk.Spending.Limit(ceilings);
        await using var again = await ModelBed.OpenAsync(bed.Time, store: bed.Store);
        again.Desk.Spending.Limit(ceilings);

        var obstacle = bed.Desk.Obstacle(model, note, estimate);

        Assert.Equal(held is not null, obstacle is not null);
        Assert.Contains(held ?? "", obstacle?.Reason ?? "", StringComparison.Ordinal);
        Assert.Equal(obstacle, again.Desk.Obstacle(model, note, estimate));
    }

    [Fact]
    public async Task Ask_OverTheCeilingOfTheRecordThatItIsFor_SendsNothingAndSetsNothingAside()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1", inputPrice: 100, outputPrice: 100);
        await bed.AskAsync(model, "p1", about: "a1");
        var spent = bed.Desk.Spending.Budget.SpentToday;
        bed.Desk.Spending.Limit(new Ceilings(null, Money.ToMillionths(bed.Desk.Estimate(model, ModelBed.Payload, 500).Cost) + 1));

        var error = await Assert.ThrowsAsync<RpcException>(() => bed.AskAsync(model, "p2", about: "a1"));

        Assert.Equal("subjectBudget", ((RpcLimitData)error.Detail!).Limit);
        Assert.Single(endpoint.Questions);
        Assert.Equal(spent, bed.Desk.Spending.Budget.SpentToday);
        Assert.Equal(("p2", "a1", "subjectBudget", 0m), (await bed.LedgerAsync())[0] is var entry ? (entry.SubjectId, entry.AboutId, entry.Outcome, entry.Usage.Cost) : default);
        await bed.AskAsync(model, "p2");
        Assert.Equal(2, endpoint.Questions.Count);
    }

    [Fact]
    public void Reserve_OfACallThatRuns_HoldsEverySubjectUntilItIsSettled()
    {
        var spending = new Spending(new ManualTime());
        spending.Limit(new Ceilings(null, 100));

        Assert.Null(spending.Reserve(Elsewhere, ["p1", "a1"], 90));
        Assert.NotNull(spending.Reserve(Elsewhere, ["p2", "a1"], 90));
        Assert.Null(spending.Judge(Elsewhere, ["p2"], 90));
        spending.Settle(["p1", "a1"], 90, 10);

        Assert.Null(spending.Reserve(Elsewhere, ["p2", "a1"], 90));
    }

    private static Model Elsewhere { get; } =
        new() { Id = "far", Provider = ModelProvider.OpenAi, Name = "m", IsLocal = false, HasKey = true, IsAllowed = true, IsChosen = false };

    private static async Task AskAsync(ModelBed bed, Model model, string subject, CancellationToken cancel)
    {
        using var client = bed.Desk.Open(model, new CallNote(WritingTask.Reply, subject, []));
        await client.GetResponseAsync(ModelBed.Payload, new() { MaxOutputTokens = 500 }, cancel);
    }
}
