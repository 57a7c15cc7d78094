using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Protocol.Plugins;

/// <summary>The drafting plugin's own desk: models and their keys, what was spent and on what, the rules, the prompts, the user's voice.</summary>
[RpcService("drafting", typeof(DraftingJson))]
public interface IDrafting
{
    /// <summary>The models that are set up, the offline composer first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<ModelListResponse> ModelsAsync(ModelListRequest request, CancellationToken cancel);

    /// <summary>Adds a model, or changes the one of this id. The key goes into the secret store and is never answered.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<Model> SaveModelAsync(ModelSaveRequest request, CancellationToken cancel);

    /// <summary>Forgets a model and its key.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<Done> RemoveModelAsync(ModelGetRequest request, CancellationToken cancel);

    /// <summary>Chooses the model for every task that names none.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<Model> ChooseModelAsync(ModelGetRequest request, CancellationToken cancel);

    /// <summary>The user has seen what is sent to this model, and lets it be sent from now on. Needed once for each model that is not on this machine.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<Model> AllowModelAsync(ModelGetRequest request, CancellationToken cancel);

    /// <summary>Asks a model for one word, and says how long it took. Nothing of the user's is sent.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<ModelTestResponse> TestModelAsync(ModelGetRequest request, CancellationToken cancel);

    /// <summary>Every call to a model, newest first.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<LedgerResponse> LedgerAsync(LedgerRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<Budget> BudgetAsync(BudgetGetRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<Budget> SetBudgetAsync(BudgetSetRequest request, CancellationToken cancel);

    /// <summary>What may be sent about one subject. Who may only draft cannot lift a rule.</summary>
    [RpcMethod(Requires = Scopes.Admin)]
    ValueTask<SubjectRule> SetRuleAsync(SubjectRule request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<RuleListResponse> RulesAsync(RuleListRequest request, CancellationToken cancel);

    /// <summary>The prompts, one for each task, as they are used.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<PromptListResponse> PromptsAsync(PromptListRequest request, CancellationToken cancel);

    /// <summary>Replaces a prompt, or with no text takes the user's own away. Errors: invalid with line and column.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<Prompt> SavePromptAsync(PromptSaveRequest request, CancellationToken cancel);

    /// <summary>The style card.</summary>
    [RpcMethod(Requires = Scopes.Read)]
    ValueTask<StyleCard> StyleAsync(StyleGetRequest request, CancellationToken cancel);

    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<StyleCard> SetStyleAsync(StyleSetRequest request, CancellationToken cancel);

    /// <summary>Makes a style card from texts that the user wrote, on this machine and without a model. It is answered, not kept.</summary>
    [RpcMethod(Requires = Scopes.Draft)]
    ValueTask<StyleCard> LearnStyleAsync(StyleLearnRequest request, CancellationToken cancel);
}

[JsonConverter(typeof(CamelCaseEnumConverter<ModelProvider>))]
public enum ModelProvider
{
    /// <summary>Fills templates from facts; no model.</summary>
    Offline,

    /// <summary>Any endpoint that speaks OpenAI's chat completions.</summary>
    OpenAi,
    Anthropic,

    /// <summary>Recorded output, in the demo alone.</summary>
    Rehearsal,
}

public sealed record Model
{
    /// <summary>Chosen by the user, for example <c>llama</c>.</summary>
    public required string Id { get; init; }
    public required ModelProvider Provider { get; init; }

    /// <summary>As the provider calls it, for example <c>gpt-4o-mini</c>.</summary>
    public string? Name { get; init; }
    public string? Endpoint { get; init; }

    /// <summary>The endpoint is on this machine.</summary>
    public required bool IsLocal { get; init; }
    public required bool HasKey { get; init; }

    /// <summary>The user let payloads be sent to it.</summary>
    public required bool IsAllowed { get; init; }
    public required bool IsChosen { get; init; }

    /// <summary>Tokens of input and output together.</summary>
    public int? ContextTokens { get; init; }

    /// <summary>For a million tokens, in the user's currency.</summary>
    public decimal? InputPrice { get; init; }
    public decimal? OutputPrice { get; init; }

    /// <summary>What it wants from the user before it can work.</summary>
    public SetupNeed? Need { get; init; }
}

public sealed record ModelListRequest;

public sealed record ModelListResponse
{
    public required IReadOnlyList<Model> Models { get; init; }
}

public sealed record ModelGetRequest
{
    public required string Id { get; init; }
}

public sealed record ModelSaveRequest
{
    public required string Id { get; init; }
    public required ModelProvider Provider { get; init; }
    public required string Name { get; init; }

