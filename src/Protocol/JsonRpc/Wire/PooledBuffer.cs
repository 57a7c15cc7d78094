using System.Buffers;
using Assistant.Protocol.JsonRpc.Transports;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>A growing byte buffer that is written at its end and read from its start. Rented memory goes back when it is emptied after a large message. Not thread-safe.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstSize = 4096;
    private byte[] _array = [];
    private int _start;
    private int _end;

    public int Count => _end - _start;

    public ReadOnlySpan<byte> Span => _array.AsSpan(_start, Count);

    public ReadOnlyMemory<byte> Memory => _array.AsMemory(_start, Count);

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsMemory(_end);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsSpan(_end);
    }

    public void Advance(int count) => _end += count;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _end += bytes.Length;
    }

    /// <summary>Moves what stands from <paramref name="position"/> on and puts <paramref name="bytes"/> before it.</summary>
    public void Insert(int position, ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        var at = _start + position;
        _array.AsSpan(at, _end - at).CopyTo(_array.AsSpan(at + bytes.Length));
        bytes.CopyTo(_array.AsSpan(at));
        _end += bytes.Length;
    }

    /// <summary>Forgets the first <paramref name="count"/> bytes; their memory stays untouched until the next write.</summary>
    public void Consume(int count) => _start += count;

    /// <summary>Drops what stands from <paramref name="position"/> on.</summary>
    public void Truncate(int position) => _end = _start + position;

    public void Clear()
    {
        _start = _end = 0;
        if (_array.Length > RpcLimits.IdleBufferBytes)
            Dispose();
    }

    public void Dispose()
    {
        var array = _array;
        (_array, _start, _end) = ([], 0, 0);
        if (array.Length > 0)
            MessagePool.Instance.Return(array);
    }

    private void Reserve(int sizeHint)
    {
        var wanted = Math.Max(sizeHint, 1);
        if (_array.Length - _end >= wanted)
            return;
        if (_start > 0 && _array.Length - Count >= wanted && Count <= _start)
        {
            Span.CopyTo(_array);
            (_start, _end) = (0, Count);
            return;
        }

        var larger = MessagePool.Instance.Rent(Math.Max(FirstSize, Math.Max(Count * 2, Count + wanted)));
        Span.CopyTo(larger);
        var count = Count;
        if (_array.Length > 0)
            MessagePool.Instance.Return(_array);
        (_array, _start, _end) = (larger, 0, count);
    }
}
