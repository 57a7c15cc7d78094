using System.Collections.Concurrent;
using System.Text.Json;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.TestKit;

/// <summary>What a plugin has of the host, without one: a folder, a clock, blobs over a real session, and a record of what it offered and said.</summary>
public sealed class FakePluginContext : IPluginContext, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Type, object> _offers = new();
    private readonly RpcPair _host;

    public FakePluginContext(string pluginId, string dataFolder, TimeProvider time, FakeBlobs? blobs = null)
    {
        (PluginId, DataFolder, Time, Blobs) = (pluginId, dataFolder, time, blobs ?? new FakeBlobs());
        _host = new RpcPair(BlobsRpc.Contract.Bind(Blobs));
        Directory.CreateDirectory(dataFolder);
    }

    public FakeBlobs Blobs { get; }

    public string PluginId { get; }

    public string DataFolder { get; }

    public IPluginStore Store => Database ?? throw new NotSupportedException("This test gives the plugin no database.");

    public IPluginSecrets Secrets => KeptSecrets ?? throw new NotSupportedException("This test gives the plugin no secrets.");

    public IPluginStore? Database { get; init; }

    public IPluginSecrets? KeptSecrets { get; init; }

    public IRpcCaller Host => _host.Client;

    public JsonElement Settings { get; init; }

    public TimeProvider Time { get; }

    public SetupNeed? Need { get; private set; }

    public ConcurrentQueue<(PluginLogLevel Level, string Message)> Lines { get; } = new();

    /// <summary>What the plugin offered for a contract.</summary>
    public TService Offered<TService>()
        where TService : class => (TService)_offers[typeof(TService)];

    public void Offer<TService>(RpcContract<TService> contract, TService implementation)
        where TService : class => _offers[typeof(TService)] = implementation;

    /// <summary>What was said to have changed, in that order.</summary>
    public List<(string Kind, IReadOnlyList<string> Ids)> News { get; } = [];

    public void Changed(string kind, IReadOnlyList<string> ids) => News.Add((kind, ids));

    public void Needs(SetupNeed? need) => Need = need;

    public void Log(PluginLogLevel level, string message) => Lines.Enqueue((level, message));

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
