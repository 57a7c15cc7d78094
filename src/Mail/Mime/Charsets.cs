using System.Collections.Frozen;
using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>Names of character sets as mail writes them, and decoding that never fails.</summary>
internal static class Charsets
{
    private static readonly EncodingProvider CodePages = CodePagesEncodingProvider.Instance;

    private static readonly Encoding Windows1252 = CodePages.GetEncoding(1252)!;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Names that .NET does not know, and names that in practice mean a larger set (WHATWG Encoding).</summary>
    private static readonly FrozenDictionary<string, string> Aliases = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["utf8"] = "utf-8",
        ["unicode-1-1-utf-8"] = "utf-8",
        ["iso-8859-1"] = "windows-1252",
        ["iso8859-1"] = "windows-1252",
        ["latin1"] = "windows-1252",
        ["latin-1"] = "windows-1252",
        ["cp1252"] = "windows-1252",
        ["cp1251"] = "windows-1251",
        ["cp1250"] = "windows-1250",
        ["iso-8859-8-i"] = "windows-1255",
        ["iso-8859-9"] = "windows-1254",
        ["iso-8859-11"] = "windows-874",
        ["tis-620"] = "windows-874",
        ["shift-jis"] = "shift_jis",
        ["x-sjis"] = "shift_jis",
        ["cp932"] = "shift_jis",
        ["windows-31j"] = "shift_jis",
        ["cp936"] = "gb18030",
        ["gbk"] = "gb18030",
        ["x-gbk"] = "gb18030",
        ["gb2312"] = "gb18030",
        ["cp949"] = "ks_c_5601-1987",
        ["euc-kr"] = "ks_c_5601-1987",
        ["ksc5601"] = "ks_c_5601-1987",
        ["uhc"] = "ks_c_5601-1987",
        ["cp950"] = "big5",
        ["big5-hkscs"] = "big5",
        ["koi8"] = "koi8-r",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>False when the name is unknown, so that decoding will fall back to windows-1252.</summary>
    public static bool IsKnown(string name) => Plain(name) || Find(name) is not null;

    /// <summary>Text of bytes in the named set; an unknown name or wrong bytes give replacement or windows-1252 characters.</summary>
    public static string Decode(string name, ReadOnlySpan<byte> bytes)
    {
        if (Plain(name))
            return DecodeUnlabelled(bytes);
        var encoding = Find(name) ?? Windows1252;
        try
        {
            return encoding.GetString(bytes);
        }
        catch (ArgumentException)
        {
            // Some code pages (iso-2022-*, hz) refuse byte sequences in spite of a replacing fallback.
            return Windows1252.GetString(bytes);
        }
    }

    private static bool Plain(string name) =>
        name.Length == 0 || name.Equals("us-ascii", StringComparison.OrdinalIgnoreCase) || name.Equals("ascii", StringComparison.OrdinalIgnoreCase)
        || name.Equals("ansi_x3.4-1968", StringComparison.OrdinalIgnoreCase);

    private static string DecodeUnlabelled(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Windows1252.GetString(bytes);
        }
    }

    private static Encoding? Find(string name)
    {
        var wanted = Aliases.GetValueOrDefault(name, name);
        if (CodePages.GetEncoding(wanted) is { } codePage)
            return codePage;
        try
        {
            return Encoding.GetEncoding(wanted);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
