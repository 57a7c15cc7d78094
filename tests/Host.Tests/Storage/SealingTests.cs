using System.Text;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Storage.Secrets;

namespace Assistant.Host.Tests.Storage;

public sealed class SealingTests : IDisposable
{
    private const string Ann = "contact:ann";
    private const string Bob = "contact:bob";

    private readonly TempFolder _folder = new();
    private readonly Database _database;
    private readonly SubjectKeys _keys;
    private readonly Sealer _sealer;

    public SealingTests()
    {
        _database = _folder.OpenHost();
        _keys = new SubjectKeys(new SecretStore(_folder.Data.SecretsPath, SecretPlaceKind.File), TimeProvider.System);
        _sealer = new Sealer(_keys);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void OpenText_SamePlace_GivesTheText() => Assert.Equal("grüß dich", Open(Ann, Seal(Ann, "grüß dich", "draft:1"), "draft:1"));

    [Fact]
    public void OpenText_OtherPlace_IsRefused() =>
        Assert.Equal(StorageFault.Corrupt, Assert.Throws<StorageException>(() => Open(Ann, Seal(Ann, "x", "draft:1"), "draft:2")).Fault);

    [Fact]
    public void OpenText_OtherSubject_IsRefused()
    {
        Seal(Bob, "his", "draft:1");

        Assert.Throws<StorageException>(() => Open(Bob, Seal(Ann, "x", "draft:1"), "draft:1"));
    }

    [Fact]
    public void OpenText_AnyByteChanged_IsRefused()
    {
        var bytes = Seal(Ann, "x", "p");
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            Assert.Throws<StorageException>(() => Open(Ann, bytes, "p"));
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public void Open_OtherMasterKey_IsRefused()
    {
        var bytes = Seal(Ann, "x", "p");
        var others = new Sealer(new SubjectKeys(new SecretStore(_folder.PathTo("other-secrets"), SecretPlaceKind.File), TimeProvider.System));

        Assert.Throws<SecretPlaceException>(() => _database.Read(c => others.OpenText(c, Ann, bytes, "p")));
    }

    [Fact]
    public void Seal_FirstKeyRolledBack_StillBindsTheMasterKeyLater()
    {
        Assert.Throws<InvalidTimeZoneException>(() => _database.Write(t =>
        {
            _sealer.SealText(t, Ann, "x", "p");
            _sealer.SealText(t, Bob, "x", "p");
            throw new InvalidTimeZoneException();
        }));
        Seal(Ann, "x", "p");

        Assert.NotNull(_database.Read(c => c.Text("SELECT fingerprint FROM master_key")));
    }

    [Fact]
    public void Destroy_Subject_ErasesItsAloneAndForGood()
    {
        var hers = Seal(Ann, "hers", "p");
        var his = Seal(Bob, "his", "p");
        _database.Write(t => _keys.Destroy(t, Ann));

        Assert.Null(Open(Ann, hers, "p"));
        Assert.Equal("his", Open(Bob, his, "p"));
        Assert.Equal([Ann], _database.Read(SubjectKeys.Destroyed));
        Assert.Throws<InvalidOperationException>(() => Seal(Ann, "again", "p"));
    }

    [Fact]
    public void Destroy_Subject_LeavesItsWrappedKeyInNoFile()
    {
        Seal(Ann, "hers", "p");
        var wrapped = _database.Read(c => c.First("SELECT wrapped FROM subject_key WHERE subject = @s", row => row.Bytes(0), ("@s", Ann)))!;
        Assert.True(InAnyFile(wrapped));

        _database.Write(t => _keys.Destroy(t, Ann));

        Assert.False(InAnyFile(wrapped));
        _database.Dispose();
        Assert.False(InAnyFile(wrapped));
    }

    [Fact]
    public void Delete_RowInTheClear_LeavesNoTraceInAnyFile()
    {
        var canary = Encoding.UTF8.GetBytes("canary-7f3a9c");
        _database.Write(t => t.Execute("INSERT INTO event(name, ids, time) VALUES('canary-7f3a9c', '', 0)"));
        Assert.True(InAnyFile(canary));

        _database.Write(t =>
        {
            t.Execute("DELETE FROM event");
            t.LeaveNoTrace();
        });

        Assert.False(InAnyFile(canary));
    }

    [Fact]
    public void SealText_Body_IsInNoFile()
    {
        _database.Write(t => t.Execute("INSERT INTO blob(address, subject, salt, size, created) VALUES('x', 'y', @body, 0, 0)", ("@body", _sealer.SealText(t, Ann, "canary-body-11", "p"))));

        Assert.False(InAnyFile(Encoding.UTF8.GetBytes("canary-body-11")));
    }

    private bool InAnyFile(byte[] needle)
    {
        foreach (var path in Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories))
        {
            if (path.EndsWith("-shm", StringComparison.Ordinal))
                continue;
            // Through a copy by another process: a handle of our own, closed, would drop SQLite's locks.
            using var cat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("cat", [path]) { RedirectStandardOutput = true })!;
            using var bytes = new MemoryStream();
            cat.StandardOutput.BaseStream.CopyTo(bytes);
            if (bytes.ToArray().AsSpan().IndexOf(needle) >= 0)
                return true;
        }

        return false;
    }

    private byte[] Seal(string subject, string text, string place) => _database.Write(t => _sealer.SealText(t, subject, text, place));

    private string? Open(string subject, byte[] bytes, string place) => _database.Read(c => _sealer.OpenText(c, subject, bytes, place));
}
