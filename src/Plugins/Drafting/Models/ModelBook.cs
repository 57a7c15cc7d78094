using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Drafting.Models;

/// <summary>The models that are set up. They are read once and then kept, since every task asks for one.</summary>
/// <param name="store">Their rows.</param>
/// <param name="keys">Their keys.</param>
/// <param name="rehearses">Recorded output may be played: the demo alone.</param>
internal sealed class ModelBook(ModelStore store, ModelKeys keys, bool rehearses) : IDisposable
{
    public const string OfflineId = "offline";
    public const string RehearsalId = "rehearsal";

    private static readonly Model Offline = BuiltIn(OfflineId, ModelProvider.Offline);
    private static readonly Model Rehearsal = BuiltIn(RehearsalId, ModelProvider.Rehearsal);

    private readonly SemaphoreSlim _writing = new(1);
    private volatile State _state = new([], null);

    /// <summary>The model of this id is another than before, or gone.</summary>
    public event Action<string>? Changed;

    public IReadOnlyList<Model> All => [.. BuiltIns().Concat(_state.Own).Select(Shown)];

    public async ValueTask LoadAsync(CancellationToken cancel) => _state = new State(await store.ListAsync(cancel), await store.ChosenAsync(cancel));

    public Model Find(string? id)
    {
        if (id is null && _state.Chosen is null)
            throw Refusal.Setup("No model is chosen.", Remedies.Choose).ToException();
        var wanted = id ?? _state.Chosen!;
        return All.FirstOrDefault(model => model.Id == wanted) ?? throw RpcException.NotFound("model", wanted);
    }

    public async ValueTask<Model> SaveAsync(ModelSaveRequest request, CancellationToken cancel)
    {
        var wanted = ModelChecks.Check(request);
        await _writing.WaitAsync(cancel);
        try
        {
            // A key and a yes were given for one place: they do not follow the model to another.
            var before = _state.Own.FirstOrDefault(model => model.Id == wanted.Id);
            var isSamePlace = before is not null && before.Provider == wanted.Provider && before.Endpoint == wanted.Endpoint;
            var model = wanted with
            {
                HasKey = request.Key is { } key ? key.Length > 0 : isSamePlace && before!.HasKey,
                IsAllowed = isSamePlace && before!.IsAllowed,
            };
            if (request.Key is { Length: > 0 } given)
                await keys.SetAsync(model, given, cancel);
            await store.SaveAsync(model, cancel);
            Replace(model);
            if (before is { HasKey: true } && !(isSamePlace && model.HasKey))
                await keys.DeleteAsync(before, cancel);
            return Shown(model);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask RemoveAsync(string id, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            var model = Own(id, "removed");
            await keys.DeleteAsync(model, cancel);
            await store.RemoveAsync(id, cancel);
            _state = new State([.. _state.Own.Where(other => other.Id != model.Id)], _state.Chosen == id ? null : _state.Chosen);
            Changed?.Invoke(id);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask<Model> ChooseAsync(string id, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            _ = Find(id);
            await store.ChooseAsync(id, cancel);
            _state = _state with { Chosen = id };
            return Find(id);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask<Model> AllowAsync(string id, CancellationToken cancel)
    {
        await _writing.WaitAsync(cancel);
        try
        {
            if (BuiltIns().FirstOrDefault(model => model.Id == id) is { } builtIn)
                return Shown(builtIn);
            var allowed = Own(id, "allowed") with { IsAllowed = true };
            await store.SaveAsync(allowed, cancel);
            Replace(allowed);
            return Shown(allowed);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>What the model wants before it may be called at all; null where nothing is missing.</summary>
    public static Refusal? Missing(Model model)
    {
        if (model.Provider is ModelProvider.Offline or ModelProvider.Rehearsal || model.IsLocal)
            return null;
        if (!model.HasKey && model.Endpoint is null)
            return Refusal.Setup($"The model '{model.Id}' has no key.", Remedies.GiveKey(model.Id));
        return model.IsAllowed ? null : Refusal.Setup(
            $"The model '{model.Id}' is not on this machine, and what would be sent to it was not looked at yet.", Remedies.Look(model.Id));
    }

    public void Dispose() => _writing.Dispose();

    private IEnumerable<Model> BuiltIns() => rehearses ? [Offline, Rehearsal] : [Offline];

    private Model Own(string id, string verb)
    {
        if (BuiltIns().Any(model => model.Id == id))
            throw new RpcException(RpcErrorCode.WrongState, $"The model '{id}' comes with the plugin and cannot be {verb}.");
        return _state.Own.FirstOrDefault(model => model.Id == id) ?? throw RpcException.NotFound("model", id);
    }

    private void Replace(Model model)
    {
        _state = _state with { Own = [.. _state.Own.Where(other => other.Id != model.Id).Append(model).OrderBy(static other => other.Id, StringComparer.Ordinal)] };
        Changed?.Invoke(model.Id);
    }

    private Model Shown(Model model) => model with
    {
        IsChosen = model.Id == _state.Chosen,
        Need = Missing(model) is { } missing
            ? new SetupNeed { Code = model.HasKey || model.Endpoint is not null ? "model.look" : "model.key", Message = missing.Reason, Remedy = missing.Remedy }
            : null,
    };

    private static Model BuiltIn(string id, ModelProvider provider) =>
        new() { Id = id, Provider = provider, IsLocal = true, HasKey = false, IsAllowed = true, IsChosen = false };

    private sealed record State(IReadOnlyList<Model> Own, string? Chosen);
}
