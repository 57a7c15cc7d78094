using Assistant.Mail.Mime;

namespace Assistant.Plugins.MailGmail.Accounts;

/// <summary>Whether two addresses are one Google account: Gmail ignores letter case, dots and what follows a plus, and has two names for its domain.</summary>
internal static class AddressMatch
{
    public static bool IsSameAccount(string one, string other) => string.Equals(Key(one), Key(other), StringComparison.Ordinal);

    private static string Key(string address)
    {
        var mailbox = new Mailbox(null, address.Trim());
        var (local, domain) = (mailbox.Local.ToLowerInvariant(), mailbox.AsciiDomain.ToLowerInvariant());
        if (domain is not ("gmail.com" or "googlemail.com"))
            return $"{local}@{domain}";
        return $"{local.Split('+')[0].Replace(".", "", StringComparison.Ordinal)}@gmail.com";
    }
}
