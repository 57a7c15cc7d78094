using System.Security.Cryptography;
using System.Text;
using Assistant.Host.Storage.Sealing;

namespace Assistant.Host.Storage.Backups;

/// <summary>A master key under a passphrase: PBKDF2-HMAC-SHA-512, then AES-256-GCM bound to the key's fingerprint.</summary>
/// <param name="Iterations">How often the passphrase is hashed.</param>
/// <param name="Salt">Of this backup alone.</param>
/// <param name="Box">The sealed key.</param>
internal sealed record WrappedKey(int Iterations, byte[] Salt, byte[] Box)
{
    /// <summary>Below this a passphrase is guessed from the file in an afternoon, whatever is done with it.</summary>
    public const int ShortestPassphrase = 12;

    public const int LongestPassphrase = 1024;

    /// <summary>
    /// Nearly three times what OWASP asks for PBKDF2 with SHA-512 (210,000, 2023): some 0.3 s on this decade's machines, paid once by the owner and
    /// at every guess by whoever has the file. The class library has no memory-hard function; one would be another entry here.
    /// </summary>
    public const int Cost = 600_000;

    // A file that asks for more would only keep the reader busy; one that asks for less was not written by us.
    private const int MostIterations = 10_000_000;
    private const int FewestIterations = 100_000;
    private const int SaltSize = 16;
    private const int KeySize = 32;

    public static WrappedKey Wrap(byte[] masterKey, string passphrase)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return new WrappedKey(Cost, salt, Sealing.Box.Seal(Derive(passphrase, salt, Cost), masterKey, Bound(Secrets.SecretStore.Fingerprint(masterKey))));
    }

    /// <summary>The key; null where the passphrase is another one.</summary>
    /// <param name="passphrase">What was typed.</param>
    /// <param name="fingerprint">Which key it must be.</param>
    public byte[]? Open(string passphrase, string fingerprint)
    {
        if (Iterations is < FewestIterations or > MostIterations || passphrase.Length > LongestPassphrase)
            return null;
        try
        {
            return Sealing.Box.Open(Derive(passphrase, Salt, Iterations), Box, Bound(fingerprint));
        }
        catch (StorageException)
        {
            return null;
        }
    }

    private static byte[] Derive(string passphrase, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, iterations, HashAlgorithmName.SHA512, KeySize);

    private static byte[] Bound(string fingerprint) => Encoding.UTF8.GetBytes("assistant backup key\n" + fingerprint);
}
