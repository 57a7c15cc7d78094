namespace Assistant.Mail.Mime;

/// <summary>A display name and an address, RFC 5322 section 3.4.</summary>
/// <param name="Name">Decoded, for people; null where there is none.</param>
/// <param name="Address">local@domain as written, without comments; the local part is quoted where it has to be.</param>
public sealed record Mailbox(string? Name, string Address)
{
    /// <summary>The local part as written, quotes included.</summary>
    public string Local => Address[..AtSign];

    /// <summary>The domain as written; empty where there is none.</summary>
    public string Domain => AtSign == Address.Length ? "" : Address[(AtSign + 1)..];

    /// <summary>The domain in its ASCII form (punycode), lower case; as written where it has none.</summary>
    public string AsciiDomain => DomainName.ToAscii(Domain);

    /// <summary>The domain for people, lower case.</summary>
    public string UnicodeDomain => DomainName.ToUnicode(Domain);

    /// <summary>What two spellings of one mailbox share: everything lower case, needless quotes gone, the domain in ASCII. For lookups, never for sending.</summary>
    public string MatchKey => $"{DomainName.Unquote(Local).ToLowerInvariant()}@{AsciiDomain}";

    private int AtSign => Address.LastIndexOf('@') is var at and >= 0 ? at : Address.Length;

    /// <summary>Same address by the standard: the local part exactly, the domain without regard to case or script form (RFC 5321 section 2.4).</summary>
    public bool SameAddress(Mailbox other) =>
        DomainName.Unquote(Local) == DomainName.Unquote(other.Local) && AsciiDomain == other.AsciiDomain;

    /// <summary>Same address in practice: no server tells two local parts apart by case.</summary>
    public bool Matches(Mailbox other) => MatchKey == other.MatchKey;

    /// <summary>
    /// Reads an address list as it comes: groups flattened, comments, quoted local parts, routes and other obsolete syntax, names with bare
    /// commas. Entries without an address are left out. Never throws; at most <see cref="MimeLimits.Addresses"/>.
    /// </summary>
    public static IReadOnlyList<Mailbox> ParseList(string value) => new MailboxReader(value).Read();

    /// <summary>The first address of a text, or null.</summary>
    public static Mailbox? Parse(string value) => ParseList(value) is [var first, ..] ? first : null;

    /// <summary>
    /// A mailbox fit to be sent to. Refused with a reason: control characters and line breaks in name or address, more than one address,
    /// parts over the lengths of RFC 5321 section 4.5.3.1, a domain that is none, an unquoted local part that needs quotes.
    /// </summary>
    /// <param name="name">The display name or null.</param>
    /// <param name="address">local@domain; an international domain in either form.</param>
    /// <param name="place">What a problem names as its place.</param>
    public static MailResult<Mailbox> Create(string? name, string address, string place = "address")
    {
        var mailbox = new Mailbox(string.IsNullOrWhiteSpace(name) ? null : name.Trim(), address);
        return mailbox.Refusal() is { } reason ? new([new MailProblem(place, reason)]) : new(mailbox);
    }

    /// <summary>The reason this mailbox may not be written to, or null.</summary>
    public string? Refusal()
    {
        if (Name is not null && MailText.Refusal(Name) is { } nameReason)
            return $"the name {nameReason}";
        return MailText.Refusal(Address) is { } reason ? $"the address {reason}" : AddressSyntax.Refusal(this);
    }

    /// <summary>Whether sending needs SMTPUTF8 (RFC 6531): the local part is not ASCII, and unlike a domain has no ASCII form.</summary>
    public bool NeedsUtf8 => !MailText.IsAscii(Local);

    public override string ToString() =>
        Name is null ? Address : $"{(Name.All(c => MailText.IsAtom(c) || c == ' ') ? Name : MailText.Quote(Name))} <{Address}>";
}
