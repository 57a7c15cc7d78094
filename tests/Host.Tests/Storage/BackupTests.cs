using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Plugins;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Tests.Storage;

public sealed class BackupTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly Database _database;
    private readonly PluginStore _open;
    private readonly BlobStore _blobs;
    private readonly string _blob;

    public BackupTests()
    {
        _database = _folder.OpenHost();
        new AuditLog(_database, _folder.Data.State.AuditHead, TimeProvider.System).Append(new AuditRecord("p", "c", "a", "", "", "done"));
        _blobs = new BlobStore(_database, new SubjectKeys(new SecretStore(_folder.Data.SecretsPath, SecretPlaceKind.File), TimeProvider.System), _folder.Data.BlobsPath, TimeProvider.System);
        _blob = _blobs.Put("contact:a", [1, 2, 3]);
        _open = new PluginStore(_folder.Data, "open", TimeProvider.System);
    }

    public async Task InitializeAsync()
    {
        await Fill(_open);
        using var closed = new PluginStore(_folder.Data, "closed", TimeProvider.System);
        await Fill(closed);
    }

    public Task DisposeAsync()
    {
        _open.Dispose();
        _database.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public void Make_FolderInUse_IsGoodAndHoldsEverything()
    {
        var report = Make("backup");

        Assert.True(report.IsGood, string.Join('\n', report.Problems));
        Assert.Equal(1, report.Blobs);
        Assert.Contains("master key", Assert.Single(report.Warnings), StringComparison.Ordinal);
        Assert.Equal(["closed.db", "open.db"], Directory.GetFiles(_folder.PathTo("backup/plugins"), "*.db").Select(Path.GetFileName).Order());
        using var copy = new Database(_folder.PathTo("backup/assistant.db"), MigrationSet.Host, TimeProvider.System);
        Assert.Equal(1, copy.Read(c => c.Number("SELECT count(*) FROM audit")));
    }

    [Fact]
    public void Make_BlobLost_IsNotGood()
    {
        File.Delete(Path.Combine(_folder.Data.BlobsPath, _blob[..2], _blob));

        Assert.Contains(_blob, Assert.Single(Make("backup").Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Make_FolderExists_ChangesNothing()
    {
        Directory.CreateDirectory(_folder.PathTo("backup"));

        Assert.Throws<IOException>(() => Make("backup"));
        Assert.Empty(Directory.GetFileSystemEntries(_folder.PathTo("backup")));
    }

    private static async Task Fill(PluginStore store)
    {
        await store.MigrateAsync(new StoreMigrateRequest { Scripts = [new StoreScript("001_start", "CREATE TABLE t(id INTEGER)")] }, CancellationToken.None);
        await store.ExecuteAsync(new StoreExecuteRequest { Statements = [new StoreStatement("INSERT INTO t VALUES(1)", new Dictionary<string, StoreValue>())] }, CancellationToken.None);
    }

    private BackupReport Make(string name) =>
        new Backup(_folder.Data, _database, TimeProvider.System).Make(_folder.PathTo(name), new Dictionary<string, PluginStore> { ["open"] = _open });
}
