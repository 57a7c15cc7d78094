using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>Splits bytes into a header's fields and the body behind them, RFC 5322 section 2.2, as mail really comes.</summary>
internal static class HeaderReader
{
    /// <summary>Bytes of empty lines that are skipped before a message; more is no header.</summary>
    private const int LeadingLines = 8;

    /// <returns>The header, and where the body starts.</returns>
    public static (HeaderBlock Header, int BodyStart) Read(ReadOnlyMemory<byte> bytes, MimeWork work, string place = "")
    {
        var span = bytes.Span[..Math.Min(bytes.Length, MimeLimits.HeaderBytes)];
        var fields = new List<HeaderField>();
        var before = work.Problems.Count;
        var cursor = new LineCursor(span);
        var (start, end, colon) = (-1, 0, 0);
        var body = span.Length;
        while (cursor.MoveNext())
        {
            var line = cursor.Line;
            if (line.Length == 0)
            {
                // Empty lines before a message's first field.
                if (place.Length == 0 && start < 0 && fields.Count == 0 && cursor.Start < LeadingLines && HeaderGoesOn(span[cursor.Next..].TrimStart("\r\n"u8)))
                    continue;
                body = cursor.Next;
                break;
            }

            if (line[0] is (byte)' ' or (byte)'\t')
            {
                if (start < 0)
                    work.Report(place, "a header starts with a continuation line");
                end = cursor.Next;
                continue;
            }

            var at = ColonOf(line);
            if (at < 0 && cursor.Start == 0 && IsMboxLine(line))
                continue;
            if (at < 0 && !HeaderGoesOn(span[cursor.Next..]))
            {
                work.Report(place, "the header has no empty line at its end");
                body = cursor.Start;
                break;
            }

            Add();
            if (at < 0)
                work.Report(place, "a header line is no field and was skipped");
            if (fields.Count == MimeLimits.HeaderFields)
            {
                body = cursor.Start;
                break;
            }

            (start, end, colon) = at < 0 ? (-1, 0, 0) : (cursor.Start, cursor.Next, cursor.Start + at);
        }

        Add();
        work.Steps += Math.Min(body, span.Length);
        if (fields.Count == MimeLimits.HeaderFields || body == MimeLimits.HeaderBytes)
            work.Report(place, "the header is longer than is read");
        return (new HeaderBlock(fields, [.. work.Problems.Skip(before)]), body);

        void Add()
        {
            if (start < 0)
                return;
            var name = Encoding.ASCII.GetString(bytes.Span[start..colon]).TrimEnd();
            if (bytes.Span[start..end].IndexOf((byte)0) >= 0)
                work.Report(name, "contains a NUL byte");
            fields.Add(new HeaderField(name, bytes[start..end], bytes[(colon + 1)..end]));
            start = -1;
        }
    }

    /// <summary>Where the colon behind a field's name stands, or -1; white space before it is obsolete but allowed (section 4.5).</summary>
    private static int ColonOf(ReadOnlySpan<byte> line)
    {
        var at = 0;
        while (at < line.Length && MailText.IsFieldName(line[at]))
            at++;
        if (at == 0)
            return -1;
        while (at < line.Length && line[at] is (byte)' ' or (byte)'\t')
            at++;
        return at < line.Length && line[at] == ':' ? at : -1;
    }

    /// <summary>The line an mbox file puts before each message.</summary>
    private static bool IsMboxLine(ReadOnlySpan<byte> line) => line.StartsWith("From "u8) || line.StartsWith(">From "u8);

    /// <summary>Whether the next line is a field again, so that one bad line does not make the rest of a header a body.</summary>
    private static bool HeaderGoesOn(ReadOnlySpan<byte> rest) => ColonOf(rest) > 0;
}
