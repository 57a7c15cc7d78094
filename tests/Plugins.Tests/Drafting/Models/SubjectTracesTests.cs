using Assistant.Plugins.Drafting.Models;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit.Models;

namespace Assistant.Plugins.Tests.Drafting.Models;

public sealed class SubjectTracesTests
{
    private static readonly EraserRequest Ana = new() { About = new RecordRef("contact", "p1") };

    [Fact]
    public async Task Erase_OfAContact_TakesItsCallsRulesAndAnswersAndNobodyElses()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await BedAsync(endpoint);
        var planned = await bed.Desk.Traces.PlanAsync(Ana, default);

        var erased = await bed.Desk.Traces.EraseAsync(Ana, default);

        Assert.Equal([new("calls in the ledger of models", 1), new("rules for models", 1), new("answers of models", 1)], erased.Kinds);
        Assert.Equal(planned.Kinds, erased.Kinds);
        Assert.Equal("p2", Assert.Single(await bed.LedgerAsync()).SubjectId);
        Assert.Equal("p3", Assert.Single(bed.Desk.Rules.All).SubjectId);
        Assert.Empty((await bed.Desk.Traces.PlanAsync(Ana, default)).Kinds);
        Assert.Empty((await bed.Desk.Traces.EraseAsync(Ana, default)).Kinds);
        await bed.AskAsync(bed.Desk.Find("one"));
        Assert.Equal(3, endpoint.Questions.Count);
    }

    [Fact]
    public async Task Erase_OfAContact_LeavesTheDaysSumAndNothingOfItsOwnAfterARestart()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await BedAsync(endpoint);
        var spent = bed.Desk.Spending.Budget.SpentToday;

        await bed.Desk.Traces.EraseAsync(Ana, default);

        await using var again = await ModelBed.OpenAsync(bed.Time, store: bed.Store);
        Assert.True(spent > 0);
        Assert.Equal((spent, spent), (bed.Desk.Spending.Budget.SpentToday, again.Desk.Spending.Budget.SpentToday));
    }

    [Fact]
    public async Task Erase_OfEverything_LeavesNothing()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await BedAsync(endpoint);

        await bed.Desk.Traces.EraseAsync(new EraserRequest(), default);

        Assert.Empty(await bed.LedgerAsync());
        Assert.Empty(bed.Desk.Rules.All);
    }

    [Fact]
    public async Task Erase_OfAnApplication_TakesWhatWasAskedForItWithoutAContact()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await BedAsync(endpoint);
        await bed.AskAsync(bed.Desk.Find("one"), subject: "a1");

        var erased = await bed.Desk.Traces.EraseAsync(new EraserRequest { About = new RecordRef("application", "a1") }, default);

        Assert.Equal([new("calls in the ledger of models", 1), new("answers of models", 1)], erased.Kinds);
        Assert.Equal(["p2", "p1"], (await bed.LedgerAsync()).Select(static call => call.SubjectId));
    }

    [Theory]
    [InlineData("contact", "p9", "a1")]
    [InlineData("application", "a1", "p9")]
    public async Task Erase_OfOneOfTwoThatACallWasAbout_LeavesItAsTheOthersAndCountedToIt(string kind, string id, string left)
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hi"));
        await using var bed = await BedAsync(endpoint);
        var model = bed.Desk.Find("one");
        await bed.AskAsync(model, subject: "p9", about: "a1");
        var spent = bed.Desk.Spending.Budget.SpentToday;

        var erased = await bed.Desk.Traces.EraseAsync(new EraserRequest { About = new RecordRef(kind, id) }, default);

        Assert.Equal([new("calls in the ledger of models", 1), new("answers of models", 1)], erased.Kinds);
        Assert.Equal((left, null), (await bed.LedgerAsync())[0] is var call ? (call.SubjectId, call.AboutId) : default);
        await using var again = await ModelBed.OpenAsync(bed.Time, store: bed.Store);
        Assert.Equal((spent, spent), (bed.Desk.Spending.Budget.SpentToday, again.Desk.Spending.Budget.SpentToday));
        foreach (var desk in (ModelDesk[])[bed.Desk, again.Desk])
        {
            desk.Spending.Limit(new Ceilings(null, 1));
            Assert.NotNull(desk.Spending.Judge(model, [left], 1));
            Assert.Null(desk.Spending.Judge(model, [id], 1));
        }
    }

    // Two people were written about, two have a rule.
    private static async Task<ModelBed> BedAsync(FakeModelEndpoint endpoint)
    {
        var bed = await ModelBed.OpenAsync();
        var model = await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1", inputPrice: 100, outputPrice: 100);
        await bed.AskAsync(model);
        await bed.AskAsync(model, subject: "p2");
        await bed.Desk.Rules.SetAsync(new SubjectRule("p1", ModelRule.LocalOnly), default);
        await bed.Desk.Rules.SetAsync(new SubjectRule("p3", ModelRule.Never), default);
        return bed;
    }
}
