using System.Collections.Concurrent;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Providers;

/// <summary>One client of a provider's package for each model, made at its first call, because the packages are large and most starts need none.</summary>
internal sealed class Connections(ModelKeys keys, ModelPatience patience, TimeProvider time, Func<Model, IChatClient>? rehearsal) : IDisposable
{
    private readonly ConcurrentDictionary<string, IChatClient> _clients = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<IChatClient> _retired = new();

    public async ValueTask<IChatClient> GetAsync(Model model, CancellationToken cancel)
    {
        if (_clients.TryGetValue(model.Id, out var known))
            return known;
        var made = model.Provider == ModelProvider.Rehearsal
            ? rehearsal?.Invoke(model) ?? throw RpcException.NotFound("model", model.Id)
            : Create(model, model.HasKey ? await keys.FindAsync(model, cancel) : null);
        var kept = _clients.GetOrAdd(model.Id, made);
        if (!ReferenceEquals(kept, made))
            made.Dispose();
        return kept;
    }

    /// <summary>The model changed: the next call connects anew. Calls that are running go on, so the old client is disposed at the end.</summary>
    public void Forget(string modelId)
    {
        if (_clients.TryRemove(modelId, out var old))
            _retired.Enqueue(old);
    }

    public void Dispose()
    {
        foreach (var client in _clients.Values.Concat(_retired))
            client.Dispose();
        _clients.Clear();
        _retired.Clear();
    }

    private IChatClient Create(Model model, string? key)
    {
        if (model.HasKey && key is null)
            throw Refusal.Setup($"The key of the model '{model.Id}' is no longer where keys are kept.", Remedies.GiveKey(model.Id)).ToException();
        var http = ProviderTransport.Create(model, patience, time);
        return model.Provider == ModelProvider.Anthropic ? new AnthropicChatClient(model, key, http) : new OpenAiChatClient(model, key, http);
    }
}
