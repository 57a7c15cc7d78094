using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>Builds the tree of parts, RFC 2046 section 5, with mail's usual damage: missing, unknown and unclosed boundaries.</summary>
internal static class MimeReader
{
    public static MimePart Read(ReadOnlyMemory<byte> bytes, MimeWork work) => ReadPart(bytes, ContentType.PlainText, "", 0, work);

    private static MimePart ReadPart(ReadOnlyMemory<byte> bytes, ContentType fallback, string path, int depth, MimeWork work)
    {
        work.Parts++;
        var (headers, bodyStart) = HeaderReader.Read(bytes, work, path);
        var body = bytes[bodyStart..];
        var type = headers.Contains("Content-Type") ? headers.ContentType : fallback;
        var encoding = HeaderParameters.Parse(headers.Value("Content-Transfer-Encoding") ?? "").Value.ToLowerInvariant();
        if (!ContentDecoder.IsKnown(encoding))
            work.Report(path, "the transfer encoding is unknown and was not undone");
        if (type.IsText && !Charsets.IsKnown(type.Charset))
            work.Report(path, "the charset is unknown and is read as windows-1252");
        if (!type.IsMultipart && !type.IsMessage)
            return new MimePart(path, headers, type, body, []);
        if (depth >= MimeLimits.Nesting)
        {
            work.Report(path, "parts nest deeper than is read");
            return new MimePart(path, headers, type, body, []);
        }

        if (type.IsMessage)
        {
            // RFC 2046 section 5.2.1 forbids encoding a message; mailers do it all the same.
            var inner = ContentDecoder.Decode(encoding, body);
            work.Steps += ContentDecoder.IsIdentity(encoding) ? 0 : body.Length;
            return new MimePart(path, headers, type, body, [ReadPart(inner, ContentType.PlainText, Child(path, 1), depth + 1, work)]);
        }

        var children = ReadChildren(body, type, path, depth, work);
        return children.Count > 0
            ? new MimePart(path, headers, type, body, children)
            : new MimePart(path, headers, new ContentType("text/plain", type.Parameters), body, []);
    }

    private static List<MimePart> ReadChildren(ReadOnlyMemory<byte> body, ContentType type, string path, int depth, MimeWork work)
    {
        var fallback = type.MediaType == "multipart/digest" ? new ContentType("message/rfc822", ContentType.PlainText.Parameters) : ContentType.PlainText;
        var declared = Encoding.UTF8.GetBytes(type.Parameter("boundary")?.TrimEnd() ?? "");
        var ranges = declared.Length > 0 ? Split(body.Span, declared, path, work) : [];
        if (ranges.Count == 0)
        {
            var guessed = GuessBoundary(body.Span, work);
            work.Report(path, declared.Length == 0 ? "a multipart names no boundary" : "a multipart's boundary does not occur in it");
            ranges = guessed.Length > 0 ? Split(body.Span, guessed, path, work) : [];
        }

        var children = new List<MimePart>(ranges.Count);
        foreach (var range in ranges)
        {
            if (work.Parts >= MimeLimits.Parts)
            {
                work.Report(path, "there are more parts than are read");
                break;
            }

            children.Add(ReadPart(body[range], fallback, Child(path, children.Count + 1), depth + 1, work));
        }

        return children;
    }

    private static List<Range> Split(ReadOnlySpan<byte> body, ReadOnlySpan<byte> boundary, string path, MimeWork work)
    {
        work.Steps += body.Length;
        var ranges = new List<Range>();
        var cursor = new LineCursor(body);
        var partStart = -1;
        var closed = false;
        while (!closed && ranges.Count < MimeLimits.Parts && cursor.MoveNext())
        {
            if (!IsDelimiter(cursor.Line, boundary, out var last))
                continue;
            if (partStart >= 0)
                ranges.Add(partStart..Math.Max(partStart, BeforeLineEnd(body, cursor.Start)));
            partStart = cursor.Next;
            closed = last;
        }

        if (closed || partStart < 0)
            return ranges;
        work.Report(path, "a multipart is not closed");
        if (ranges.Count < MimeLimits.Parts && partStart < body.Length)
            ranges.Add(partStart..body.Length);
        return ranges;
    }

    /// <summary>Section 5.1.1: two hyphens, the boundary, perhaps two more, then only white space.</summary>
    private static bool IsDelimiter(ReadOnlySpan<byte> line, ReadOnlySpan<byte> boundary, out bool last)
    {
        last = false;
        if (line.Length < boundary.Length + 2 || !line.StartsWith("--"u8) || !line[2..].StartsWith(boundary))
            return false;
        var rest = line[(boundary.Length + 2)..].TrimEnd(" \t\r"u8);
        last = rest.SequenceEqual("--"u8);
        return last || rest.Length == 0;
    }

    /// <summary>The line break before a delimiter belongs to the delimiter.</summary>
    private static int BeforeLineEnd(ReadOnlySpan<byte> body, int at)
    {
        if (at > 0 && body[at - 1] is (byte)'\n' or (byte)'\r')
            at--;
        if (at > 0 && body[at] == '\n' && body[at - 1] == '\r')
            at--;
        return at;
    }

    /// <summary>The first line that looks like a delimiter; signature and rule lines do not.</summary>
    private static byte[] GuessBoundary(ReadOnlySpan<byte> body, MimeWork work)
    {
        work.Steps += body.Length;
        var cursor = new LineCursor(body);
        while (cursor.MoveNext())
        {
            var line = cursor.Line.TrimEnd(" \t\r"u8);
            if (line.Length is > 4 and < 202 && line.StartsWith("--"u8) && line.Trim((byte)'-').Length > 2 && line.IndexOf((byte)' ') < 0)
                return line[2..].ToArray();
        }

        return [];
    }

    private static string Child(string path, int number) => path.Length == 0 ? $"{number}" : $"{path}.{number}";
}
