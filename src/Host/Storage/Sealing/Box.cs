using System.Security.Cryptography;

namespace Assistant.Host.Storage.Sealing;

/// <summary>AES-256-GCM as stored: version (1), nonce (12, random), tag (16), ciphertext.</summary>
internal static class Box
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Overhead = 1 + NonceSize + TagSize;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plaintext, ReadOnlySpan<byte> associatedData)
    {
        var box = new byte[Overhead + plaintext.Length];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plaintext, box.AsSpan(Overhead), box.AsSpan(1 + NonceSize, TagSize), associatedData);
        return box;
    }

    /// <exception cref="StorageException">It was changed, moved from another place, or sealed under another key.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> associatedData)
    {
        if (box.Length < Overhead || box[0] != Version)
            throw Damaged(null);
        var plaintext = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(box.Slice(1, NonceSize), box[Overhead..], box.Slice(1 + NonceSize, TagSize), plaintext, associatedData);
        }
        catch (AuthenticationTagMismatchException error)
        {
            throw Damaged(error);
        }

        return plaintext;
    }

    internal static StorageException Damaged(Exception? inner) =>
        new(StorageFault.Corrupt, "Sealed data does not open: it was changed outside the program, or belongs elsewhere.", "Restore it from a backup.", inner);
}
