using System.Buffers.Binary;
using System.Text;

namespace Assistant.Host.Storage.Sealing;

/// <summary>
/// Seals bodies, notes and tokens under their subject's key. The place (<c>draft.body:ID</c>) is bound in: what was sealed for one
/// place does not open in another.
/// </summary>
internal sealed class Sealer(SubjectKeys keys)
{
    public byte[] Seal(WriteTransaction transaction, string subject, ReadOnlySpan<byte> plaintext, string place) =>
        Box.Seal(keys.Obtain(transaction, subject), plaintext, Bind(subject, place));

    public byte[] SealText(WriteTransaction transaction, string subject, string text, string place) =>
        Seal(transaction, subject, Encoding.UTF8.GetBytes(text), place);

    /// <summary>What was sealed; null when the subject was erased.</summary>
    /// <exception cref="StorageException">It was changed, or sealed for another place.</exception>
    public byte[]? Open(ReadConnection connection, string subject, byte[] sealedBytes, string place) =>
        keys.Find(connection, subject) is { } key ? Box.Open(key, sealedBytes, Bind(subject, place)) : null;

    public string? OpenText(ReadConnection connection, string subject, byte[] sealedBytes, string place) =>
        Open(connection, subject, sealedBytes, place) is { } plaintext ? Encoding.UTF8.GetString(plaintext) : null;

    private static byte[] Bind(string subject, string place)
    {
        var length = Encoding.UTF8.GetByteCount(subject);
        var bound = new byte[4 + length + Encoding.UTF8.GetByteCount(place)];
        BinaryPrimitives.WriteInt32LittleEndian(bound, length);
        Encoding.UTF8.GetBytes(subject, bound.AsSpan(4));
        Encoding.UTF8.GetBytes(place, bound.AsSpan(4 + length));
        return bound;
    }
}
