using Assistant.Mail.Mime;

namespace Assistant.Mail.Reports;

/// <summary>Reads reports without a machine part by what their text has in common: who sent them, addresses, codes and the returned header.</summary>
internal static class BounceTextReader
{
    /// <summary>Characters of text about one recipient that are looked at.</summary>
    private const int MaxAbout = 4_000;

    /// <summary>Recipients read from a text; more are not written out by any known software.</summary>
    private const int MaxRecipients = 100;

    private static readonly string[] Subjects =
    [
        "failure notice", "undeliver", "delivery fail", "delivery status", "returned mail", "returned to sender", "delivery problem",
        "mail delivery", "delivery notification", "could not be delivered", "not delivered", "nondeliver", "non-deliver", "unzustellbar", "bounce",
        "mail system error", "mail failure", "failed mail", "delivery has failed", "message status", "mail error", "error mail", "fallo",
        "non remis", "échec", "mancata consegna", "non recapitabile", "delayed", "warning: ", "rejected", "non distribu", "no se puede entregar",
        "onbestelbaar", "niet bezorgd", "nie można dostarczyć", "não entregue", "nicht zugestellt", "не доставлен", "недоставлен", "配信不能", "配達不能",
        "there was an error sending your mail",
    ];

    private static readonly string[] Delays =
    [
        "delayed", "delay)", "(delay", "warning:", "still being retried", "not yet been delivered", "has not been delivered yet",
        "no need to resend", "not need to resend",
    ];

    private static readonly string[] Fatal = ["giving up", "given up", "gave up", "has failed", "failed permanently", "permanent"];

    public static DeliveryReport? Read(MimeMessage message)
    {
        var failed = message.Headers.All("X-Failed-Recipients").SelectMany(f => Mailbox.ParseList(f.Value)).Select(m => m.Address).ToList();
        if (!IsFromMailSystem(message.Headers))
            return null;
        var certain = failed.Count > 0 || Sender(message.Headers) is { Daemon: true } or { Postmaster: true };
        var (text, inline) = ReturnedMessage.FromText(message.ReadableText);
        var original = ReturnedMessage.FromParts(message) ?? inline;
        // A null sender and a subject may be an automatic reply to a mail about deliveries.
        if (!certain && (AutoReply.SubjectPrefix(message.Subject ?? "") > 0 || (original is null && StatusCodes.FindStatus(text) is null)))
            return null;
        if (DeliveryStatusReader.ReadText(text, message, original) is { } report)
            return report;
        if (text.Length > MaxAbout * 4)
            text = text[..(MaxAbout * 4)];
        var delayed = SaysDelayed(message.Subject ?? "") || (SaysDelayed(text) && !Fatal.Any(f => text.Contains(f, StringComparison.OrdinalIgnoreCase)));
        var own = message.Headers.Mailboxes("To").Select(m => m.MatchKey).Append(message.Headers.From()?.MatchKey ?? "").ToHashSet(StringComparer.Ordinal);
        var sections = failed.Count > 0 ? failed.Select(f => (f, About(text, f))).ToList() : Sections(text, own);
        if (sections.Count == 0)
        {
            var mentioned = Mentioned(text, own);
            if (mentioned is null && original is null && StatusCodes.FindStatus(text) is null && StatusCodes.FindReply(text) is null)
                return null;
            var to = mentioned ?? (original?.Mailboxes("To") is [var first, ..] ? first.Address : null);
            sections = [(to!, text)];
        }

        return new DeliveryReport
        {
            Confidence = Confidence.Low,
            Recipients = [.. sections.Select(s => Recipient(s.Item1, s.Item2, text, delayed))],
            Original = original,
        };
    }

    public static bool SaysDelayed(string text) => Delays.Any(d => text.Contains(d, StringComparison.OrdinalIgnoreCase));

    /// <summary>What a text says about an address: from the line that names it to the next line that starts with an address; else all of it.</summary>
    public static string About(string text, string? address)
    {
        if (string.IsNullOrEmpty(address))
            return Cut(text);
        foreach (var (found, about) in Sections(text, []))
        {
            if (found.Equals(address, StringComparison.OrdinalIgnoreCase))
                return about;
        }

        return Cut(text);
    }

    /// <summary>The senders of reports. Nobody writes by hand as mailer-daemon; some do as postmaster.</summary>
    private static (bool Daemon, bool Postmaster) Sender(HeaderBlock headers)
    {
        // "MAILER-DAEMON" alone or before an empty address names no mailbox.
        var sender = (headers.From()?.Local ?? headers.Value("From") ?? "").Trim('"', '<', ' ').ToLowerInvariant().Replace('_', '-');
        var daemon = sender is "mailerdaemon" or "mail-daemon" or "mdaemon" || sender.StartsWith("mailer-daemon", StringComparison.Ordinal);
        return (daemon, sender.StartsWith("postmaster", StringComparison.Ordinal));
    }

