using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace Assistant.EndToEnd.Keeping;

/// <summary>
/// Looks for words in every byte of a folder's files: as text of every width and case, encoded as mail, web and JSON do, across the line breaks that encodings
/// put in, and inside what is packed (ZIP with its parts, gzip, the streams of a PDF). A word is found by what follows its second letter, because a full-text index
/// keeps only what differs from the word before.
/// </summary>
internal sealed class Forensics
{
    private const int Shared = 2;

    private readonly List<(string Name, byte[] Content)> _views = [];

    /// <param name="folder">Everything below it is read, once.</param>
    /// <param name="without">Folders below it that are somebody else's.</param>
    public Forensics(string folder, params string[] without)
    {
        // What is empty holds nothing, and may be a lock that lets nobody look.
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).Length > 0 && !without.Any(other => path.StartsWith(other + Path.DirectorySeparatorChar, StringComparison.Ordinal))))
            Add(Path.GetRelativePath(folder, path), Read(path), depth: 0);
    }

    public int Files { get; private set; }

    /// <summary>The files in which a word is, in any form.</summary>
    public List<string> Where(string word)
    {
        var (folded, exact) = (Folded(word[Shared..]), Exact(word[Shared..]));
        return [.. _views.Where(view => folded.Any(form => view.Content.AsSpan().IndexOf(form) >= 0) || exact.Any(form => view.Content.AsSpan().IndexOf(form) >= 0)).Select(static view => view.Name).Distinct()];
    }

    /// <summary>Every form in which a word is looked for, each as a file could have it.</summary>
    public static IEnumerable<(string Form, byte[] Bytes)> Written(string word)
    {
        var plain = Encoding.UTF8.GetBytes($"Dear {word}, hello.");
        yield return ("UTF-8", plain);
        yield return ("capitals", Encoding.UTF8.GetBytes(word.ToUpperInvariant()));
        yield return ("UTF-16", Encoding.Unicode.GetBytes(word));
        yield return ("UTF-16, big end first", Encoding.BigEndianUnicode.GetBytes(word));
        for (var shift = 0; shift < 3; shift++)
            yield return ($"base64, shifted by {shift}", Encoding.ASCII.GetBytes(Convert.ToBase64String([.. "xyz"u8[..shift], .. plain], Base64FormattingOptions.InsertLineBreaks)));
        yield return ("quoted-printable with a soft break", Encoding.ASCII.GetBytes($"Dear {word[..5]}=\r\n{word[5..]}"));
        yield return ("quoted-printable", Encoding.ASCII.GetBytes(string.Concat(word.Select(static c => $"={(int)c:X2}"))));
        yield return ("URL", Encoding.ASCII.GetBytes(string.Concat(word.Select(static c => $"%{(int)c:x2}"))));
        yield return ("JSON escapes", Encoding.ASCII.GetBytes(string.Concat(word.Select(static c => $"\\u{(int)c:x4}"))));
        yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(plain)));
        yield return ("DOCX", Zip("word/document.xml", plain));
        yield return ("DOCX in a ZIP", Zip("cv.docx", Zip("word/document.xml", plain)));
        yield return ("gzip", Packed(plain, static target => new GZipStream(target, CompressionLevel.Optimal)));
        yield return ("PDF stream", [.. "%PDF-1.7\n1 0 obj <</Filter/FlateDecode>> stream\r\n"u8, .. Packed(plain, static target => new ZLibStream(target, CompressionLevel.Optimal)), .. "\nendstream endobj"u8]);
    }

    private static List<byte[]> Folded(string word)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(word);
        return
        [
            utf8, Encoding.Unicode.GetBytes(word), Encoding.BigEndianUnicode.GetBytes(word), Encoding.ASCII.GetBytes(string.Concat(utf8.Select(static b => $"={b:x2}"))),
            Encoding.ASCII.GetBytes(string.Concat(utf8.Select(static b => $"%{b:x2}"))), Encoding.ASCII.GetBytes(string.Concat(word.Select(static c => $"\\u{(int)c:x4}"))),
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8)),
        ];
    }

    // Base64 tells small letters from capitals; what stands before and after the word changes the letters at its edges.
    private static List<byte[]> Exact(string word) => [.. Enumerable.Range(0, 3).Select(shift =>
    {
        var text = Convert.ToBase64String([.. new byte[shift], .. Encoding.UTF8.GetBytes(word)]);
        var first = (shift * 8 + 5) / 6;
        return Encoding.ASCII.GetBytes(text[first..((shift + word.Length) * 8 / 6)]);
    })];

    private void Add(string name, byte[] content, int depth)
    {
        Files++;
        _views.Add((name, content));
        _views.Add((name, Lower(content)));
        // Lines that an encoding broke.
        byte[] whole = [.. content.Where(static b => b is not ((byte)'\r' or (byte)'\n'))];
        _views.Add((name, whole));
        _views.Add((name, Lower([.. Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(content).Replace("=\r\n", "", StringComparison.Ordinal).Replace("=\n", "", StringComparison.Ordinal))])));
        if (depth < 4)
        {
            foreach (var (part, bytes) in Unpacked(content))
                Add($"{name}!{part}", bytes, depth + 1);
        }
    }

    private static IEnumerable<(string Name, byte[] Content)> Unpacked(byte[] content)
    {
        if (content.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            using var zip = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
            foreach (var entry in zip.Entries)
            {
                using var part = entry.Open();
                yield return (entry.FullName, ReadAll(part));
            }
        }
        else if (content.AsSpan().StartsWith((byte[])[0x1f, 0x8b]))
        {
            yield return ("gzip", Inflated(content, static source => new GZipStream(source, CompressionMode.Decompress)));
        }
        else if (content.AsSpan().StartsWith("%PDF"u8))
        {
            foreach (var at in Places(content, "stream"u8.ToArray()))
            {
                var begin = at + 6;
                while (begin < content.Length && content[begin] is (byte)'\r' or (byte)'\n')
                    begin++;
                yield return ($"stream at {at}", Inflated(content[begin..], static source => new ZLibStream(source, CompressionMode.Decompress)));
            }
        }
    }

    private static List<int> Places(byte[] content, byte[] what)
    {
        var places = new List<int>();
        for (var at = content.AsSpan().IndexOf(what); at >= 0;)
        {
            places.Add(at);
            var next = content.AsSpan(at + what.Length).IndexOf(what);
            at = next < 0 ? -1 : at + what.Length + next;
        }

        return places;
    }

    // What is no such stream has nothing to show.
    private static byte[] Inflated(byte[] content, Func<Stream, Stream> open)
    {
        try
        {
            using var stream = open(new MemoryStream(content));
            return ReadAll(stream);
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static byte[] ReadAll(Stream stream)
    {
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private static byte[] Lower(byte[] content)
    {
        var lower = new byte[content.Length];
        Ascii.ToLower(content, lower, out var written);
        // It stops at what is no ASCII.
        while (written < content.Length)
        {
            lower[written] = content[written];
            written++;
            Ascii.ToLower(content.AsSpan(written), lower.AsSpan(written), out var more);
            written += more;
        }

        return lower;
    }

    private static byte[] Zip(string name, byte[] content)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry(name).Open();
            part.Write(content);
        }

        return file.ToArray();
    }

    private static byte[] Packed(byte[] content, Func<Stream, Stream> open)
    {
        using var target = new MemoryStream();
        using (var packing = open(target))
            packing.Write(content);
        return target.ToArray();
    }

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return ReadAll(stream);
    }
}
