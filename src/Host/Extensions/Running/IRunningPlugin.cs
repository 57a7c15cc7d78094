using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Extensions.Running;

/// <summary>A plugin that was activated, wherever it runs.</summary>
internal interface IRunningPlugin
{
    /// <summary>Everything it offers, ready to be dispatched to.</summary>
    RpcDispatcher Methods { get; }

    /// <summary>The plugin's object or a proxy of it; null where it does not offer the contract.</summary>
    TService? Find<TService>(RpcContract<TService> contract)
        where TService : class;

    /// <summary>Completes with the reason when the plugin ended without being asked to; is cancelled once it was stopped.</summary>
    Task<string> Ended { get; }

    /// <summary>Deactivates and unloads. Ends within the deadline whatever the plugin does, and never throws for what the plugin does.</summary>
    Task StopAsync(TimeSpan deadline);
}