    /// <summary>Whether the header says that a mail system, not a person, sent this.</summary>
    public static bool IsFromMailSystem(HeaderBlock headers)
    {
        if (headers.Contains("X-Failed-Recipients") || headers.Contains("X-MS-Exchange-Message-Is-Ndr"))
            return true;
        var (daemon, postmaster) = Sender(headers);
        var nullSender = headers.Value("Return-Path") is { } path && path.Replace(" ", "", StringComparison.Ordinal) is "<>";
        var subject = headers.Subject ?? "";
        var says = !IsAnswer(subject) && Subjects.Any(s => subject.Contains(s, StringComparison.OrdinalIgnoreCase));
        // A person at postmaster@ who answers has a program that cites what is answered; systems that cite say that they are machines.
        var machine = nullSender || !headers.Contains("In-Reply-To") || AutoReply.Read(headers) is { Confidence: Confidence.High };
        return daemon || (postmaster && machine) || (nullSender && says);
    }

    /// <summary>"Re:", "AW:", "Fwd:": a person's subject, whatever follows.</summary>
    private static bool IsAnswer(string subject)
    {
        var colon = subject.IndexOf(':', StringComparison.Ordinal);
        return colon is > 0 and <= 4 && subject[..colon].All(char.IsLetter);
    }

    private static RecipientReport Recipient(string? address, string about, string text, bool delayed)
    {
        var status = StatusCodes.FindStatus(about) ?? StatusCodes.FindStatus(text);
        var reply = StatusCodes.FindReply(about) ?? StatusCodes.FindReply(text);
        var reason = BounceReasons.Of(status, reply, Quoted(about), text);
        return new RecipientReport
        {
            FinalRecipient = address,
            Action = delayed ? DeliveryAction.Delayed : DeliveryAction.Failed,
            Status = status,
            ReplyCode = reply,
            Diagnostic = Cut(about),
            Reason = reason is BounceReason.Unknown && delayed ? BounceReason.Expired : reason,
        };
    }

    /// <summary>Where a report introduces the other server's words, they count and not the introduction.</summary>
    private static string Quoted(string about)
    {
        const string lead = "other server returned was:";
        var at = about.IndexOf(lead, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? about : about[(at + lead.Length)..];
    }

    /// <summary>Addresses that start a line, each with the text up to the next.</summary>
    private static List<(string Address, string About)> Sections(string text, HashSet<string> own)
    {
        var starts = new List<(string Address, int At)>();
        var at = 0;
        while (at < text.Length && starts.Count < MaxRecipients)
        {
            var end = text.IndexOf('\n', at) is var found and >= 0 ? found : text.Length;
            if (LeadingAddress(text.AsSpan(at, end - at)) is { } address && !own.Contains(new Mailbox(null, address).MatchKey))
                starts.Add((address, at));
            at = end + 1;
        }

        var sections = new List<(string, string)>();
        for (var i = 0; i < starts.Count; i++)
        {
            var to = i + 1 < starts.Count ? starts[i + 1].At : text.Length;
            var about = text.AsSpan(starts[i].At, Math.Min(to - starts[i].At, MaxAbout)).ToString();
            var before = sections.FindIndex(s => s.Item1.Equals(starts[i].Address, StringComparison.OrdinalIgnoreCase));
            if (before < 0)
                sections.Add((starts[i].Address, about));
            else if (sections[before].Item2.Length < MaxAbout)
                sections[before] = (sections[before].Item1, sections[before].Item2 + "\n" + about);
        }

        return sections;
    }

    /// <summary>The first address in angle brackets inside the text that is not our own.</summary>
    private static string? Mentioned(string text, HashSet<string> own)
    {
        for (var at = text.IndexOf('<', StringComparison.Ordinal); at >= 0; at = text.IndexOf('<', at + 1))
        {
            var close = text.AsSpan(at, Math.Min(320, text.Length - at)).IndexOf('>');
            if (close > 0 && LeadingAddress(text.AsSpan(at, close)) is { } address && !own.Contains(new Mailbox(null, address).MatchKey))
                return address;
        }

        return null;
    }

    /// <summary>The address a line starts with, behind brackets, arrows and words such as "To:".</summary>
    private static string? LeadingAddress(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        // "> " quotes what somebody else wrote; ">>> " shows a dialogue between servers.
        if (line.StartsWith("> ") || line.StartsWith("><"))
            return null;
        line = line.TrimStart("<>*-|\"' \t");
        foreach (var word in (ReadOnlySpan<string>)["to:", "recipient:", "recipient address:", "rcpt to:", "address:", "smtp:", "for <", "user:", "mailto:", "failed addresses follow:"])
        {
            if (line.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                line = line[word.Length..].TrimStart("< \t\"'");
        }

        var at = line.IndexOf('@');
        if (at is <= 0 or > 64)
            return null;
        var end = at + 1;
        while (end < line.Length && end - at < 254 && (char.IsLetterOrDigit(line[end]) || line[end] is '.' or '-'))
            end++;
        foreach (var c in line[..at])
        {
            if (!MailText.IsAtom(c) && c != '.')
                return null;
        }

        var address = line[..end].TrimEnd(".-");
        return address.Length > at + 1 && address[(at + 1)..].Contains('.') ? address.ToString() : null;
    }

    private static string Cut(string text) => text.Length <= MaxAbout ? text : text[..MaxAbout];
}
