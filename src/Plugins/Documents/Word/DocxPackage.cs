using System.IO.Compression;
using System.Text;

namespace Assistant.Plugins.Documents.Word;

/// <summary>
/// The parts of a DOCX: a ZIP whose sizes are not believed. Every byte that is unpacked is counted, and what would be more than a document ever has ends it.
/// </summary>
internal sealed class DocxPackage
{
    // Word's own documents have some dozens of parts; pictures are parts.
    private const int MostParts = 4_000;

    // One part of text: a book of a thousand pages is some 20 MB of XML.
    private const long LargestPart = 64L * 1024 * 1024;

    // What is read in all; pictures are not.
    private const long MostRead = 128L * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _bytes;
    private readonly Dictionary<string, byte[]> _read = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _names;
    private long _left = MostRead;

    /// <exception cref="Protocol.JsonRpc.RpcException">It is no package.</exception>
    public DocxPackage(byte[] bytes)
    {
        _bytes = bytes;
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw Unreadable.Because("has a password, or is of a Word before 2007", "Open it in Word or LibreOffice, save it as DOCX without a password, and add that file.");
        using var archive = Open();
        if (archive.Entries.Count > MostParts)
            throw Unreadable.Because($"has more than {MostParts} parts");
        _names = new(archive.Entries.Select(static entry => entry.FullName), StringComparer.OrdinalIgnoreCase);
    }

    public bool Has(string part) => _names.Contains(part);

    /// <summary>A part's text; null where the package has none of that name.</summary>
    public string? Text(string part)
    {
        if (Part(part) is not { } bytes)
            return null;
        try
        {
            return bytes.AsSpan() switch
            {
                [0xEF, 0xBB, 0xBF, .. var rest] => Strict.GetString(rest),
                [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetString(rest),
                [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetString(rest),
                var all => Strict.GetString(all),
            };
        }
        catch (DecoderFallbackException error)
        {
            throw Unreadable.Because($"is damaged: {part} is no text", inner: error);
        }
    }

    /// <summary>The package with other text in some parts. Every other part is what it was, in the order in which it was.</summary>
    public byte[] With(IReadOnlyDictionary<string, string> changed)
    {
        using var made = new MemoryStream();
        using (var archive = Open())
        using (var copy = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in archive.Entries)
            {
                var target = copy.CreateEntry(entry.FullName, CompressionLevel.Optimal);
                target.LastWriteTime = entry.LastWriteTime;
                target.ExternalAttributes = entry.ExternalAttributes;
                using var stream = target.Open();
                stream.Write(changed.TryGetValue(entry.FullName, out var text) ? Encode(entry.FullName, text) : Unpack(entry));
            }
        }

        return made.ToArray();
    }

    private byte[] Encode(string part, string text) => Part(part)!.AsSpan() switch
    {
        [0xEF, 0xBB, 0xBF, ..] => [0xEF, 0xBB, 0xBF, .. Strict.GetBytes(text)],
        [0xFF, 0xFE, ..] => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)],
        [0xFE, 0xFF, ..] => [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(text)],
        _ => Strict.GetBytes(text),
    };

    private byte[]? Part(string name)
    {
        if (_read.TryGetValue(name, out var known))
            return known;
        using var archive = Open();
        if (archive.Entries.FirstOrDefault(entry => entry.FullName.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } found)
            return null;
        return _read[name] = Unpack(found);
    }

    private byte[] Unpack(ZipArchiveEntry entry)
    {
        try
        {
            using var stream = entry.Open();
            using var unpacked = new MemoryStream();
            var chunk = new byte[32 * 1024];
            for (int read; (read = stream.Read(chunk)) > 0;)
            {
                _left -= read;
                if (_left < 0 || unpacked.Length + read > LargestPart)
                    throw Unreadable.Because("unpacks to more than any document has", "Add the text itself, or a file that was made by a word processor.");
                unpacked.Write(chunk, 0, read);
            }

            return unpacked.ToArray();
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException)
        {
            throw Unreadable.Because($"is damaged: {entry.FullName} does not unpack", inner: error);
        }
    }

    private ZipArchive Open()
    {
        try
        {
            var archive = new ZipArchive(new MemoryStream(_bytes, writable: false), ZipArchiveMode.Read);
            // The directory is read when it is first asked for, and may be damaged by itself.
            _ = archive.Entries;
            return archive;
        }
        catch (Exception error) when (error is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            throw Unreadable.Because("is no DOCX, or is damaged", inner: error);
        }
    }
}
