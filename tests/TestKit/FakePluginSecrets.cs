using System.Collections.Concurrent;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.TestKit;

/// <summary>A plugin's secrets in memory, under the names that it gave them.</summary>
public sealed class FakePluginSecrets : IPluginSecrets
{
    public ConcurrentDictionary<string, byte[]> Values { get; } = new(StringComparer.Ordinal);

    public ValueTask<SecretGetResponse> GetAsync(SecretGetRequest request, CancellationToken cancel) =>
        ValueTask.FromResult(new SecretGetResponse { Value = Values.GetValueOrDefault(request.Name) });

    public ValueTask<Done> SetAsync(SecretSetRequest request, CancellationToken cancel)
    {
        Values[request.Name] = request.Value;
        return ValueTask.FromResult(new Done());
    }

    public ValueTask<Done> DeleteAsync(SecretDeleteRequest request, CancellationToken cancel)
    {
        Values.TryRemove(request.Name, out _);
        return ValueTask.FromResult(new Done());
    }
}
