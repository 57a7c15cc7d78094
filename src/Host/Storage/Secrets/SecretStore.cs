using System.Security.Cryptography;

namespace Assistant.Host.Storage.Secrets;

/// <summary>
/// The secrets of one data folder. The place is chosen once, at the first secret, and recorded; from then on only that place is asked,
/// and when it does not answer the caller gets <see cref="SecretPlaceException"/> and never a new key.
/// </summary>
internal sealed class SecretStore
{
    /// <summary>How the names of plugins' secrets begin, and no others'.</summary>
    public const string PluginBeginning = "plugin.";

    private const string MasterKeyName = "master";
    private const int KeySize = 32;

    private readonly string _folder;
    private readonly SecretPlaceKind? _preferred;
    private readonly Lock _gate = new();
    private SecretPlace? _place;
    private byte[]? _masterKey;

    /// <param name="folder">The data folder's <c>secrets</c>.</param>
    /// <param name="preferred">The place to choose where none was chosen yet; null takes the system's own where it answers.</param>
    public SecretStore(string folder, SecretPlaceKind? preferred = null)
    {
        _folder = folder;
        _preferred = preferred;
    }

    /// <summary>The place in use, in words, for <c>setup</c> and <c>doctor</c>; null when none was chosen yet.</summary>
    public string? PlaceDescription => SecretRecord.Read(_folder) is { } record ? PlaceOf(record).Description : null;

    /// <summary>The place in use; chooses and records it the first time.</summary>
    public SecretPlace Place
    {
        get
        {
            lock (_gate)
                return _place ??= PlaceOf(SecretRecord.Read(_folder) ?? Choose());
        }
    }

    public byte[]? Find(string name) => Place.Find(name);

    public void Store(string name, ReadOnlySpan<byte> secret) => Place.Store(name, secret);

    public void Delete(string name) => Place.Delete(name);

    /// <summary>Forgets every secret of every plugin, also of those that are not there any more.</summary>
    /// <exception cref="SecretPlaceException">The place does not answer, or cannot tell which there are.</exception>
    public void DeletePlugins()
    {
        // Nothing was ever kept where no place was chosen.
        if (SecretRecord.Read(_folder) is null)
            return;
        foreach (var name in Place.Names(PluginBeginning))
            Place.Delete(name);
    }

    /// <summary>The key that wraps all others; made at the first call of a folder's life.</summary>
    /// <param name="expected">The fingerprint of the key that wrapped what is stored; null when nothing was wrapped yet.</param>
    /// <exception cref="SecretPlaceException">The place does not answer, or its key is missing or another one.</exception>
    public byte[] MasterKey(string? expected)
    {
        lock (_gate)
        {
            var key = _masterKey ??= FindMasterKey(expected);
            return expected is null || Fingerprint(key) == expected ? key : throw WrongKey(Place);
        }
    }

    /// <summary>Asks the place again for the master key, where one was made: a key that was read before says nothing of a place that is gone since.</summary>
    /// <exception cref="SecretPlaceException">The place does not answer, or its key is missing or another one.</exception>
    public void Examine()
    {
        lock (_gate)
        {
            if (SecretRecord.Read(_folder)?.MasterKey is { } expected)
                FindMasterKey(expected);
        }
    }

    /// <summary>Keeps the master key that a backup brought, in the place of this machine; for a folder that never had one.</summary>
    public void Adopt(byte[] masterKey)
    {
        lock (_gate)
        {
            Place.StoreFirst(MasterKeyName, masterKey);
            DurableFile.Replace(SecretRecord.PathIn(_folder), (SecretRecord.Read(_folder)! with { MasterKey = Fingerprint(masterKey) }).Encode());
        }
    }

    /// <summary>For a folder that is deleted: where the place is outside of it, the key would outlive what it sealed.</summary>
    public void ForgetMasterKey() => Place.Delete(MasterKeyName);

    /// <summary>Tells two keys apart without telling anything about either.</summary>
    public static string Fingerprint(ReadOnlySpan<byte> key) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, "assistant master key"u8).AsSpan(0, 8));

    private byte[] FindMasterKey(string? expected)
    {
        var place = Place;
        var record = SecretRecord.Read(_folder)!;
        expected = record.MasterKey ?? expected;
        var key = place.Find(MasterKeyName);
        if (key is null)
        {
            if (expected is not null)
                throw new SecretPlaceException($"The master key is not in {place.Description}.", "Restore it there from a backup; without it what it sealed cannot be read, and no new key is made over it.");
            place.StoreFirst(MasterKeyName, RandomNumberGenerator.GetBytes(KeySize));
            key = place.Find(MasterKeyName);
        }

        if (key?.Length != KeySize || (expected is not null && Fingerprint(key) != expected))
            throw WrongKey(place);
        // A crash before this line finds the key again by name and records it then.
        if (record.MasterKey is null)
            DurableFile.Replace(SecretRecord.PathIn(_folder), (record with { MasterKey = Fingerprint(key) }).Encode());
        return key;
    }

    private static SecretPlaceException WrongKey(SecretPlace place) =>
        new($"The master key in {place.Description} is not the one this data was sealed with.", "Put the right key back from a backup; the data itself is untouched.");

    private SecretRecord Choose()
    {
        DurableFile.CreateFolder(_folder);
        var folderId = Guid.NewGuid().ToString("N");
        var record = new SecretRecord(_preferred ?? Best(folderId), folderId, null);
        try
        {
            DurableFile.WriteOnce(SecretRecord.PathIn(_folder), record.Encode());
            return record;
        }
        catch (IOException) when (SecretRecord.Read(_folder) is not null)
        {
            // Another process chose at the same moment; its choice stands.
            return SecretRecord.Read(_folder)!;
        }
    }

    private SecretPlaceKind Best(string folderId)
    {
        // A key that lies here already was put here by an earlier choice whose record is lost.
        if (File.Exists(Path.Combine(_folder, MasterKeyName + ".key")))
            return OperatingSystem.IsWindows() ? SecretPlaceKind.Dpapi : SecretPlaceKind.File;
        if (OperatingSystem.IsWindows())
            return SecretPlaceKind.Dpapi;
        if (OperatingSystem.IsMacOS())
            return Answers(new KeychainPlace(folderId)) ? SecretPlaceKind.Keychain : SecretPlaceKind.File;
        return SecretServicePlace.IsInstalled && Answers(new SecretServicePlace(folderId)) ? SecretPlaceKind.SecretService : SecretPlaceKind.File;
    }

    // Writing is what a locked keyring refuses, so only a secret that comes back proves the place.
    private static bool Answers(SecretPlace place)
    {
        try
        {
            ReadOnlySpan<byte> probe = [1, 2, 3];
            place.Store("probe", probe);
            var answers = place.Find("probe") is { } kept && probe.SequenceEqual(kept);
            place.Delete("probe");
            return answers;
        }
        catch (SecretPlaceException)
        {
            return false;
        }
    }

    private SecretPlace PlaceOf(SecretRecord record) => record.Place switch
    {
        SecretPlaceKind.SecretService => new SecretServicePlace(record.FolderId),
        SecretPlaceKind.Keychain => new KeychainPlace(record.FolderId),
        SecretPlaceKind.Dpapi when OperatingSystem.IsWindows() => new DpapiPlace(_folder),
        SecretPlaceKind.Dpapi => throw new SecretPlaceException("The secrets of this folder are encrypted for a Windows user.", "Open it on that Windows machine."),
        _ => new FileSecretPlace(_folder),
    };
}