    /// <summary>Null for the provider's own; https unless it is on this machine.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Null keeps the one there is, unless the provider or the endpoint is another now: a key goes only where it was given for. Empty takes it away.</summary>
    public string? Key { get; init; }
    public int? ContextTokens { get; init; }
    public decimal? InputPrice { get; init; }
    public decimal? OutputPrice { get; init; }
}

public sealed record ModelTestResponse
{
    public required int Milliseconds { get; init; }
    public required string Answer { get; init; }
}

public sealed record LedgerRequest
{
    /// <summary>Only calls about this person, or for this record; null for all.</summary>
    public string? SubjectId { get; init; }
    public int Limit { get; set; } = Paging.DefaultLimit;
    public string? Cursor { get; init; }
}

public sealed record LedgerResponse
{
    public required IReadOnlyList<LedgerEntry> Entries { get; init; }
    public string? Next { get; init; }
}

/// <summary>One call to a model. No text of it is kept.</summary>
public sealed record LedgerEntry
{
    public required string Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Null where the model was only tried out.</summary>
    public WritingTask? Task { get; init; }

    /// <summary>Whom it was about; empty where the model was only tried out.</summary>
    public required string SubjectId { get; init; }

    /// <summary>The record that it was for besides, for example an application: what it cost counts to both. Null where it was about one alone.</summary>
    public string? AboutId { get; init; }
    public required string Provider { get; init; }
    public string? Model { get; init; }
    public required bool IsLocal { get; init; }

    /// <summary>The ids of the sources that were sent.</summary>
    public required IReadOnlyList<string> Fields { get; init; }
    public required WritingUsage Usage { get; init; }

    /// <summary><c>done</c>, <c>cancelled</c>, or what failed.</summary>
    public required string Outcome { get; init; }

    /// <summary>Answered from memory, not by the provider.</summary>
    public bool FromCache { get; init; }
}

public sealed record BudgetGetRequest;

public sealed record BudgetSetRequest
{
    /// <summary>The most for all calls of one day, from midnight to midnight of local time; null for none.</summary>
    public decimal? PerDay { get; init; }

    /// <summary>The most for all calls about one person or for one record, however many days they take; a call about both counts to both. Null for none.</summary>
    public decimal? PerSubject { get; init; }
}

/// <summary>Two ceilings, of which each holds by itself.</summary>
public sealed record Budget
{
    /// <summary>For all calls of one day; null for none.</summary>
    public decimal? PerDay { get; init; }

    /// <summary>For all calls about one person or for one record, however many days they take; null for none.</summary>
    public decimal? PerSubject { get; init; }

    /// <summary>Since midnight, local time.</summary>
    public required decimal SpentToday { get; init; }
}

[JsonConverter(typeof(CamelCaseEnumConverter<ModelRule>))]
public enum ModelRule
{
    Any,

    /// <summary>Models on this machine only.</summary>
    LocalOnly,

    /// <summary>No model at all; the offline composer may.</summary>
    Never,
}

public sealed record SubjectRule(string SubjectId, ModelRule Rule);

public sealed record RuleListRequest;

public sealed record RuleListResponse
{
    public required IReadOnlyList<SubjectRule> Rules { get; init; }
}

public sealed record PromptListRequest;

public sealed record PromptListResponse
{
    public required IReadOnlyList<Prompt> Prompts { get; init; }
}

public sealed record Prompt
{
    /// <summary>The task in camel case, for example <c>coverLetter</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The digest of its text, as provenance quotes it.</summary>
    public required string Version { get; init; }

    /// <summary>Front matter and Handlebars body.</summary>
    public required string Text { get; init; }

    /// <summary>The user's, not the one that came with the plugin.</summary>
    public required bool IsOwn { get; init; }
}

public sealed record PromptSaveRequest
{
    public required string Id { get; init; }
    public string? Text { get; init; }
}

public sealed record StyleGetRequest;

public sealed record StyleSetRequest
{
    public required string Text { get; init; }
}

public sealed record StyleLearnRequest
{
    public required IReadOnlyList<string> Texts { get; init; }
}

public sealed record StyleCard
{
    public required string Text { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ModelListRequest))]
[JsonSerializable(typeof(ModelListResponse))]
[JsonSerializable(typeof(ModelGetRequest))]
[JsonSerializable(typeof(ModelSaveRequest))]
[JsonSerializable(typeof(Model))]
[JsonSerializable(typeof(ModelTestResponse))]
[JsonSerializable(typeof(LedgerRequest))]
[JsonSerializable(typeof(LedgerResponse))]
[JsonSerializable(typeof(BudgetGetRequest))]
[JsonSerializable(typeof(BudgetSetRequest))]
[JsonSerializable(typeof(Budget))]
[JsonSerializable(typeof(SubjectRule))]
[JsonSerializable(typeof(RuleListRequest))]
[JsonSerializable(typeof(RuleListResponse))]
[JsonSerializable(typeof(PromptListRequest))]
[JsonSerializable(typeof(PromptListResponse))]
[JsonSerializable(typeof(PromptSaveRequest))]
[JsonSerializable(typeof(Prompt))]
[JsonSerializable(typeof(StyleGetRequest))]
[JsonSerializable(typeof(StyleSetRequest))]
[JsonSerializable(typeof(StyleLearnRequest))]
[JsonSerializable(typeof(StyleCard))]
[JsonSerializable(typeof(Done))]
public sealed partial class DraftingJson : JsonSerializerContext;
