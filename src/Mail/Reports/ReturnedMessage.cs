using Assistant.Mail.Mime;

namespace Assistant.Mail.Reports;

/// <summary>Finds the header of the message that a report gives back: as a part, or as text inside the report's own text.</summary>
internal static class ReturnedMessage
{
    private static readonly string[] Known = ["From", "To", "Subject", "Date", "Message-ID", "Received", "MIME-Version", "Return-Path", "Content-Type", "Reply-To"];

    /// <summary>A header is recognised by this many known fields in a row.</summary>
    private const int Enough = 3;

    /// <summary>The header in a part that is made for it, or null.</summary>
    public static HeaderBlock? FromParts(MimeMessage message)
    {
        foreach (var part in message.Root.Walk())
        {
            if (part.ContentType.IsMessage && part.Children.Count > 0)
                return part.Children[0].Headers;
            if (part.ContentType.MediaType is "text/rfc822-headers" or "message/rfc822-headers" or "message/global-headers" or "text/rfc822")
                return HeaderBlock.Parse(part.DecodeBytes());
        }

        return null;
    }

    /// <summary>Splits a text before the first run of lines that reads as a message's header.</summary>
    /// <param name="text">Lines ended by LF.</param>
    /// <returns>The text before it, and the header; the whole text and null where there is none.</returns>
    public static (string Before, HeaderBlock? Header) FromText(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var lineEnd = LineEnd(text, at);
            if (!StartsHeader(text.AsSpan(at, lineEnd - at)))
            {
                at = lineEnd + 1;
                continue;
            }

            var end = at;
            while (end < text.Length && LineEnd(text, end) is var next && IsHeaderLine(text.AsSpan(end, next - end)))
                end = next + 1;
            var header = HeaderBlock.Parse(text[at..Math.Min(end, text.Length)]);
            if (Known.Count(header.Contains) >= Enough)
                return (text[..at], header);
            at = Math.Max(end, lineEnd + 1);
        }

        return (text, null);
    }

    private static int LineEnd(string text, int at) => text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;

    private static bool StartsHeader(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        if (colon is <= 0 or > 30)
            return false;
        foreach (var c in line[..colon])
        {
            if (!MailText.IsFieldName(c))
                return false;
        }

        return true;
    }

    private static bool IsHeaderLine(ReadOnlySpan<char> line) => line.Length > 0 && (line[0] is ' ' or '\t' ? !line.IsWhiteSpace() : StartsHeader(line));
}
