using System.Buffers.Text;
using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>
/// LSP 3.17, base protocol: <c>Content-Length: N</c>, optionally <c>Content-Type</c>, each ended by CR LF, then an empty line, then N bytes of UTF-8.
/// Other headers are passed over. A header section that is wrong leaves no way to find the next message, so it ends the connection.
/// </summary>
internal sealed class HeaderFraming : MessageFraming
{
    private int _searched;
    private int _length = -1;

    public override bool IsInside => _length >= 0;

    public override bool TryRead(PooledBuffer received, out ReadOnlyMemory<byte> message)
    {
        message = default;
        if (_length < 0 && !TryReadHeaders(received))
            return false;
        if (received.Count < _length)
            return false;
        message = received.Memory[.._length];
        received.Consume(_length);
        _length = -1;
        return true;
    }

    public override void Frame(PooledBuffer output, ReadOnlySpan<byte> message)
    {
        output.Append("Content-Length: "u8);
        Utf8Formatter.TryFormat(message.Length, output.GetSpan(10), out var written);
        output.Advance(written);
        output.Append("\r\n\r\n"u8);
        output.Append(message);
    }

    private bool TryReadHeaders(PooledBuffer received)
    {
        var end = received.Span[_searched..].IndexOf("\r\n\r\n"u8);
        var size = end < 0 ? received.Count : _searched + end;
        if (size > RpcLimits.HeaderBytes)
            throw WireException.Limit("headerBytes", RpcLimits.HeaderBytes, $"The headers of a message are at most {RpcLimits.HeaderBytes} bytes.");
        if (end < 0)
        {
            CheckStart(received.Span);
            _searched = Math.Max(0, received.Count - 3);
            return false;
        }

        _length = ParseHeaders(received.Span[..size]);
        _searched = 0;
        received.Consume(size + 4);
        return true;
    }

    // What is no header at all is told so at once, not when 8 KiB of it have come.
    private static void CheckStart(ReadOnlySpan<byte> start)
    {
        var line = start.IndexOf("\r\n"u8);
        if (start.Length > 0 && !char.IsAsciiLetter((char)start[0]))
            throw Lost("a header starts with its name");
        if (line >= 0 && !start[..line].Contains((byte)':'))
            throw Lost("a header is 'Name: value'");
    }

    private static int ParseHeaders(ReadOnlySpan<byte> headers)
    {
        var length = -1L;
        while (!headers.IsEmpty)
        {
            var end = headers.IndexOf("\r\n"u8);
            var line = end < 0 ? headers : headers[..end];
            headers = end < 0 ? default : headers[(end + 2)..];
            var colon = line.IndexOf((byte)':');
            if (colon <= 0)
                throw Lost("a header is 'Name: value'");
            var value = line[(colon + 1)..].Trim(" \t"u8);
            if (NameIs(line[..colon], "content-length"u8))
                length = length < 0 ? ParseLength(value) : throw Lost("Content-Length is given twice");
            else if (NameIs(line[..colon], "content-type"u8))
                CheckCharset(value);
        }

        if (length < 0)
            throw Lost("Content-Length is missing");
        return length <= RpcLimits.FrameBytes ? (int)length : throw TooLarge();
    }

    private static long ParseLength(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') >= 0)
            throw Lost("Content-Length is a number of bytes");
        return Utf8Parser.TryParse(value, out long length, out _) ? length : throw TooLarge();
    }

    private static void CheckCharset(ReadOnlySpan<byte> value)
    {
        var at = value.IndexOf("charset="u8);
        if (at < 0)
            return;
        var charset = value[(at + "charset=".Length)..].Trim("\" "u8);
        // "utf8" is LSP's own early mistake, which it asks everyone to accept.
        if (!NameIs(charset, "utf-8"u8) && !NameIs(charset, "utf8"u8))
            throw Lost("the charset is utf-8");
    }

    private static bool NameIs(ReadOnlySpan<byte> name, ReadOnlySpan<byte> lower) => System.Text.Ascii.EqualsIgnoreCase(name.Trim((byte)' '), lower);

    private static WireException Lost(string why) => new(RpcErrorCode.ParseError, $"The message's headers cannot be read: {why}.", closes: true);
}
