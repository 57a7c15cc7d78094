namespace Assistant.Plugins.MailLocal.Maildirs;

/// <summary>Reads one message's file, never more of it than was asked for.</summary>
internal static class MessageFile
{
    /// <summary>Exchange allows 256 KiB of header, Postfix 100; what lies beyond is cut off and said so.</summary>
    public const int LongestHeader = 256 * 1024;

    /// <summary>What the contract answers of a body: any report's fields and any reply's new text are in its first mebibyte.</summary>
    public const int LongestMessage = 1024 * 1024;

    // Most headers are shorter, so one read does.
    private const int Chunk = 8 * 1024;

    /// <summary>The header block, without the empty line. Nothing behind the chunk that holds the empty line is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What is wrong with it, or null. A header that is too long is cut at a line's end and answered all the same.</param>
    /// <returns>Null where it is no message.</returns>
    /// <exception cref="FileNotFoundException">It was moved or deleted meanwhile.</exception>
    public static byte[]? ReadHeader(string path, out string? problem)
    {
        if (Refusal(path) is { } reason)
        {
            problem = reason;
            return null;
        }

        using var file = Open(path);
        var buffer = new byte[Chunk];
        var filled = 0;
        while (true)
        {
            var read = file.Read(buffer, filled, buffer.Length - filled);
            filled += read;
            var end = HeaderEnd(buffer.AsSpan(0, filled), atEnd: read == 0);
            if (end < 0 && filled >= LongestHeader)
            {
                problem = $"its header is longer than {LongestHeader / 1024} KiB and is cut";
                end = buffer.AsSpan(0, LongestHeader).LastIndexOf((byte)'\n') + 1;
                return StartsWithField(buffer.AsSpan(0, end)) ? buffer[..end] : null;
            }

            if (end >= 0)
            {
                var isMessage = StartsWithField(buffer.AsSpan(0, end));
                problem = isMessage ? null : "it does not begin with a header, so it is no message";
                return isMessage ? buffer[..end] : null;
            }

            if (filled == buffer.Length)
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, LongestHeader));
        }
    }

    /// <summary>The message, cut at <see cref="LongestMessage"/>.</summary>
    /// <exception cref="FileNotFoundException">It was moved or deleted meanwhile.</exception>
    public static byte[]? ReadWhole(string path, out string? problem)
    {
        problem = Refusal(path);
        if (problem is not null)
            return null;
        using var file = Open(path);
        var bytes = new byte[Math.Min(file.Length, LongestMessage)];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..read];
    }

    private static FileStream Open(string path) =>
        new(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });

    /// <summary>Looks before opening: a named pipe, which has no length, would hold the reader for ever, and a link may lead anywhere.</summary>
    private static string? Refusal(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            return "it is a link, and links are not followed";
        return file.Length == 0 ? "it is empty or no file" : null;
    }

    /// <summary>Where the header ends: before the first empty line, or at the end of a file that has none.</summary>
    private static int HeaderEnd(ReadOnlySpan<byte> bytes, bool atEnd)
    {
        var line = 0;
        while (bytes[line..].IndexOf((byte)'\n') is var length and >= 0)
        {
            if (length == 0 || (length == 1 && bytes[line] == '\r'))
                return line;
            line += length + 1;
        }

        return atEnd ? bytes.Length : -1;
    }

    /// <summary>RFC 5322 section 2.2: printable characters, then a colon; before it perhaps the separator line of an mbox.</summary>
    private static bool StartsWithField(ReadOnlySpan<byte> header)
    {
        if (header.StartsWith("From "u8) && header.IndexOf((byte)'\n') is var line and >= 0)
            header = header[(line + 1)..];
        var colon = header.IndexOf((byte)':');
        if (colon <= 0)
            return false;
        return header[..colon].TrimEnd(" \t"u8).IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0;
    }
}
