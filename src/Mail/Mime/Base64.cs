namespace Assistant.Mail.Mime;

/// <summary>Base64 as found in mail, RFC 2045 section 6.8.</summary>
internal static class Base64
{
    /// <summary>Columns of a line, section 6.8.</summary>
    private const int Columns = 76;

    private static readonly byte[] Values = MakeValues();

    /// <summary>Decodes what can be decoded: other characters are skipped, padding ends a group and another text may follow it.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> text)
    {
        var result = new byte[text.Length / 4 * 3 + 3];
        var count = 0;
        var bits = 0;
        var held = 0;
        foreach (var c in text)
        {
            var value = Values[c];
            if (value < 64)
            {
                held = (held << 6) | value;
                bits += 6;
                if (bits < 8)
                    continue;
                bits -= 8;
                result[count++] = (byte)(held >> bits);
                held &= (1 << bits) - 1;
            }
            else if (c == '=')
            {
                bits = 0;
                held = 0;
            }
        }

        return result.AsSpan(0, count).ToArray();
    }

    public static byte[] Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
            bytes[i] = text[i] < 0x80 ? (byte)text[i] : (byte)0;
        return Decode(bytes);
    }

    /// <summary>Lines of 76 columns, each ended by CRLF.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> bytes)
    {
        const int perLine = Columns / 4 * 3;
        var lines = (bytes.Length + perLine - 1) / perLine;
        var result = new byte[(bytes.Length + 2) / 3 * 4 + lines * 2];
        var at = 0;
        for (var from = 0; from < bytes.Length; from += perLine)
        {
            var line = bytes.Slice(from, Math.Min(perLine, bytes.Length - from));
            System.Buffers.Text.Base64.EncodeToUtf8(line, result.AsSpan(at), out _, out var written);
            at += written;
            result[at++] = (byte)'\r';
            result[at++] = (byte)'\n';
        }

        return result;
    }

    private static byte[] MakeValues()
    {
        var values = new byte[256];
        Array.Fill(values, byte.MaxValue);
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (var i = 0; i < alphabet.Length; i++)
            values[alphabet[i]] = (byte)i;
        return values;
    }
}
