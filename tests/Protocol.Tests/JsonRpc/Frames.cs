using System.Buffers.Binary;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>WebSocket frames made by hand, right and wrong ones.</summary>
internal static class Frames
{
    private static readonly byte[] Key = [0x37, 0xFA, 0x21, 0x3D];

    /// <summary>As a client sends it.</summary>
    /// <param name="first">The first byte: final or not, and the kind.</param>
    /// <param name="payload">In the clear.</param>
    public static byte[] Masked(byte first, ReadOnlySpan<byte> payload)
    {
        byte[] length = payload.Length switch
        {
            <= 125 => [(byte)payload.Length],
            <= ushort.MaxValue => [126, .. BigEndian((ulong)payload.Length)[6..]],
            _ => [127, .. BigEndian((ulong)payload.Length)],
        };
        length[0] |= 0x80;
        byte[] frame = [first, .. length, .. Key, .. payload];
        for (var (i, at) = (0, frame.Length - payload.Length); i < payload.Length; i++)
            frame[at + i] ^= Key[i % Key.Length];
        return frame;
    }

    private static byte[] BigEndian(ulong length)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, length);
        return bytes;
    }
}
