using System.Globalization;

namespace Assistant.Mail.Mime;

/// <summary>Mail domains in ASCII and in Unicode (IDNA, RFC 5890), and the spelling of local parts.</summary>
internal static class DomainName
{
    /// <summary>RFC 1035 section 2.3.4, in octets.</summary>
    private const int MaxDomain = 253;

    private static readonly IdnMapping Tolerant = new() { AllowUnassigned = true };

    private static readonly IdnMapping Strict = new() { UseStd3AsciiRules = true };

    public static string ToAscii(string domain)
    {
        var lower = domain.ToLowerInvariant();
        if (lower.Length is 0 or > MaxDomain || MailText.IsAscii(lower))
            return lower;
        try
        {
            return Tolerant.GetAscii(lower);
        }
        catch (ArgumentException)
        {
            return lower;
        }
    }

    public static string ToUnicode(string domain)
    {
        var lower = domain.ToLowerInvariant();
        if (lower.Length > MaxDomain || !lower.Contains("xn--", StringComparison.Ordinal))
            return lower;
        try
        {
            return Tolerant.GetUnicode(lower);
        }
        catch (ArgumentException)
        {
            return lower;
        }
    }

    /// <summary>The ASCII form of a domain that may be written to: letters, digits and hyphens in labels of 1 to 63 octets.</summary>
    public static bool TryStrictAscii(string domain, out string ascii)
    {
        ascii = "";
        if (domain.Length is 0 or > MaxDomain || domain[^1] == '.')
            return false;
        try
        {
            ascii = Strict.GetAscii(domain).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return false;
        }

        return ascii.Length <= MaxDomain && ascii.Split('.').All(IsLabel);
    }

    /// <summary>A quoted local part without quotes and escapes.</summary>
    public static string Unquote(string local)
    {
        if (local.Length < 2 || local[0] != '"' || local[^1] != '"')
            return local;
        var plain = new System.Text.StringBuilder(local.Length);
        for (var i = 1; i < local.Length - 1; i++)
        {
            if (local[i] == '\\' && i + 1 < local.Length - 1)
                i++;
            plain.Append(local[i]);
        }

        return plain.ToString();
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
