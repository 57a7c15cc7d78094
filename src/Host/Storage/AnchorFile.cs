using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Assistant.Host.Storage;

/// <summary>A number that only grows, and what it stood for.</summary>
internal readonly record struct Anchor(long Number, string Value);

/// <summary>
/// Keeps one <see cref="Anchor"/> in two slots that are written in turn, each with a check sum: a write torn by a power cut
/// leaves the one before. Writing costs one small write and no flush, so after a power cut it may lag; it never leads.
/// </summary>
internal sealed class AnchorFile(string path)
{
    // Two sectors, so that one torn write cannot touch both slots.
    private const int SlotSize = 512;

    public string FullPath { get; } = path;

    /// <summary>The newest whole record; null when there is none.</summary>
    public Anchor? Read()
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(FullPath);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        return Newest(content)?.Anchor;
    }

    /// <summary>Moves the anchor forward; one that is already there or further stays.</summary>
    public void Advance(Anchor anchor)
    {
        if (!File.Exists(FullPath))
        {
            Reset(anchor);
            return;
        }

        using var stream = new FileStream(FullPath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        var content = new byte[2 * SlotSize];
        var length = stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        var newest = Newest(content.AsSpan(0, length));
        if (newest is { } found && found.Anchor.Number >= anchor.Number)
            return;
        stream.Position = newest is { Slot: 0 } ? SlotSize : 0;
        stream.Write(Encode(anchor));
    }

    /// <summary>Puts the anchor in place of any, forward or back: what a person's decision may do and nothing else.</summary>
    public void Reset(Anchor anchor)
    {
        DurableFile.CreateFolder(Path.GetDirectoryName(FullPath)!);
        DurableFile.Replace(FullPath, Encode(anchor));
    }

    private static (Anchor Anchor, int Slot)? Newest(ReadOnlySpan<byte> content)
    {
        (Anchor Anchor, int Slot)? newest = null;
        for (var slot = 0; slot < 2 && content.Length >= (slot + 1) * SlotSize; slot++)
        {
            if (Decode(content.Slice(slot * SlotSize, SlotSize)) is { } anchor && (newest is null || anchor.Number > newest.Value.Anchor.Number))
                newest = (anchor, slot);
        }

        return newest;
    }

    private static byte[] Encode(Anchor anchor)
    {
        var slot = new byte[SlotSize];
        var length = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{anchor.Number} {anchor.Value}"), slot.AsSpan(12));
        BinaryPrimitives.WriteInt32LittleEndian(slot.AsSpan(8), length);
        BinaryPrimitives.WriteUInt64LittleEndian(slot, Check(slot.AsSpan(8)));
        return slot;
    }

    private static Anchor? Decode(ReadOnlySpan<byte> slot)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(slot[8..]);
        if (length is <= 0 or > SlotSize - 12 || BinaryPrimitives.ReadUInt64LittleEndian(slot) != Check(slot[8..]))
            return null;
        var text = Encoding.UTF8.GetString(slot.Slice(12, length));
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && long.TryParse(text.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Anchor(number, text[(space + 1)..])
            : null;
    }

    // FNV-1a: finds a torn write. What protects the anchor is where it lies.
    private static ulong Check(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in bytes)
            hash = (hash ^ b) * 1099511628211UL;
        return hash;
    }
}
