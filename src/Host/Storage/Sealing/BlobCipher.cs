using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Assistant.Host.Storage.Sealing;

/// <summary>
/// One blob's encryption: 64 KiB chunks, each AES-256-GCM under a key of this blob alone. A chunk's nonce is its number and whether
/// it is the last, so that chunks cannot be moved, dropped or cut off unnoticed, and any one can be read alone.
/// </summary>
internal sealed class BlobCipher : IDisposable
{
    /// <summary>Plain bytes in a chunk; big enough that the tag costs nothing, small enough to keep memory flat.</summary>
    public const int ChunkSize = 64 * 1024;

    public const int TagSize = 16;
    public const int SaltSize = 16;

    private readonly AesGcm _aes;

    public BlobCipher(byte[] subjectKey, byte[] salt) =>
        _aes = new AesGcm(HKDF.DeriveKey(HashAlgorithmName.SHA256, subjectKey, 32, salt, "blob"u8.ToArray()), TagSize);

    /// <summary>The key of addresses: the same bytes have another address for another subject, so that addresses tell nothing across subjects.</summary>
    public static byte[] AddressKey(byte[] subjectKey) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, subjectKey, 32, info: "blob-address"u8.ToArray());

    /// <summary>How many chunks hold this many bytes; an empty blob has one, which proves that it is empty.</summary>
    public static long Chunks(long size) => Math.Max(1, (size + ChunkSize - 1) / ChunkSize);

    public static long FileSize(long size) => size + (Chunks(size) * TagSize);

    /// <summary>Writes ciphertext and then the tag.</summary>
    public void Seal(long chunk, bool last, ReadOnlySpan<byte> plaintext, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[12];
        Nonce(chunk, last, nonce);
        _aes.Encrypt(nonce, plaintext, destination[..plaintext.Length], destination.Slice(plaintext.Length, TagSize));
    }

    /// <exception cref="StorageException">The chunk was changed, moved or cut off.</exception>
    public void Open(long chunk, bool last, ReadOnlySpan<byte> sealedChunk, Span<byte> plaintext)
    {
        Span<byte> nonce = stackalloc byte[12];
        Nonce(chunk, last, nonce);
        try
        {
            _aes.Decrypt(nonce, sealedChunk[..^TagSize], sealedChunk[^TagSize..], plaintext);
        }
        catch (AuthenticationTagMismatchException error)
        {
            throw Box.Damaged(error);
        }
    }

    public void Dispose() => _aes.Dispose();

    private static void Nonce(long chunk, bool last, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce, chunk);
        nonce[8] = last ? (byte)1 : (byte)0;
    }
}
