namespace Assistant.Mail.Mime;

/// <summary>What an address must be before anything is sent to it, RFC 5321 section 4.1.2 with RFC 6531.</summary>
internal static class AddressSyntax
{
    /// <summary>RFC 5321 section 4.5.3.1.1, in octets.</summary>
    private const int MaxLocal = 64;

    /// <summary>RFC 5321 section 4.5.3.1.3: a path of 256 octets less its angle brackets.</summary>
    private const int MaxAddress = 254;

    public static string? Refusal(Mailbox mailbox)
    {
        var (local, domain) = (mailbox.Local, mailbox.Domain);
        if (local.Length == 0 || domain.Length == 0)
            return "the address is not of the form name@domain";
        if (System.Text.Encoding.UTF8.GetByteCount(local) > MaxLocal)
            return "the address has more than 64 octets before the at sign";
        if (!(local[0] == '"' ? IsQuoted(local) : IsDotAtom(local)))
            return "the address has characters before the at sign that need quotes";
        if (domain[0] == '[')
            return IsLiteral(domain) ? null : "the address has no domain after the at sign";
        if (!DomainName.TryStrictAscii(domain, out var ascii))
            return "the address has no valid domain after the at sign";
        return System.Text.Encoding.UTF8.GetByteCount(local) + 1 + ascii.Length > MaxAddress ? "the address is longer than 254 octets" : null;
    }

    private static bool IsDotAtom(string local) => local.Split('.').All(word => word.Length > 0 && word.All(MailText.IsAtom));

    private static bool IsQuoted(string local)
    {
        if (local.Length < 3 || local[^1] != '"')
            return false;
        for (var i = 1; i < local.Length - 1; i++)
        {
            if (local[i] == '"')
                return false;
            if (local[i] == '\\' && ++i == local.Length - 1)
                return false;
        }

        return true;
    }

    private static bool IsLiteral(string domain)
    {
        if (domain[^1] != ']')
            return false;
        var text = domain[1..^1];
        return System.Net.IPAddress.TryParse(text.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase) ? text[5..] : text, out _);
    }
}
