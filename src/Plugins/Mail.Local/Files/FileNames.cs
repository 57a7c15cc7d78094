using System.Security.Cryptography;
using System.Text;

namespace Assistant.Plugins.MailLocal.Files;

/// <summary>File names made of what people and other programs chose.</summary>
internal static class FileNames
{
    // A file name may have 255 bytes; suffixes of ours need room behind it.
    private const int Longest = 120;

    /// <summary>The text itself where it is harmless, else with a hash of the whole, so that two texts never share a name.</summary>
    public static string From(string text)
    {
        var safe = string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '@' or '.' or '+' ? c : '_')).TrimStart('.');
        return safe == text && safe.Length is > 0 and <= Longest
            ? safe
            : $"{safe[..Math.Min(safe.Length, Longest - 20)]}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}";
    }
}
