namespace Assistant.Mail.Mime;

/// <summary>Content-Transfer-Encoding, RFC 2045 section 6, and the uuencode some old mailers name there.</summary>
internal static class ContentDecoder
{
    public static bool IsKnown(string encoding) => IsIdentity(encoding) || encoding is "base64" or "quoted-printable" or "x-uuencode" or "uuencode" or "x-uue";

    public static bool IsIdentity(string encoding) => encoding is "" or "7bit" or "8bit" or "binary";

    /// <param name="encoding">In lower case.</param>
    /// <param name="body">The encoded bytes.</param>
    public static ReadOnlyMemory<byte> Decode(string encoding, ReadOnlyMemory<byte> body) => encoding switch
    {
        "base64" => Base64.Decode(body.Span),
        "quoted-printable" => QuotedPrintable.Decode(body.Span),
        "x-uuencode" or "uuencode" or "x-uue" => Uuencode(body.Span),
        _ => body,
    };

    private static byte[] Uuencode(ReadOnlySpan<byte> body)
    {
        var result = new List<byte>(body.Length * 3 / 4);
        var cursor = new LineCursor(body);
        var inside = false;
        while (cursor.MoveNext())
        {
            var line = cursor.Line;
            if (!inside)
            {
                inside = line.StartsWith("begin "u8);
                continue;
            }

            if (line.StartsWith("end"u8))
                break;
            var left = line.Length == 0 ? 0 : (line[0] - 32) & 63;
            for (var i = 1; i + 3 < line.Length && left > 0; i += 4)
            {
                var group = ((line[i] - 32) & 63) << 18 | ((line[i + 1] - 32) & 63) << 12 | ((line[i + 2] - 32) & 63) << 6 | ((line[i + 3] - 32) & 63);
                for (var shift = 16; shift >= 0 && left > 0; shift -= 8, left--)
                    result.Add((byte)(group >> shift));
            }
        }

        return result.ToArray();
    }
}
