using System.Security.Cryptography;

namespace Assistant.Host.Storage.Backups;

/// <summary>The first bytes of a file that may still be written to, with their SHA-256. Reading tells how far it is, and ends where it is cancelled.</summary>
internal sealed class MeteredStream(Stream file, long length, Action<int> read, CancellationToken cancel) : Stream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;

    /// <summary>Of what was read so far, in hexadecimal.</summary>
    public string Digest => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public override bool CanRead => true;

    // What reads this wants to know its length, which only streams that can seek have; nobody seeks.
    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        cancel.ThrowIfCancellationRequested();
        if (_position == length || buffer.Length == 0)
            return 0;
        var count = file.Read(buffer[..(int)Math.Min(buffer.Length, length - _position)]);
        if (count == 0)
            throw new EndOfStreamException("A file became shorter while it was copied; try again.");
        _hash.AppendData(buffer[..count]);
        _position += count;
        read(count);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
