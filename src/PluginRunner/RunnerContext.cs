using System.Text.Json;
using Assistant.Host.Extensions.Loading;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.PluginRunner;

/// <summary>What a plugin in its own process has of the host: the same things, each behind the pipe.</summary>
internal sealed class RunnerContext(PluginActivateRequest request, RpcSession session, PluginOffers offers) : IPluginContext
{
    private readonly IPluginHost _host = PluginHostRpc.Contract.Connect(session);
    private readonly Lock _gate = new();
    private Task _said = Task.CompletedTask;

    public string PluginId => request.PluginId;

    public string DataFolder => request.DataFolder;

    public IPluginStore Store { get; } = PluginStoreRpc.Contract.Connect(session);

    public IPluginSecrets Secrets { get; } = PluginSecretsRpc.Contract.Connect(session);

    public IRpcCaller Host => session;

    public JsonElement Settings => request.Settings;

    public TimeProvider Time => TimeProvider.System;

    public void Offer<TService>(RpcContract<TService> contract, TService implementation)
        where TService : class => offers.Add(contract, implementation);

    public void Needs(SetupNeed? need) => Say(() => _host.NeedsAsync(new PluginNeedsRequest { Need = need }, session.Ended));

    public void Changed(string kind, IReadOnlyList<string> ids) => Say(() => _host.ChangedAsync(new PluginChangedRequest { Kind = kind, Ids = ids }, session.Ended));

    public void Log(PluginLogLevel level, string message) => Say(() => _host.LogAsync(new PluginLogRequest { Level = level, Message = message }, session.Ended));

    /// <summary>Completes when the host has heard everything that was said until now.</summary>
    public Task SaidAsync()
    {
        lock (_gate)
            return _said;
    }

    // One after the other, so that the host hears them in the order in which they were said.
    private void Say(Func<ValueTask<Done>> word)
    {
        lock (_gate)
            _said = NextAsync(_said, word);
    }

    private static async Task NextAsync(Task before, Func<ValueTask<Done>> word)
    {
        await before;
        try
        {
            await word();
        }
        catch (Exception error) when (error is RpcException or RpcConnectionException or OperationCanceledException)
        {
            // The host is going: there is nobody left to tell.
        }
    }
}
