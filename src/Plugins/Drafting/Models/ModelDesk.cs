using System.Collections.Concurrent;
using Assistant.Plugins.Drafting.Models.Clients;
using Assistant.Plugins.Drafting.Models.Providers;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>The models with everything that stands around a call: rules, ceilings, ledger, memory, patience.</summary>
internal sealed class ModelDesk : IModelDesk, IDisposable
{
    private readonly IPluginContext _context;
    private readonly ModelPatience _patience;
    private readonly Connections _connections;
    private readonly AnswerMemory _memory = new();
    private readonly ConcurrentDictionary<string, bool> _thinking = new(StringComparer.Ordinal);

    private ModelDesk(IPluginContext context, ModelPatience patience, Func<Model, IChatClient>? rehearsal)
    {
        var keys = new ModelKeys(context.Secrets);
        var limits = new LimitStore(context.Store);
        (_context, _patience) = (context, patience);
        _connections = new Connections(keys, patience, context.Time, rehearsal);
        Book = new ModelBook(new ModelStore(context.Store), keys, rehearsal is not null);
        Book.Changed += Forget;
        Rules = new RuleBook(limits);
        Limits = limits;
        Ledger = new LedgerStore(context.Store);
        Spending = new Spending(context.Time);
    }

    public ModelBook Book { get; }

    public RuleBook Rules { get; }

    public LimitStore Limits { get; }

    public LedgerStore Ledger { get; }

    public Spending Spending { get; }

    /// <summary>Reads what there is. No package of a provider is loaded before a model is asked.</summary>
    /// <param name="context">The plugin's.</param>
    /// <param name="rehearsal">Makes the client of recorded output, in the demo; null elsewhere.</param>
    /// <param name="patience">How long models are waited for.</param>
    /// <param name="cancel">Ends the opening.</param>
    public static async ValueTask<ModelDesk> OpenAsync(IPluginContext context, Func<Model, IChatClient>? rehearsal, ModelPatience patience, CancellationToken cancel)
    {
        await context.Store.MigrateAsync(new StoreMigrateRequest { Scripts = ModelSchema.Scripts }, cancel);
        var desk = new ModelDesk(context, patience, rehearsal);
        await desk.Book.LoadAsync(cancel);
        await desk.Rules.LoadAsync(cancel);
        await desk.Ledger.CloseInterruptedAsync(cancel);
        var midnight = Spending.Midnight(context.Time);
        var today = await desk.Ledger.SpentSinceAsync(midnight, cancel) + await SubjectTraces.ErasedAsync(context.Store, midnight.ToUnixTimeMilliseconds(), cancel);
        desk.Spending.Load(await desk.Limits.CeilingsAsync(cancel), today, await desk.Ledger.SpentBySubjectAsync(cancel));
        return desk;
    }

    /// <summary>What is kept about people.</summary>
    public SubjectTraces Traces => new(_context.Store, _context.Time, Rules, Spending, _memory);

    public Model Find(string? id) => Book.Find(id);

    public ModelObstacle? Obstacle(Model model, CallNote note, WritingUsage estimate) => model.Provider == ModelProvider.Offline
        ? null
        : (Judge(model, note)
            ?? ContextRoom.Judge(model, estimate.InputTokens, estimate.OutputTokens)
            ?? Spending.Judge(model, note.Subjects, Money.ToMillionths(estimate.Cost)))?.ToObstacle();

    public bool IsThinking(Model model) => _thinking.ContainsKey(model.Id);

    public void SeenThinking(Model model) => _thinking[model.Id] = true;

    public WritingUsage Estimate(Model model, IReadOnlyList<ChatMessage> messages, int maxOutputTokens) => Estimates.Of(model, messages, maxOutputTokens);

    public IChatClient Open(Model model, CallNote note) => Open(model, note, () => JudgeNow(model) ?? Judge(Book.Find(model.Id), note));

    /// <summary>For trying a model out: nothing of the user's is sent, so no payload has to be looked at first.</summary>
    public IChatClient OpenForTest(Model model) =>
        Open(model, new CallNote(null, "", [], Fresh: true), () => !model.HasKey && model is { IsLocal: false, Endpoint: null } ? ModelBook.Missing(model) : null);

    public void Dispose()
    {
        Book.Changed -= Forget;
        _connections.Dispose();
        Book.Dispose();
        _memory.Forget(null);
    }

    private void Forget(string modelId)
    {
        _connections.Forget(modelId);
        _thinking.TryRemove(modelId, out _);
    }

    // What the user looked at was for the model as it was.
    private Refusal? JudgeNow(Model model) =>
        Book.Find(model.Id) is var now && now.Provider == model.Provider && now.Endpoint == model.Endpoint && now.Name == model.Name
            ? null
            : new Refusal(RpcErrorCode.ContentModified, $"The model '{model.Id}' was changed meanwhile. Nothing was sent.", "Ask again.");

    private Refusal? Judge(Model model, CallNote note) =>
        note.Subjects.Select(subject => Rules.Judge(model, subject, note.Called(subject))).FirstOrDefault(static refusal => refusal is not null) ?? ModelBook.Missing(model);

    private LoggingChatClient Open(Model model, CallNote note, Func<Refusal?> judge)
    {
        var time = _context.Time;
        IChatClient client = new ProviderClient(model, _connections);
        client = new ResilientChatClient(client, model, _patience, time);
        client = new BudgetChatClient(client, model, note, Spending, time);
        client = new CachingChatClient(client, model, note, _memory);
        client = new RuleChatClient(client, judge);
        client = new LedgerChatClient(client, model, note, Ledger, time);
        return new LoggingChatClient(client, model, note, time, _context.Log);
    }
}
