using Assistant.Plugins.Drafting.Models;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting;

/// <summary>What the user sets and sees of drafting.</summary>
internal sealed class DraftingDesk(ModelDesk models, IPromptBook prompts, IStyleBook style, TimeProvider time) : IDrafting
{
    private const decimal HighestCeiling = 1_000_000m;
    private const int LongestTestAnswer = 100;
    private const int TestTokens = 512;

    public ValueTask<ModelListResponse> ModelsAsync(ModelListRequest request, CancellationToken cancel) =>
        ValueTask.FromResult(new ModelListResponse { Models = models.Book.All });

    public ValueTask<Model> SaveModelAsync(ModelSaveRequest request, CancellationToken cancel) => models.Book.SaveAsync(request, cancel);

    public async ValueTask<Done> RemoveModelAsync(ModelGetRequest request, CancellationToken cancel)
    {
        await models.Book.RemoveAsync(request.Id, cancel);
        return new Done();
    }

    public ValueTask<Model> ChooseModelAsync(ModelGetRequest request, CancellationToken cancel) => models.Book.ChooseAsync(request.Id, cancel);

    public ValueTask<Model> AllowModelAsync(ModelGetRequest request, CancellationToken cancel) => models.Book.AllowAsync(request.Id, cancel);

    public async ValueTask<ModelTestResponse> TestModelAsync(ModelGetRequest request, CancellationToken cancel)
    {
        var model = models.Find(request.Id);
        if (model.Provider == ModelProvider.Offline)
            throw new RpcException(RpcErrorCode.WrongState, "The offline composer is no model: there is nothing to ask.");
        var began = time.GetTimestamp();
        using var client = models.OpenForTest(model);
        var answer = await client.GetResponseAsync([new ChatMessage(ChatRole.User, "Answer with the one word: ready")], new ChatOptions { MaxOutputTokens = TestTokens }, cancel);
        var text = answer.Text.Trim();
        return new ModelTestResponse
        {
            Milliseconds = (int)time.GetElapsedTime(began).TotalMilliseconds,
            Answer = text.Length <= LongestTestAnswer ? text : text[..LongestTestAnswer],
        };
    }

    public ValueTask<LedgerResponse> LedgerAsync(LedgerRequest request, CancellationToken cancel) => models.Ledger.ListAsync(request, cancel);

    public ValueTask<Budget> BudgetAsync(BudgetGetRequest request, CancellationToken cancel) => ValueTask.FromResult(models.Spending.Budget);

    public async ValueTask<Budget> SetBudgetAsync(BudgetSetRequest request, CancellationToken cancel)
    {
        foreach (var (path, amount) in new[] { ("$.perDay", request.PerDay), ("$.perSubject", request.PerSubject) })
        {
            if (amount is < 0 or > HighestCeiling)
                throw RpcException.Invalid(path, $"It must be between 0 and {HighestCeiling}; absent for no ceiling.");
        }

        var ceilings = new Ceilings(Money.ToMillionths(request.PerDay), Money.ToMillionths(request.PerSubject));
        await models.Limits.SetCeilingsAsync(ceilings, cancel);
        models.Spending.Limit(ceilings);
        return models.Spending.Budget;
    }

    public ValueTask<SubjectRule> SetRuleAsync(SubjectRule request, CancellationToken cancel) => models.Rules.SetAsync(request, cancel);

    public ValueTask<RuleListResponse> RulesAsync(RuleListRequest request, CancellationToken cancel) =>
        ValueTask.FromResult(new RuleListResponse { Rules = models.Rules.All });

    public async ValueTask<PromptListResponse> PromptsAsync(PromptListRequest request, CancellationToken cancel) =>
        new() { Prompts = await prompts.ListAsync(cancel) };

    public ValueTask<Prompt> SavePromptAsync(PromptSaveRequest request, CancellationToken cancel) => prompts.SaveAsync(request.Id, request.Text, cancel);

    public ValueTask<StyleCard> StyleAsync(StyleGetRequest request, CancellationToken cancel) => style.GetAsync(cancel);

    public ValueTask<StyleCard> SetStyleAsync(StyleSetRequest request, CancellationToken cancel) => style.SetAsync(request.Text, cancel);

    public ValueTask<StyleCard> LearnStyleAsync(StyleLearnRequest request, CancellationToken cancel) => style.LearnAsync(request.Texts, cancel);
}
