using System.Security.Cryptography;

namespace Assistant.Host.Storage.Sealing;

/// <summary>A blob being written, sealed chunk by chunk as it arrives. Disposed before <see cref="Complete"/>, it leaves nothing.</summary>
internal sealed class BlobWriter : IDisposable
{
    private readonly BlobStore _store;
    private readonly FileStream _file;
    private readonly BlobCipher _cipher;
    private readonly IncrementalHash _hash;
    private readonly byte[] _chunk = new byte[BlobCipher.ChunkSize];
    private readonly byte[] _sealed = new byte[BlobCipher.ChunkSize + BlobCipher.TagSize];
    private int _filled;
    private long _chunks;
    private bool _placed;

    internal BlobWriter(BlobStore store, string subject, byte[] subjectKey, string temporaryPath)
    {
        _store = store;
        Subject = subject;
        Salt = RandomNumberGenerator.GetBytes(BlobCipher.SaltSize);
        _cipher = new BlobCipher(subjectKey, Salt);
        _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, BlobCipher.AddressKey(subjectKey));
        TemporaryPath = temporaryPath;
        _file = DurableFile.CreateNew(temporaryPath);
    }

    public string Subject { get; }

    /// <summary>How many bytes were taken so far.</summary>
    public long Size { get; private set; }

    internal byte[] Salt { get; }

    internal string TemporaryPath { get; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        Size += bytes.Length;
        while (bytes.Length > 0)
        {
            // A full chunk waits for a byte after it: only then is it known not to be the last.
            if (_filled == _chunk.Length)
                Flush(last: false);
            var taken = Math.Min(bytes.Length, _chunk.Length - _filled);
            bytes[..taken].CopyTo(_chunk.AsSpan(_filled));
            _filled += taken;
            bytes = bytes[taken..];
        }
    }

    /// <summary>Makes the blob durable; its address. Nobody holds it yet.</summary>
    public string Complete()
    {
        Flush(last: true);
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        var address = Convert.ToHexStringLower(_hash.GetHashAndReset());
        _store.Place(this, address);
        _placed = true;
        return address;
    }

    public void Dispose()
    {
        _file.Dispose();
        _cipher.Dispose();
        _hash.Dispose();
        CryptographicOperations.ZeroMemory(_chunk);
        if (!_placed)
            File.Delete(TemporaryPath);
    }

    private void Flush(bool last)
    {
        _cipher.Seal(_chunks++, last, _chunk.AsSpan(0, _filled), _sealed);
        _file.Write(_sealed, 0, _filled + BlobCipher.TagSize);
        _filled = 0;
    }
}
