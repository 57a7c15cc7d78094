namespace Assistant.Host.Storage.Sealing;

/// <summary>Reads a blob, each chunk verified before a byte of it is given out. Seekable; holds one chunk in memory.</summary>
internal sealed class BlobReadStream(FileStream file, BlobCipher cipher, long size) : Stream
{
    private readonly byte[] _chunk = new byte[BlobCipher.ChunkSize];
    private readonly byte[] _sealed = new byte[BlobCipher.ChunkSize + BlobCipher.TagSize];
    private long _held = -1;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => _position;
        set => _position = value is >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
    }

    public override int Read(Span<byte> buffer)
    {
        // Even an empty blob is verified before its end is believed.
        if (_position >= size && !(size == 0 && _held < 0))
            return 0;
        var chunk = _position / BlobCipher.ChunkSize;
        if (chunk != _held)
            Load(chunk);
        var offset = (int)(_position % BlobCipher.ChunkSize);
        var count = (int)Math.Min(buffer.Length, Math.Min(BlobCipher.ChunkSize - offset, size - _position));
        _chunk.AsSpan(offset, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => size + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            cipher.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Load(long chunk)
    {
        _held = -1;
        var plain = (int)Math.Min(BlobCipher.ChunkSize, size - (chunk * BlobCipher.ChunkSize));
        file.Position = chunk * (BlobCipher.ChunkSize + BlobCipher.TagSize);
        var bytes = _sealed.AsSpan(0, plain + BlobCipher.TagSize);
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) != bytes.Length)
            throw Box.Damaged(null);
        cipher.Open(chunk, chunk == BlobCipher.Chunks(size) - 1, bytes, _chunk.AsSpan(0, plain));
        _held = chunk;
    }
}
