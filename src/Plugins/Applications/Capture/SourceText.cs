using System.Text;

namespace Assistant.Plugins.Applications.Capture;

/// <summary>The text of a page's or file's bytes: by its mark, as UTF-8 where it is that, else as it says itself, else as Windows-1252, which every byte is.</summary>
internal static class SourceText
{
    // Where the standard has browsers look for it.
    private const int HeadBytes = 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="bytes">The whole source.</param>
    /// <param name="mediaType">What its site says of it, perhaps with a <c>charset</c>; null where nobody does.</param>
    /// <returns>Null where it is no text.</returns>
    public static string? Read(ReadOnlySpan<byte> bytes, string? mediaType = null)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xFE]))
            return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith<byte>([0xFE, 0xFF]))
            return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        // A small PDF may have no byte that is no character.
        if (bytes.Contains((byte)0) || bytes.StartsWith("%PDF-"u8))
            return null;
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return (Said(mediaType ?? "") ?? Said(Encoding.Latin1.GetString(bytes[..Math.Min(HeadBytes, bytes.Length)])) ?? CodePagesEncodingProvider.Instance.GetEncoding(1252)!).GetString(bytes);
        }
    }

    // charset=iso-8859-15, in a media type or a page's head.
    private static Encoding? Said(string head)
    {
        const string sign = "charset=";
        var at = head.IndexOf(sign, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var name = new string([.. head[(at + sign.Length)..].TrimStart('"', '\'', ' ').TakeWhile(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')]);
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
