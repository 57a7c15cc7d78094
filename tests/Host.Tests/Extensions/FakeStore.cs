using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Extensions;

/// <summary>Keeps what was inserted in a list, which is all that the fixture asks of a database.</summary>
internal sealed class FakeStore : IPluginStore, IPluginSecrets
{
    private readonly Dictionary<string, byte[]> _secrets = [];

    public List<string> Rows { get; } = [];

    public List<string> Scripts { get; } = [];

    public ValueTask<StoreMigrateResponse> MigrateAsync(StoreMigrateRequest request, CancellationToken cancel)
    {
        Scripts.AddRange(request.Scripts.Select(s => s.Name));
        return ValueTask.FromResult(new StoreMigrateResponse { Applied = request.Scripts.Count });
    }

    public ValueTask<StoreQueryResponse> QueryAsync(StoreQueryRequest request, CancellationToken cancel) =>
        ValueTask.FromResult(new StoreQueryResponse { Columns = ["count"], Rows = [[Rows.Count]] });

    public ValueTask<StoreExecuteResponse> ExecuteAsync(StoreExecuteRequest request, CancellationToken cancel)
    {
        Rows.AddRange(request.Statements.Select(s => s.Parameters["text"].Text!));
        return ValueTask.FromResult(new StoreExecuteResponse { Changed = [1], Repeated = false });
    }

    public ValueTask<SecretGetResponse> GetAsync(SecretGetRequest request, CancellationToken cancel) =>
        ValueTask.FromResult(new SecretGetResponse { Value = _secrets.GetValueOrDefault(request.Name) });

    public ValueTask<Done> SetAsync(SecretSetRequest request, CancellationToken cancel)
    {
        _secrets[request.Name] = request.Value;
        return ValueTask.FromResult(new Done());
    }

    public ValueTask<Done> DeleteAsync(SecretDeleteRequest request, CancellationToken cancel)
    {
        _secrets.Remove(request.Name);
        return ValueTask.FromResult(new Done());
    }
}
