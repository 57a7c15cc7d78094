using System.Buffers.Binary;
using System.Text;

namespace Assistant.Plugins.Documents.Setting;

/// <summary>A TrueType file: which glyph shows a character, how wide it is, and the part of the file that some glyphs need (OpenType 1.9).</summary>
internal sealed class TrueType
{
    // What a program needs to draw glyphs by their number; names, kerning and the like stay behind.
    private static readonly string[] Kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly Dictionary<int, int> _glyphs = [];
    private readonly int _metrics;

    public TrueType(byte[] file)
    {
        _file = file;
        for (var i = 0; i < U16(4); i++)
            _tables[Encoding.ASCII.GetString(file, 12 + (16 * i), 4)] = (I32(12 + (16 * i) + 8), I32(12 + (16 * i) + 12));
        UnitsPerEm = U16(At("head") + 18);
        _metrics = U16(At("hhea") + 34);
        Glyphs = U16(At("maxp") + 4);
        ReadCharacters();
    }

    public int UnitsPerEm { get; }

    public int Glyphs { get; }

    public short Ascent => I16(At("hhea") + 4);

    public short Descent => I16(At("hhea") + 6);

    /// <summary>Left, bottom, right, top of all glyphs, in font units.</summary>
    public short[] Box => [I16(At("head") + 36), I16(At("head") + 38), I16(At("head") + 40), I16(At("head") + 42)];

    /// <summary>0 where the file has no shape for it.</summary>
    public int Glyph(Rune rune) => _glyphs.GetValueOrDefault(rune.Value);

    /// <summary>In font units.</summary>
    public int Width(int glyph) => U16(At("hmtx") + (4 * Math.Min(glyph, _metrics - 1)));

    /// <summary>The file with the shapes of these glyphs alone, under the numbers they have.</summary>
    public byte[] With(IEnumerable<int> glyphs)
    {
        var used = new HashSet<int> { 0 };
        foreach (var glyph in glyphs)
            AddWithParts(glyph, used);
        var shapes = new MemoryStream();
        var places = new byte[4 * (Glyphs + 1)];
        for (var glyph = 0; glyph < Glyphs; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(places.AsSpan(4 * glyph), (uint)shapes.Length);
            if (used.Contains(glyph))
            {
                shapes.Write(Shape(glyph));
                shapes.Write(new byte[(4 - (shapes.Length % 4)) % 4]);
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(places.AsSpan(4 * Glyphs), (uint)shapes.Length);
        return Assemble(tag => tag switch { "glyf" => shapes.ToArray(), "loca" => places, "head" => LongPlaces(), _ => _tables.TryGetValue(tag, out var table) ? _file[table.Offset..(table.Offset + table.Length)] : null });
    }

    private byte[] LongPlaces()
    {
        var head = _file[At("head")..(At("head") + _tables["head"].Length)];
        head.AsSpan(8, 4).Clear();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        return head;
    }

    private static byte[] Assemble(Func<string, byte[]?> table)
    {
        var tables = Kept.Select(tag => (Tag: tag, Bytes: table(tag))).Where(static each => each.Bytes is not null).ToList();
        var made = new byte[12 + (16 * tables.Count) + tables.Sum(static each => (each.Bytes!.Length + 3) / 4 * 4)];
        var log = (int)Math.Log2(tables.Count);
        BinaryPrimitives.WriteUInt32BigEndian(made, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(made.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(made.AsSpan(6), (ushort)(16 << log));
        BinaryPrimitives.WriteUInt16BigEndian(made.AsSpan(8), (ushort)log);
        BinaryPrimitives.WriteUInt16BigEndian(made.AsSpan(10), (ushort)((16 * tables.Count) - (16 << log)));
        var at = 12 + (16 * tables.Count);
        for (var i = 0; i < tables.Count; i++)
        {
            var (tag, bytes) = tables[i];
            bytes!.CopyTo(made, at);
            var record = made.AsSpan(12 + (16 * i));
            Encoding.ASCII.GetBytes(tag, record);
            BinaryPrimitives.WriteUInt32BigEndian(record[4..], Sum(made.AsSpan(at, (bytes.Length + 3) / 4 * 4)));
            BinaryPrimitives.WriteInt32BigEndian(record[8..], at);
            BinaryPrimitives.WriteInt32BigEndian(record[12..], bytes.Length);
            at += (bytes.Length + 3) / 4 * 4;
        }

        return made;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i += 4)
            sum += BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]);
        return sum;
    }

    // An accented letter is made of others.
    private void AddWithParts(int glyph, HashSet<int> used)
    {
        if (!used.Add(glyph))
            return;
        var shape = Shape(glyph);
        if (shape.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(shape) >= 0)
            return;
        for (var at = 10; ;)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(shape[at..]);
            AddWithParts(BinaryPrimitives.ReadUInt16BigEndian(shape[(at + 2)..]), used);
            if ((flags & 0x20) == 0)
                return;
            at += 4 + ((flags & 0x01) != 0 ? 4 : 2) + ((flags & 0x08) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0);
        }
    }

    private ReadOnlySpan<byte> Shape(int glyph)
    {
        var isLong = I16(At("head") + 50) == 1;
        int Place(int index) => isLong ? I32(At("loca") + (4 * index)) : 2 * U16(At("loca") + (2 * index));
        return _file.AsSpan(At("glyf") + Place(glyph), Place(glyph + 1) - Place(glyph));
    }

    private void ReadCharacters()
    {
        var map = At("cmap");
        for (var i = 0; i < U16(map + 2); i++)
        {
            var table = map + I32(map + 8 + (8 * i));
            if (U16(table) == 4)
                ReadSegments(table);
            else if (U16(table) == 12)
                ReadGroups(table);
        }
    }

    private void ReadSegments(int table)
    {
        var doubled = U16(table + 6);
        for (var i = 0; i < doubled; i += 2)
        {
            var (last, first) = (U16(table + 14 + i), U16(table + 16 + doubled + i));
            var (delta, range) = (U16(table + 16 + (2 * doubled) + i), U16(table + 16 + (3 * doubled) + i));
            for (var c = (int)first; c <= last && c != 0xFFFF; c++)
            {
                var glyph = range == 0 ? c + delta : U16(table + 16 + (3 * doubled) + i + range + (2 * (c - first))) is > 0 and var found ? found + delta : 0;
                if ((glyph & 0xFFFF) != 0)
                    _glyphs[c] = glyph & 0xFFFF;
            }
        }
    }

    private void ReadGroups(int table)
    {
        for (var i = 0; i < I32(table + 12); i++)
        {
            var group = table + 16 + (12 * i);
            for (var c = I32(group); c <= I32(group + 4); c++)
                _glyphs[c] = I32(group + 8) + c - I32(group);
        }
    }

    private int At(string tag) => _tables[tag].Offset;

    private ushort U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private short I16(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));

    private int I32(int at) => BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(at));
}
