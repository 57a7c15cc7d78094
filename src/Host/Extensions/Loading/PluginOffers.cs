using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Extensions.Loading;

/// <summary>What a plugin offered while it was activated, held to what its manifest says it contributes.</summary>
/// <param name="declared">The services that may be offered.</param>
internal sealed class PluginOffers(IReadOnlyCollection<string> declared)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (RpcContract Contract, object Service)> _offered = new(StringComparer.Ordinal);
    private bool _closed;

    public void Add<TService>(RpcContract<TService> contract, TService service)
        where TService : class
    {
        if (!declared.Contains(contract.ServiceName))
            throw new InvalidOperationException($"The service '{contract.ServiceName}' is not named under 'contributes' in plugin.json, so it cannot be offered.");
        lock (_gate)
        {
            if (_closed)
                throw new InvalidOperationException($"The service '{contract.ServiceName}' was offered after the activation; offer it before ActivateAsync returns.");
            if (!_offered.TryAdd(contract.ServiceName, (contract, service)))
                throw new InvalidOperationException($"The service '{contract.ServiceName}' was offered twice.");
        }
    }

    /// <summary>Takes no more offers, and answers with what was offered.</summary>
    public RpcDispatcher Close()
    {
        lock (_gate)
        {
            _closed = true;
            return RpcDispatcher.Combine(_offered.Values.Select(static o => o.Contract.BindObject(o.Service)));
        }
    }

    /// <summary>The object behind a contract; null where it was not offered.</summary>
    public TService? Find<TService>(RpcContract<TService> contract)
        where TService : class
    {
        lock (_gate)
            return _offered.TryGetValue(contract.ServiceName, out var offered) ? offered.Service as TService : null;
    }
}
