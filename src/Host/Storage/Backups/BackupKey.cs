using Assistant.Host.Storage.Secrets;

namespace Assistant.Host.Storage.Backups;

/// <summary>The master key that opens a backup, and whether there is anything for it to open.</summary>
/// <param name="Value">The key; null where none is at hand or needed.</param>
/// <param name="Problem">Why the passphrase that was given does not help; null where it does, or none was given.</param>
internal sealed record BackupKey(byte[]? Value, string? Problem)
{
    /// <summary>From the passphrase where one is given, else from whichever store has it.</summary>
    public static BackupKey Find(BackupHeader header, string? passphrase, IEnumerable<SecretStore> stores)
    {
        if (header.KeyFingerprint is not { } fingerprint)
            return new BackupKey(null, null);
        if (passphrase is null)
            return new BackupKey(stores.Select(store => Held(store, fingerprint)).FirstOrDefault(static key => key is not null), null);
        if (header.Key is not { } wrapped)
            return new BackupKey(null, "It was made without a passphrase, so none opens it.");
        return wrapped.Open(passphrase, fingerprint) is { } key ? new BackupKey(key, null) : new BackupKey(null, "The passphrase does not open it.");
    }

    private static byte[]? Held(SecretStore store, string fingerprint)
    {
        try
        {
            return store.PlaceDescription is null ? null : store.MasterKey(fingerprint);
        }
        catch (SecretPlaceException)
        {
            // Another folder's key, or a keyring that does not answer: not at hand.
            return null;
        }
    }
}
