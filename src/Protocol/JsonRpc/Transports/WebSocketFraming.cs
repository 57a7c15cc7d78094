using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Unicode;
using Assistant.Protocol.JsonRpc.Wire;

namespace Assistant.Protocol.JsonRpc.Transports;

/// <summary>
/// RFC 6455, section 5: finds messages in a stream of frames, whole or in fragments, and marks them in one. No extension is spoken.
/// Text must be UTF-8; text and binary are taken alike, and text is sent.
/// </summary>
/// <param name="isServer">A server takes only what is masked and masks nothing; a client the other way round (5.1).</param>
#pragma warning disable CA1001 // What a connection had gathered of a message when it ended goes to the collector with it.
internal sealed class WebSocketFraming(bool isServer) : MessageFraming
#pragma warning restore CA1001
{
    private const byte Final = 0x80;
    private const byte Masked = 0x80;
    private const byte OpcodeBits = 0x0F;
    private const int LargestControl = 125;
    private const int LengthIn16Bits = 126;
    private const int LengthIn64Bits = 127;
    private const int KeySize = 4;
    private const int LongestHeader = 2 + sizeof(ulong) + KeySize;

    private readonly PooledBuffer _fragments = new();
    private Opcode _fragmented;
    private bool _taken;

    private enum Opcode : byte
    {
        Continuation = 0,
        Text = 1,
        Binary = 2,
        Close = 8,
        Ping = 9,
        Pong = 10,
    }

    /// <summary>The peer has said its last word.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>What a close frame of ours says; what was wrong, where something was.</summary>
    public WebSocketCloseCode Reason { get; private set; } = WebSocketCloseCode.Normal;

    /// <summary>The payload of the last ping that is not answered yet (5.5.3: the most recent is enough).</summary>
    public byte[]? Ping { get; set; }

    public override bool IsInside => _fragmented != Opcode.Continuation;

    public override bool TryRead(PooledBuffer received, out ReadOnlyMemory<byte> message)
    {
        if (_taken)
        {
            _taken = false;
            _fragments.Clear();
        }

        while (!IsClosed && TryTake(received, out var opcode, out var isFinal, out var payload))
        {
            if (opcode >= Opcode.Close)
                TakeControl(opcode, payload.Span);
            else if (TakeData(opcode, isFinal, payload, out message))
                return true;
        }

        message = default;
        return false;
    }

    public override void Frame(PooledBuffer output, ReadOnlySpan<byte> message) => Frame(output, Opcode.Text, message);

    public void FramePing(PooledBuffer output) => Frame(output, Opcode.Ping, []);

    public void FramePong(PooledBuffer output, ReadOnlySpan<byte> payload) => Frame(output, Opcode.Pong, payload);

    public void FrameClose(PooledBuffer output)
    {
        Span<byte> code = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(code, (ushort)Reason);
        Frame(output, Opcode.Close, code);
    }

    private bool TryTake(PooledBuffer received, out Opcode opcode, out bool isFinal, out Memory<byte> payload)
    {
        (opcode, isFinal, payload) = (default, default, default);
        var bytes = received.Span;
        if (bytes.Length < 2)
            return false;
        var (first, second) = (bytes[0], bytes[1]);
        opcode = (Opcode)(first & OpcodeBits);
        isFinal = (first & Final) != 0;
        CheckStart(first, second, opcode, isFinal);

        var length = (ulong)(second & ~Masked);
        var header = 2;
        if (length >= LengthIn16Bits)
        {
            header += length == LengthIn16Bits ? sizeof(ushort) : sizeof(ulong);
            if (bytes.Length < header)
                return false;
            length = length == LengthIn16Bits ? BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) : BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
        }

        // Before the first byte of it is waited for, whatever it claims.
        if (length > (ulong)(RpcLimits.FrameBytes - _fragments.Count))
        {
            Reason = WebSocketCloseCode.TooBig;
            throw TooLarge();
        }

        var key = header;
        header += isServer ? KeySize : 0;
        if (bytes.Length < header + (int)length)
            return false;
        payload = MemoryMarshal.AsMemory(received.Memory.Slice(header, (int)length));
        if (isServer)
            Mask(payload.Span, bytes.Slice(key, KeySize));
        received.Consume(header + (int)length);
        return true;
    }

    private void CheckStart(byte first, byte second, Opcode opcode, bool isFinal)
    {
        if ((first & 0x70) != 0)
            throw Broken("a bit is set that only an extension would use");
        if (opcode is > Opcode.Binary and < Opcode.Close or > Opcode.Pong)
            throw Broken("the kind of frame is unknown");
        if ((second & Masked) != 0 != isServer)
            throw Broken(isServer ? "a client masks its frames" : "a server masks nothing");
        if (opcode >= Opcode.Close && (!isFinal || (second & ~Masked) > LargestControl))
            throw Broken("a control frame is whole and at most 125 bytes");
        if (opcode == Opcode.Continuation != IsInside && opcode < Opcode.Close)
            throw Broken(IsInside ? "the message before it has not ended" : "there is no message to go on with");
    }

    private void TakeControl(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        if (opcode == Opcode.Ping)
        {
            Ping = payload.ToArray();
        }
        else if (opcode == Opcode.Close)
        {
            if (payload.Length == 1 || (payload.Length > 1 && !Utf8.IsValid(payload[2..])))
                throw Broken("a close frame is empty, or a number and a reason in UTF-8");
            IsClosed = true;
        }
    }

    private bool TakeData(Opcode opcode, bool isFinal, ReadOnlyMemory<byte> payload, out ReadOnlyMemory<byte> message)
    {
        message = payload;
        var kind = opcode == Opcode.Continuation ? _fragmented : opcode;
        if (opcode == Opcode.Continuation || !isFinal)
        {
            _fragments.Append(payload.Span);
            _fragmented = isFinal ? Opcode.Continuation : kind;
            message = _fragments.Memory;
            _taken = isFinal;
        }

        if (!isFinal || message.IsEmpty)
            return false;
        if (kind == Opcode.Text && !Utf8.IsValid(message.Span))
        {
            Reason = WebSocketCloseCode.NotUtf8;
            throw new WireException(RpcErrorCode.ParseError, "A text message is UTF-8.", closes: true);
        }

        return true;
    }

    private void Frame(PooledBuffer output, Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var frame = output.GetSpan(LongestHeader + payload.Length);
        frame[0] = (byte)(Final | (byte)opcode);
        var header = 2;
        if (payload.Length <= LargestControl)
        {
            frame[1] = (byte)payload.Length;
        }
        else if (payload.Length <= ushort.MaxValue)
        {
            frame[1] = LengthIn16Bits;
            BinaryPrimitives.WriteUInt16BigEndian(frame[2..], (ushort)payload.Length);
            header += sizeof(ushort);
        }
        else
        {
            frame[1] = LengthIn64Bits;
            BinaryPrimitives.WriteUInt64BigEndian(frame[2..], (ulong)payload.Length);
            header += sizeof(ulong);
        }

        if (!isServer)
        {
            frame[1] |= Masked;
            RandomNumberGenerator.Fill(frame.Slice(header, KeySize));
            header += KeySize;
        }

        payload.CopyTo(frame[header..]);
        if (!isServer)
            Mask(frame.Slice(header, payload.Length), frame.Slice(header - KeySize, KeySize));
        output.Advance(header + payload.Length);
    }

    // Eight bytes at a time: the key repeats every four.
    private static void Mask(Span<byte> payload, ReadOnlySpan<byte> key)
    {
        var word = MemoryMarshal.Read<uint>(key);
        var twice = ((ulong)word << 32) | word;
        var words = MemoryMarshal.Cast<byte, ulong>(payload);
        for (var i = 0; i < words.Length; i++)
            words[i] ^= twice;
        for (var i = words.Length * sizeof(ulong); i < payload.Length; i++)
            payload[i] ^= key[i % KeySize];
    }

    private WireException Broken(string why)
    {
        Reason = WebSocketCloseCode.ProtocolError;
        return new(RpcErrorCode.ParseError, $"The frame cannot be read: {why}.", closes: true);
    }
}

/// <summary>RFC 6455, section 7.4.1.</summary>
internal enum WebSocketCloseCode : ushort
{
    Normal = 1000,
    ProtocolError = 1002,
    NotUtf8 = 1007,
    TooBig = 1009,
}
