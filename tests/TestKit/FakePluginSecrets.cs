using System.Collections.Concurrent;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.TestKit;

/// <summary>A plugin's secrets in memory, under the names that it gave them. It refuses what the host refuses.</summary>
public sealed class FakePluginSecrets : IPluginSecrets
{
    public ConcurrentDictionary<string, byte[]> Values { get; } = new(StringComparer.Ordinal);

    public ValueTask<SecretGetResponse> GetAsync(SecretGetRequest request, CancellationToken cancel)
    {
        SecretLimits.Check(request.Name);
        cancel.ThrowIfCancellationRequested();
        return ValueTask.FromResult(new SecretGetResponse { Value = Values.GetValueOrDefault(request.Name)?.ToArray() });
    }

    public ValueTask<Done> SetAsync(SecretSetRequest request, CancellationToken cancel)
    {
        SecretLimits.Check(request);
        cancel.ThrowIfCancellationRequested();
        Values[request.Name] = request.Value.ToArray();
        return ValueTask.FromResult(new Done());
    }

    public ValueTask<Done> DeleteAsync(SecretDeleteRequest request, CancellationToken cancel)
    {
        SecretLimits.Check(request.Name);
        cancel.ThrowIfCancellationRequested();
        Values.TryRemove(request.Name, out _);
        return ValueTask.FromResult(new Done());
    }
}
