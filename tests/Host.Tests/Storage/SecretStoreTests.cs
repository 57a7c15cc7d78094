using Assistant.Host.Storage.Secrets;

namespace Assistant.Host.Tests.Storage;

public sealed class SecretStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void MasterKey_SecondStore_GivesTheSameKey()
    {
        var key = Open().MasterKey(null);

        Assert.Equal(32, key.Length);
        Assert.Equal(key, Open().MasterKey(SecretStore.Fingerprint(key)));
    }

    [Fact]
    public void MasterKey_FileGone_IsNotMadeAnew()
    {
        Open().MasterKey(null);
        File.Delete(KeyPath);

        Assert.Contains("not in", Assert.Throws<SecretPlaceException>(() => Open().MasterKey(null)).Reason, StringComparison.Ordinal);
        Assert.False(File.Exists(KeyPath));
    }

    [Fact]
    public void MasterKey_WholeFolderGoneButDataWasSealed_IsNotMadeAnew()
    {
        var fingerprint = SecretStore.Fingerprint(Open().MasterKey(null));
        Directory.Delete(_folder.Data.SecretsPath, recursive: true);

        Assert.Throws<SecretPlaceException>(() => Open().MasterKey(fingerprint));
        Assert.False(File.Exists(KeyPath));
    }

    [Fact]
    public void MasterKey_OtherKeyInTheFile_IsRefusedAndKept()
    {
        Open().MasterKey(null);
        var other = new byte[32];
        File.WriteAllBytes(KeyPath, other);

        Assert.Contains("not the one", Assert.Throws<SecretPlaceException>(() => Open().MasterKey(null)).Reason, StringComparison.Ordinal);
        Assert.Equal(other, File.ReadAllBytes(KeyPath));
    }

    [Fact]
    public void MasterKey_CrashBeforeItWasRecorded_IsFoundAgain()
    {
        var key = Open().MasterKey(null);
        var record = SecretRecord.Read(_folder.Data.SecretsPath)!;
        File.WriteAllBytes(SecretRecord.PathIn(_folder.Data.SecretsPath), (record with { MasterKey = null }).Encode());

        Assert.Equal(key, Open().MasterKey(null));
    }

    [Fact]
    public void StoreFirst_NameTaken_KeepsTheOldOne()
    {
        var place = new FileSecretPlace(_folder.Data.SecretsPath);
        place.StoreFirst("x", [1]);

        Assert.Throws<IOException>(() => place.StoreFirst("x", [2]));
        Assert.Equal([1], place.Find("x"));
    }

    [Fact]
    public void Place_PlaceFileSaysNothingUsable_IsRefused()
    {
        File.WriteAllText(SecretRecord.PathIn(_folder.Data.SecretsPath), "nonsense\n");

        Assert.Throws<SecretPlaceException>(() => Open().Place);
    }

    [Fact]
    public void Store_ThenDelete_IsGone()
    {
        var store = Open();
        store.Store("client-key", [1, 2]);
        Assert.Equal([1, 2], Open().Find("client-key"));
        store.Delete("client-key");

        Assert.Null(Open().Find("client-key"));
    }

    [Fact]
    public void Store_AnyUmask_FilesArePrivate()
    {
        if (OperatingSystem.IsWindows())
            return;
        Open().MasterKey(null);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Data.SecretsPath));
        foreach (var file in Directory.GetFiles(_folder.Data.SecretsPath))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private string KeyPath => Path.Combine(_folder.Data.SecretsPath, "master.key");

    private SecretStore Open() => new(_folder.Data.SecretsPath, SecretPlaceKind.File);
}
