using System.Security.Cryptography;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Host.Storage.Secrets;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Storage;

public sealed class BlobStoreTests : IDisposable
{
    private const string Ann = "contact:ann";

    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly Database _database;
    private readonly SubjectKeys _keys;
    private readonly BlobStore _blobs;

    public BlobStoreTests()
    {
        _database = _folder.OpenHost(_time);
        _keys = new SubjectKeys(new SecretStore(_folder.Data.SecretsPath, SecretPlaceKind.File), _time);
        _blobs = new BlobStore(_database, _keys, _folder.Data.BlobsPath, _time);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(BlobCipher.ChunkSize - 1)]
    [InlineData(BlobCipher.ChunkSize)]
    [InlineData(BlobCipher.ChunkSize + 1)]
    [InlineData((3 * BlobCipher.ChunkSize) + 7)]
    public void Put_AnySize_ReadsBack(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);

        Assert.Equal(bytes, _blobs.Get(_blobs.Put(Ann, bytes)));
    }

    [Fact]
    public void Open_Seek_ReadsFromThere()
    {
        var bytes = RandomNumberGenerator.GetBytes(3 * BlobCipher.ChunkSize);
        using var stream = _blobs.Open(_blobs.Put(Ann, bytes))!;
        stream.Position = (2 * BlobCipher.ChunkSize) - 5;
        var part = new byte[10];
        stream.ReadExactly(part);

        Assert.Equal(bytes[((2 * BlobCipher.ChunkSize) - 5)..((2 * BlobCipher.ChunkSize) + 5)], part);
    }

    [Fact]
    public void Put_SameBytes_OneFilePerSubject()
    {
        var first = _blobs.Put(Ann, [1, 2, 3]);

        Assert.Equal(first, _blobs.Put(Ann, [1, 2, 3]));
        Assert.NotEqual(first, _blobs.Put("contact:bob", [1, 2, 3]));
        Assert.Equal(2, Files().Length);
    }

    [Fact]
    public void Get_AnyByteChanged_IsRefused()
    {
        var address = _blobs.Put(Ann, RandomNumberGenerator.GetBytes(40));
        var path = Assert.Single(Files());
        var bytes = File.ReadAllBytes(path);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 1;
            File.WriteAllBytes(path, bytes);
            Assert.Throws<StorageException>(() => _blobs.Get(address));
            bytes[i] ^= 1;
        }
    }

    [Fact]
    public void Get_FileOfAnotherBlobInItsPlace_IsRefused()
    {
        var one = _blobs.Put(Ann, [1, 2, 3]);
        var other = _blobs.Put(Ann, [4, 5, 6]);
        File.Copy(PathOf(other), PathOf(one), overwrite: true);

        Assert.Throws<StorageException>(() => _blobs.Get(one));
    }

    [Fact]
    public void Get_LastChunkCutOff_IsRefused()
    {
        var address = _blobs.Put(Ann, new byte[2 * BlobCipher.ChunkSize]);
        using (var file = File.OpenWrite(PathOf(address)))
            file.SetLength(BlobCipher.ChunkSize + BlobCipher.TagSize);

        Assert.Throws<StorageException>(() => _blobs.Get(address));
    }

    [Fact]
    public void Get_SubjectErased_IsNull()
    {
        var address = _blobs.Put(Ann, [1]);
        _database.Write(t => _keys.Destroy(t, Ann));

        Assert.Null(_blobs.Get(address));
    }

    [Fact]
    public void Release_LastHolder_DeletesTheFile()
    {
        var address = _blobs.Put(Ann, [1]);
        _database.Write(t =>
        {
            Assert.True(BlobStore.Hold(t, address, "draft:1"));
            Assert.True(BlobStore.Hold(t, address, "draft:2"));
        });

        _database.Write(t => _blobs.Release(t, "draft:1"));
        Assert.Single(Files());
        _database.Write(t => _blobs.Release(t, "draft:2"));
        Assert.Empty(Files());
        Assert.False(_database.Write(t => BlobStore.Hold(t, address, "draft:3")));
    }

    [Fact]
    public void Release_RolledBack_KeepsTheFile()
    {
        var address = _blobs.Put(Ann, [1]);
        _database.Write(t => BlobStore.Hold(t, address, "draft:1"));
        Assert.Throws<InvalidTimeZoneException>(() => _database.Write(t =>
        {
            _blobs.Release(t, "draft:1");
            throw new InvalidTimeZoneException();
        }));

        Assert.Equal([1], _blobs.Get(address));
    }

    [Fact]
    public void Dispose_NotCompleted_LeavesNoFile()
    {
        using (var writer = _blobs.Create(Ann))
            writer.Write([1, 2]);

        Assert.Empty(Files());
    }

    [Fact]
    public void Sweep_AfterACrash_DeletesWhatNobodyHoldsOrKnows()
    {
        var held = _blobs.Put(Ann, [1]);
        _blobs.Put(Ann, [2]);
        _database.Write(t => BlobStore.Hold(t, held, "draft:1"));
        File.WriteAllText(Path.Combine(_folder.Data.BlobsPath, "x.tmp"), "");
        File.WriteAllText(Path.Combine(_folder.Data.BlobsPath, "unknown"), "");

        _blobs.Sweep();
        Assert.Equal(2, Files().Length);
        _time.Advance(BlobStore.UnheldLife + TimeSpan.FromSeconds(1));
        _blobs.Sweep();
        Assert.Equal([PathOf(held)], Files());
    }

    private string PathOf(string address) => Path.Combine(_folder.Data.BlobsPath, address[..2], address);

    private string[] Files() => Directory.GetFiles(_folder.Data.BlobsPath, "*", SearchOption.AllDirectories);
}
