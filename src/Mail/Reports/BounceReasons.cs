using System.Globalization;

namespace Assistant.Mail.Reports;

/// <summary>
/// Finds the reason behind a failed delivery: in the remote server's own words first, since statuses are often set wrongly, then in the status
/// code (RFC 3463 and the IANA registry), then in the report's text, then in the reply code (RFC 5321).
/// </summary>
public static class BounceReasons
{
    /// <summary>
    /// A hard bounce says that the address is wrong for good, so that it should not be written to again. A full, blocked or policed one may
    /// take the next mail.
    /// </summary>
    public static bool IsHard(BounceReason reason) => reason is BounceReason.UserUnknown or BounceReason.DomainNotFound or BounceReason.Moved or BounceReason.NotAccept;

    /// <param name="status">Enhanced status code or null.</param>
    /// <param name="reply">Reply code or null.</param>
    /// <param name="diagnostic">The remote server's words; may be empty.</param>
    /// <param name="text">What else the report says.</param>
    internal static BounceReason Of(string? status, string? reply, string diagnostic, string text)
    {
        if (FromCertainStatus(status) is { } certain)
            return certain;
        var said = FromWords(diagnostic);
        if (said is not BounceReason.Unknown)
            return AfterAcceptance(said, status, diagnostic, text);
        var coded = FromStatus(status);
        if (coded is not BounceReason.Unknown)
            return coded;
        var told = FromWords(text);
        return told is not BounceReason.Unknown ? AfterAcceptance(told, status, diagnostic, text) : FromReply(reply);
    }

    /// <summary>Registered codes that mean one thing and are set by servers that know them.</summary>
    private static BounceReason? FromCertainStatus(string? status) => Detail(status) switch
    {
        "1.6" => BounceReason.Moved,
        "2.2" => BounceReason.MailboxFull,
        "3.4" => BounceReason.TooLarge,
        "7.13" => BounceReason.Suspended,
        "7.20" or "7.21" or "7.22" or "7.23" or "7.24" or "7.26" => BounceReason.AuthFailure,
        "7.25" => BounceReason.NoReverseName,
        _ => null,
    };

    private static BounceReason FromStatus(string? status) => Detail(status) switch
    {
        "1.0" or "1.1" or "1.3" or "1.10" or "1.351" => BounceReason.UserUnknown,
        "1.2" => BounceReason.DomainNotFound,
        "1.4" => BounceReason.Filtered,
        "1.7" or "1.8" or "7.27" => BounceReason.SenderRejected,
        "2.1" => BounceReason.Suspended,
        "2.3" => BounceReason.TooLarge,
        "2.4" or "2.0" => BounceReason.Filtered,
        "3.1" => BounceReason.SystemFull,
        "3.2" => BounceReason.NotAccept,
        "3.3" or "3.5" => BounceReason.SystemError,
        "4.1" => status![0] == '5' ? BounceReason.UserUnknown : BounceReason.Expired,
        "4.0" or "4.2" or "4.3" or "4.6" => BounceReason.NetworkError,
        "4.4" or "4.310" => BounceReason.DomainNotFound,
        "4.5" or "5.3" => BounceReason.RateLimited,
        "4.7" or "4.317" or "4.316" => BounceReason.Expired,
        "5.1" or "5.2" or "5.4" or "5.5" => BounceReason.Protocol,
        "6.0" or "6.1" or "6.2" or "6.3" or "6.5" or "6.6" or "6.7" => BounceReason.Content,
        "7.1" or "7.2" => BounceReason.Policy,
        "7.8" or "7.9" or "7.10" or "7.11" or "7.12" or "7.14" or "7.5" or "7.6" or "7.7" => BounceReason.Security,
        "7.509" or "7.515" => BounceReason.AuthFailure,
        "7.606" or "7.511" => BounceReason.Blocked,
        "7.705" or "7.708" => BounceReason.BadReputation,
        _ => BounceReason.Unknown,
    };

    private static BounceReason FromReply(string? reply) => reply switch
    {
        "521" or "556" => BounceReason.NotAccept,
        "552" => BounceReason.MailboxFull,
        "550" or "551" or "553" => BounceReason.Filtered,
        "421" or "450" or "451" => BounceReason.SystemError,
        "452" => BounceReason.SystemFull,
        "500" or "501" or "502" or "503" or "504" => BounceReason.Protocol,
        _ => BounceReason.Unknown,
    };

    private static string Detail(string? status) => status is { Length: > 2 } ? status[2..] : "";

    private static BounceReason FromWords(string text)
    {
        if (text.Length == 0)
            return BounceReason.Unknown;
        var words = Plain(text);
        foreach (var (reason, phrases) in BounceWords.Rows)
        {
            foreach (var phrase in phrases)
            {
                if (Says(words, phrase))
                    return reason;
            }
        }

        return BounceReason.Unknown;
    }

    /// <summary>A phrase counts where a word starts: "blocked" is not "locked".</summary>
    private static bool Says(string words, string phrase)
    {
        for (var at = words.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = words.IndexOf(phrase, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !char.IsLetter(words[at - 1]) || !char.IsLetter(phrase[0]))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The address had been accepted and then the content was refused: the mailbox exists and a rule of it spoke, whatever the words. A
    /// pipelined dialogue also shows the refusal of an address behind DATA, so there the status must not be about the address.
    /// </summary>
    private static BounceReason AfterAcceptance(BounceReason reason, string? status, string diagnostic, string text)
    {
        if (reason is not BounceReason.UserUnknown)
            return reason;
        var refusedContent = Says(Plain(diagnostic), "end of data") || Says(Plain(text), "end of data");
        var dialogue = status is { Length: > 3 } && status[2] is ('2' or '7') && text.Contains(">>> DATA", StringComparison.OrdinalIgnoreCase);
        return refusedContent || dialogue ? BounceReason.Filtered : reason;
    }

    /// <summary>Lower case, white space single, addresses out (a domain called full-mailbox.test says nothing).</summary>
    private static string Plain(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => !w.Contains('@', StringComparison.Ordinal));
        return string.Join(' ', words).ToLower(CultureInfo.InvariantCulture);
    }
}
