namespace Assistant.Mail.Mime;

/// <summary>The bounds of reading. Past a bound the rest is left unread and a problem says so; nothing throws.</summary>
public static class MimeLimits
{
    /// <summary>Gmail and Graph carry at most 35 to 150 MiB; twice the lower one holds every mail that answers ours.</summary>
    public const int MessageBytes = 64 * 1024 * 1024;

    /// <summary>Real mail nests four or five deep; each level is one more pass over the bytes, so this also bounds the work.</summary>
    public const int Nesting = 16;

    /// <summary>Real mail has tens of parts; an empty part costs three lines, so the number has to be bounded by itself.</summary>
    public const int Parts = 1_000;

    /// <summary>Mail that passed many relays has about 150 fields; the rest is noise or an attack.</summary>
    public const int HeaderFields = 2_000;

    /// <summary>Exchange allows 256 KiB of header, Postfix 100 KiB; beyond is not read as header.</summary>
    public const int HeaderBytes = 512 * 1024;

    /// <summary>RFC 2231 continuations of one parameter; a file name of 255 characters needs at most about 40.</summary>
    public const int ParameterSections = 200;

    /// <summary>Addresses in one field. Larger lists are not from a correspondence.</summary>
    public const int Addresses = 5_000;

    /// <summary>Message-IDs taken from one References field, the newest ones; RFC 5322 sets no bound.</summary>
    public const int References = 200;
}
