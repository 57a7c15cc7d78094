using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Storage.Secrets;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Storage;

public sealed class FullDiskTests
{
    [SmallDiskFact]
    public void Write_DiskFull_SaysSoKeepsWhatWasThereAndGoesOnWithSpace()
    {
        using var disk = SmallDisk.TryMount()!;
        var folder = Prepare(disk);
        using var database = Open(folder);
        database.Write(t => t.Execute("INSERT INTO event(name, ids, time) VALUES('kept', '', 0)"));
        var filler = Path.Combine(disk.Path, "filler");
        Fill(filler);

        var error = Assert.Throws<StorageException>(() => database.Write(t =>
        {
            for (var n = 0; n < 500; n++)
                t.Execute("INSERT INTO event(name, ids, time) VALUES('lost', @text, 0)", ("@text", new string('x', 4_000)));
        }));

        Assert.Equal(StorageFault.Full, error.Fault);
        Assert.Equal(1, database.Read(c => c.Number("SELECT count(*) FROM event")));
        File.Delete(filler);
        database.Write(t => t.Execute("INSERT INTO event(name, ids, time) VALUES('after', '', 0)"));
        Assert.Equal("ok", database.Read(c => c.Text("PRAGMA integrity_check")));
    }

    [SmallDiskFact]
    public void Put_DiskFull_LeavesNoHalfBlob()
    {
        using var disk = SmallDisk.TryMount()!;
        var folder = Prepare(disk);
        using var database = Open(folder);
        var blobs = new BlobStore(database, new SubjectKeys(new SecretStore(folder.SecretsPath, SecretPlaceKind.File), TimeProvider.System), folder.BlobsPath, TimeProvider.System);
        var kept = blobs.Put("contact:a", [1, 2, 3]);

        Assert.ThrowsAny<IOException>(() => blobs.Put("contact:a", new byte[4 * 1024 * 1024]));

        Assert.Single(Directory.GetFiles(folder.BlobsPath, "*", SearchOption.AllDirectories));
        Assert.Equal([1, 2, 3], blobs.Get(kept));
    }

    [SmallDiskFact]
    public void MasterKey_DiskFull_MakesNoHalfKey()
    {
        using var disk = SmallDisk.TryMount()!;
        var folder = Prepare(disk);
        var filler = Path.Combine(disk.Path, "filler");
        Fill(filler);

        Assert.ThrowsAny<Exception>(() => new SecretStore(folder.SecretsPath, SecretPlaceKind.File).MasterKey(null));
        File.Delete(filler);
        Assert.Equal(32, new SecretStore(folder.SecretsPath, SecretPlaceKind.File).MasterKey(null).Length);
    }

    [SmallDiskFact]
    public void Prepare_ReadOnlyDisk_NamesTheRemedy()
    {
        using var disk = SmallDisk.TryMount()!;
        var folder = Prepare(disk);
        disk.MakeReadOnly();

        Assert.Contains("ASSISTANT_HOME", folder.Prepare(reserve: 0)!.Remedy, StringComparison.Ordinal);
    }

    [SmallDiskFact]
    public void Open_ReadOnlyDisk_IsAFaultWithARemedy()
    {
        using var disk = SmallDisk.TryMount()!;
        var folder = Prepare(disk);
        using (var database = Open(folder))
            database.Open();
        disk.MakeReadOnly();

        using var again = Open(folder);
        var error = Assert.Throws<StorageException>(() => again.Write(t => t.Execute("DELETE FROM event")));
        Assert.Contains(error.Fault, new[] { StorageFault.ReadOnly, StorageFault.CannotOpen });
        Assert.NotEmpty(error.Remedy);
    }

    [SmallDiskFact]
    public void Prepare_NearlyFullDisk_RefusesBeforeAnythingIsLost()
    {
        using var disk = SmallDisk.TryMount()!;

        Assert.Contains("Free at least", new DataFolder(Path.Combine(disk.Path, "data"), new StateFolder(Path.Combine(disk.Path, "state"))).Prepare()!.Remedy, StringComparison.Ordinal);
    }

    private static DataFolder Prepare(SmallDisk disk)
    {
        var folder = new DataFolder(Path.Combine(disk.Path, "data"), new StateFolder(Path.Combine(disk.Path, "state")));
        Assert.Null(folder.Prepare(reserve: 0));
        return folder;
    }

    private static Database Open(DataFolder folder) => new(folder.DatabasePath, MigrationSet.Host, TimeProvider.System);

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
        }
    }
}
