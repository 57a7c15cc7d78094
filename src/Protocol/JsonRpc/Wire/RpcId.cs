using System.Buffers.Text;
using System.Text;

namespace Assistant.Protocol.JsonRpc.Wire;

/// <summary>A request's id or a progress token, kept as the peer wrote it so that it can be echoed to the byte. Integers, the usual case, take no memory.</summary>
internal readonly struct RpcId : IEquatable<RpcId>
{
    private readonly long _number;
    private readonly byte[]? _raw;

    private RpcId(long number, byte[]? raw) => (_number, _raw) = (number, raw);

    public static RpcId Null { get; } = new(0, "null"u8.ToArray());

    public static RpcId Of(long number) => new(number, null);

    /// <param name="token">A JSON number, string or null as it stands in the message.</param>
    public static RpcId Read(ReadOnlySpan<byte> token)
    {
        var canonical = token[0] is >= (byte)'1' and <= (byte)'9' && token.Length <= 18;
        if ((canonical || token.SequenceEqual("0"u8)) && Utf8Parser.TryParse(token, out long number, out var used) && used == token.Length)
            return new(number, null);
        return new(0, token.ToArray());
    }

    public bool TryGetNumber(out long number)
    {
        number = _number;
        return _raw is null;
    }

    public void WriteTo(PooledBuffer output)
    {
        if (_raw is not null)
        {
            output.Append(_raw);
            return;
        }

        Utf8Formatter.TryFormat(_number, output.GetSpan(20), out var written);
        output.Advance(written);
    }

    public bool Equals(RpcId other) =>
        _raw is null || other._raw is null ? _raw == other._raw && _number == other._number : _raw.AsSpan().SequenceEqual(other._raw);

    public override bool Equals(object? obj) => obj is RpcId other && Equals(other);

    public override int GetHashCode()
    {
        if (_raw is null)
            return _number.GetHashCode();
        var hash = default(HashCode);
        hash.AddBytes(_raw);
        return hash.ToHashCode();
    }

    public override string ToString() => _raw is null ? $"{_number}" : Encoding.UTF8.GetString(_raw);
}
