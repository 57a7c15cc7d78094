using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Backups;
using Assistant.Host.Storage.Plugins;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Storage.Secrets;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Storage.Backups;

/// <summary>A data folder with one of everything that a backup has.</summary>
internal sealed class BackupDesk : IDisposable
{
    public const string Phrase = "correct horse battery";

    private readonly TempFolder _folder = new();
    private readonly PluginStore _plugin;

    public BackupDesk(DataFolder? at = null)
    {
        Data = at ?? _folder.Data;
        if (at is not null)
            Assert.Null(at.Prepare(reserve: 0));
        Database = new Database(Data.DatabasePath, MigrationSet.Host, TimeProvider.System);
        Desk.Open(Database, TimeProvider.System);
        Audit = new AuditLog(Database, Data.State.AuditHead, TimeProvider.System);
        new Device(Database, Data.State.DeviceGeneration, Audit).Start();
        Audit.Append(new AuditRecord("p", "c", "first", "", "", "done"));
        Secrets = new SecretStore(Data.SecretsPath, SecretPlaceKind.File);
        Keys = new SubjectKeys(Secrets, TimeProvider.System);
        Blobs = new BlobStore(Database, Keys, Data.BlobsPath, TimeProvider.System);
        Blob = Blobs.Put("contact:a", new byte[100_000]);
        Database.Write(transaction => BlobStore.Hold(transaction, Blob, "draft:1"));
        _plugin = new PluginStore(Data, "acme", TimeProvider.System);
        _plugin.Check(static connection => connection.Exists("SELECT 1"));
        Write("plugin-files/acme/cur/1:2,S", "a mail");
        Write("plugins-installed/acme/run", "#!/bin/sh");
        Write("settings.json", """{"plugins":{}}""");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(PathIn("plugins-installed/acme/run"), DurableFile.PrivateFolder);
        Maker = new BackupMaker(Data, Database, Blobs, Secrets, _ => _plugin, "1.2.3", TimeProvider.System);
    }

    public DataFolder Data { get; }

    public Database Database { get; }

    public AuditLog Audit { get; }

    public SecretStore Secrets { get; }

    public SubjectKeys Keys { get; }

    public BlobStore Blobs { get; }

    public string Blob { get; }

    public BackupMaker Maker { get; }

    public string File1 => PathTo("a.backup");

    public string PathTo(string name) => _folder.PathTo(name);

    public string PathIn(string name) => Path.Combine(Data.FullPath, name);

    public BackupReport Make(string? passphrase = null, IProgress<BackupProgress>? progress = null, CancellationToken cancel = default) =>
        Maker.Make(new BackupCreateRequest { Path = File1, Passphrase = passphrase }, progress, cancel);

    public BackupReport Check(string? passphrase = null) => Maker.Check(new BackupCheckRequest { Path = File1, Passphrase = passphrase }, null, default);

    /// <summary>Nothing of a backup that was not made: no file beside its name, no work.</summary>
    public void AssertNothingLeft()
    {
        Assert.Empty(Directory.GetFiles(_folder.Root));
        Assert.False(Directory.Exists(Data.WorkPath));
    }

    /// <summary>Ends the use of the folder, so that another can take its place.</summary>
    public void Close()
    {
        _plugin.Dispose();
        Database.Dispose();
    }

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathIn(name))!);
        File.WriteAllText(PathIn(name), text);
    }
}
