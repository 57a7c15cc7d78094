using Assistant.Plugins.Drafting;
using Assistant.Plugins.Drafting.Prompting;
using Assistant.Plugins.Drafting.Voices;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.TestKit.Models;

namespace Assistant.Plugins.Tests.Drafting.Models;

public sealed class DraftingDeskTests
{
    [Fact]
    public async Task TestModel_Answering_SaysHowLongAndStandsInTheLedger()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole(" ready\n"));
        await using var bed = await ModelBed.OpenAsync();
        await bed.SetUpAsync($"http://127.0.0.1:{endpoint.Port}/v1");

        var answer = await Desk(bed).TestModelAsync(new ModelGetRequest { Id = "one" }, CancellationToken.None);

        Assert.Equal("ready", answer.Answer);
        var entry = Assert.Single(await bed.LedgerAsync());
        Assert.Equal((null, "", "done"), (entry.Task, entry.SubjectId, entry.Outcome));
        Assert.Empty(entry.Fields);
    }

    [Fact]
    public async Task TestModel_NobodyAnswers_OffersTheOfflineComposer()
    {
        await using var bed = await ModelBed.OpenAsync(patience: new() { Attempts = 1 });
        await bed.SetUpAsync("https://127.0.0.1:1/v1");

        var error = await Assert.ThrowsAsync<RpcException>(async () => await Desk(bed).TestModelAsync(new ModelGetRequest { Id = "one" }, CancellationToken.None));

        Assert.Equal(RpcErrorCode.ProviderUnavailable, error.Code);
        Assert.Contains("--model offline", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestModel_Offline_SaysThatItIsNone()
    {
        await using var bed = await ModelBed.OpenAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await Desk(bed).TestModelAsync(new ModelGetRequest { Id = "offline" }, CancellationToken.None));

        Assert.Equal(RpcErrorCode.WrongState, error.Code);
    }

    [Fact]
    public async Task SetBudget_Ceilings_AreAnsweredAndKept()
    {
        await using var bed = await ModelBed.OpenAsync();
        await Desk(bed).SetBudgetAsync(new BudgetSetRequest { PerDay = 2.5m, PerSubject = 0.000001m }, CancellationToken.None);

        await using var again = await ModelBed.OpenAsync(store: bed.Store);
        var kept = await Desk(again).BudgetAsync(new BudgetGetRequest(), CancellationToken.None);
        var lifted = await Desk(again).SetBudgetAsync(new BudgetSetRequest(), CancellationToken.None);

        Assert.Equal(new Budget { PerDay = 2.5m, PerSubject = 0.000001m, SpentToday = 0 }, kept);
        Assert.Equal(new Budget { SpentToday = 0 }, lifted);
        await Assert.ThrowsAsync<RpcException>(async () => await Desk(again).SetBudgetAsync(new BudgetSetRequest { PerDay = -1 }, CancellationToken.None));
    }

    [Fact]
    public async Task Remove_BuiltIn_IsRefused()
    {
        await using var bed = await ModelBed.OpenAsync();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await Desk(bed).RemoveModelAsync(new ModelGetRequest { Id = "offline" }, CancellationToken.None));

        Assert.Equal(RpcErrorCode.WrongState, error.Code);
    }

    private static DraftingDesk Desk(ModelBed bed) => new(
        bed.Desk, new PromptBook(Path.Combine(AppContext.BaseDirectory, "Prompts"), "no-prompts"), new StyleBook("no-style-card.md"), bed.Time);
}
