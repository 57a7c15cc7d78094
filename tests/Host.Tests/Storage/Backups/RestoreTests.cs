using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Backups;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Storage.Secrets;

namespace Assistant.Host.Tests.Storage.Backups;

public sealed class RestoreTests : IDisposable
{
    private readonly BackupDesk _desk;
    private readonly string _root = Directory.CreateTempSubdirectory("assistant-restore-").FullName;

    public RestoreTests() => _desk = new BackupDesk(Target);

    private DataFolder Target => new(Path.Combine(_root, "home", "main"));

    public void Dispose()
    {
        _desk.Dispose();
        // A folder that is moved takes its anchors along, which the system's place for them has by its path.
        foreach (var folder in Directory.GetDirectories(_root, "*", SearchOption.AllDirectories).Append(Target.FullPath).Select(static path => new DataFolder(path)))
        {
            if (Directory.Exists(folder.State.FullPath))
                Directory.Delete(folder.State.FullPath, recursive: true);
        }

        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public void Run_InPlace_BringsEverythingBackAndKeepsWhatWasThere()
    {
        _desk.Make();
        _desk.Audit.Append(new AuditRecord("p", "c", "later", "", "", "done"));
        _desk.Close();

        var aside = Run(Target)!;

        Assert.Equal(2, Records(Target, out var whole));
        Assert.True(whole);
        Assert.Equal(2, Records(new DataFolder(aside), out whole));
        Assert.True(whole);
        Assert.Equal(100_000, Read(Target));
        Assert.Equal("a mail", File.ReadAllText(Path.Combine(Target.FullPath, "plugin-files", "acme", "cur", "1:2,S")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(DurableFile.PrivateFolder, File.GetUnixFileMode(Path.Combine(Target.FullPath, "plugins-installed", "acme", "run")));
        Assert.Equal(["main", Path.GetFileName(aside)], Directory.GetFileSystemEntries(Path.GetDirectoryName(Target.FullPath)!).Select(Path.GetFileName).Order());
        Assert.False(HostLock.IsHeld(Target));
    }

    [Fact]
    public void Run_Restored_IsQuarantinedAndTheOneAsideGoesOn()
    {
        _desk.Make();
        _desk.Close();

        var aside = Run(Target)!;

        Assert.StartsWith("restored", Start(Target).Quarantine, StringComparison.Ordinal);
        Assert.Null(Start(new DataFolder(aside)).Quarantine);
    }

    [Fact]
    public void Run_OnAnotherMachine_TakesTheKeyFromThePassphrase()
    {
        _desk.Make(BackupDesk.Phrase);
        _desk.Close();
        Directory.Delete(Target.FullPath, recursive: true);
        var there = new DataFolder(Path.Combine(_root, "there", "main"));

        using (var restore = Begin(there))
        {
            Assert.True(restore.NeedsPassphrase);
            Assert.Null(restore.Plan.Aside);
            restore.Run(BackupDesk.Phrase, static (_, _) => { }, null, default);
        }

        Assert.Equal(100_000, Read(there));
        Assert.StartsWith("restored", Start(there).Quarantine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "another passphrase")]
    [InlineData(true, null)]
    [InlineData(false, null)]
    [InlineData(false, "another passphrase")]
    public void Run_WithoutItsKey_IsRefusedAndChangesNothing(bool wrapped, string? phrase)
    {
        _desk.Make(wrapped ? BackupDesk.Phrase : null);
        _desk.Close();
        Directory.Delete(Target.FullPath, recursive: true);
        var there = new DataFolder(Path.Combine(_root, "there", "main"));
        using var restore = Begin(there);

        var error = Assert.Throws<BackupException>(() => restore.Run(phrase, static (_, _) => { }, null, default));

        Assert.Equal(BackupFault.Key, error.Fault);
        Assert.False(Directory.Exists(Path.GetDirectoryName(there.FullPath)));
    }

    [Fact]
    public void Run_SomebodyErasedSince_StaysErased()
    {
        _desk.Make();
        _desk.Database.Write(transaction => _desk.Keys.Destroy(transaction, "contact:a"));
        _desk.Close();

        Run(Target);

        Assert.Null(Read(Target));
    }

    [Fact]
    public void Run_DamagedBackup_IsRefusedAndChangesNothing()
    {
        _desk.Make();
        var bytes = File.ReadAllBytes(_desk.File1);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(_desk.File1, bytes);
        _desk.Close();

        Assert.Equal(BackupFault.NotGood, Assert.Throws<BackupException>(() => Run(Target)).Fault);

        Assert.Equal(100_000, Read(Target));
        Assert.Equal(["main"], Directory.GetFileSystemEntries(Path.GetDirectoryName(Target.FullPath)!).Select(Path.GetFileName));
        Assert.Null(Start(Target).Quarantine);
    }

    [Fact]
    public void Begin_HostRunning_IsRefused()
    {
        _desk.Make();
        using var held = HostLock.TryTake(Target, "", "1");

        var error = Assert.Throws<BackupException>(() => Begin(Target));

        Assert.Contains("assistant stop", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Begin_FolderOfSomethingElse_IsRefusedAndLeft()
    {
        _desk.Make();
        var other = Directory.CreateDirectory(Path.Combine(_root, "photos")).FullName;
        File.WriteAllText(Path.Combine(other, "a.jpg"), "x");

        Assert.Equal(BackupFault.Place, Assert.Throws<BackupException>(() => Begin(new DataFolder(other))).Fault);
        Assert.Equal(["a.jpg"], Directory.GetFileSystemEntries(other).Select(Path.GetFileName));
    }

    // A crash after each of the four changes of name, and before the first.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Prepare_AfterACrashBetweenTheMoves_FinishesTheRestore(int done)
    {
        _desk.Close();
        var (staged, aside) = (new DataFolder(Target.FullPath + ".x.restoring"), new DataFolder(Target.FullPath + ".before"));
        foreach (var folder in (string[])[staged.FullPath, staged.State.FullPath])
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "new"), "");
        }

        DurableFile.Replace(RestoreJournal.PathFor(Target), System.Text.Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(staged.FullPath)}\n{Uri.EscapeDataString(aside.FullPath)}\n"));
        (string From, string To)[] moves =
            [(Target.State.FullPath, aside.State.FullPath), (Target.FullPath, aside.FullPath), (staged.State.FullPath, Target.State.FullPath), (staged.FullPath, Target.FullPath)];
        foreach (var (from, to) in moves.Take(done))
            Directory.Move(from, to);

        Assert.Null(Target.Prepare(reserve: 0));

        Assert.True(File.Exists(Path.Combine(Target.FullPath, "new")));
        Assert.True(File.Exists(Path.Combine(Target.State.FullPath, "new")));
        Assert.True(File.Exists(aside.DatabasePath));
        Assert.True(File.Exists(aside.State.AuditHead.FullPath));
        Assert.False(Directory.Exists(staged.FullPath));
        Assert.False(File.Exists(RestoreJournal.PathFor(Target)));
    }

    private Restore Begin(DataFolder target) => Restore.Begin(_desk.File1, target, "1", TimeProvider.System, SecretPlaceKind.File);

    private string? Run(DataFolder target)
    {
        using var restore = Begin(target);
        restore.Run(null, static (_, _) => { }, null, default);
        return restore.Plan.Aside;
    }

    private static long Records(DataFolder folder, out bool whole)
    {
        using var database = new Database(folder.DatabasePath, MigrationSet.Host, TimeProvider.System);
        var report = new AuditLog(database, folder.State.AuditHead, TimeProvider.System).Verify();
        whole = report.IsWhole;
        return report.Records;
    }

    private static DeviceState Start(DataFolder folder)
    {
        using var database = new Database(folder.DatabasePath, MigrationSet.Host, TimeProvider.System);
        return new Device(database, folder.State.DeviceGeneration, new AuditLog(database, folder.State.AuditHead, TimeProvider.System)).Start();
    }

    private int? Read(DataFolder folder)
    {
        using var database = new Database(folder.DatabasePath, MigrationSet.Host, TimeProvider.System);
        return new BlobStore(database, new SubjectKeys(new SecretStore(folder.SecretsPath), TimeProvider.System), folder.BlobsPath, TimeProvider.System).Get(_desk.Blob)?.Length;
    }
}
