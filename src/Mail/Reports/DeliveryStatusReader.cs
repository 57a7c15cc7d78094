using Assistant.Mail.Mime;

namespace Assistant.Mail.Reports;

/// <summary>Reads the machine part of a report: message/delivery-status (RFC 3464) or message/global-delivery-status (RFC 6533).</summary>
internal static class DeliveryStatusReader
{
    /// <summary>Recipients read of one report; servers send one report for few of them.</summary>
    private const int MaxRecipients = 200;

    /// <summary>Characters of a report's text that are looked at for each recipient.</summary>
    private const int MaxText = 8_000;

    /// <summary>The same fields standing in a text, where a broken multipart or a gateway left them; null where there are none.</summary>
    public static DeliveryReport? ReadText(string text, MimeMessage message, HeaderBlock? original)
    {
        var at = FieldAt(text, "Reporting-MTA:") is var start and >= 0 ? start : FieldAt(text, "Final-Recipient:");
        if (at < 0)
            return null;
        var report = Report(System.Text.Encoding.UTF8.GetBytes(text[at..]), text[..at], message.Headers);
        return report is null ? null : report with { Confidence = Confidence.Medium, Original = original };
    }

    private static int FieldAt(string text, string name)
    {
        var at = text.IndexOf("\n" + name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? at : at + 1;
    }

    public static DeliveryReport? Read(MimeMessage message)
    {
        var part = message.Root.Walk().FirstOrDefault(p => p.ContentType.MediaType is "message/delivery-status" or "message/global-delivery-status");
        // A person may forward a report's parts; then the mail is no report and not from a mail system.
        if (part is null || (!ReportType.Is(message.Headers, "delivery-status") && !BounceTextReader.IsFromMailSystem(message.Headers)))
            return null;
        var text = ReturnedMessage.FromText(message.ReadableText);
        var report = Report(part.DecodeBytes(), text.Before, message.Headers);
        return report is null ? null : report with { Original = ReturnedMessage.FromParts(message) ?? text.Header };
    }

    private static DeliveryReport? Report(ReadOnlyMemory<byte> fields, string text, HeaderBlock outer)
    {
        text = text.Length <= MaxText ? text : text[..MaxText];
        var groups = Groups(fields);
        var perMessage = groups.Find(g => !IsRecipient(g)) ?? HeaderBlock.Empty;
        var recipients = groups.Where(IsRecipient).Take(MaxRecipients).Select(g => Recipient(g, text, outer)).ToList();
        if (recipients.Count == 0)
            return null;
        return new DeliveryReport
        {
            Confidence = Confidence.High,
            Recipients = recipients,
            ReportingMta = Typed(perMessage.Value("Reporting-MTA")),
            OriginalEnvelopeId = perMessage.Value("Original-Envelope-Id"),
            ArrivalDate = Date(perMessage.Value("Arrival-Date")),
        };
    }

    /// <summary>Blocks of fields between empty lines. Some servers put an empty line inside a recipient's block: the rest joins it.</summary>
    private static List<HeaderBlock> Groups(ReadOnlyMemory<byte> bytes)
    {
        var groups = new List<HeaderBlock>();
        var work = new MimeWork();
        while (bytes.Length > 0 && groups.Count <= MaxRecipients)
        {
            var (header, next) = HeaderReader.Read(bytes, work, "delivery-status");
            if (next == 0)
            {
                // A line that is no field.
                var line = bytes.Span.IndexOf((byte)'\n');
                next = line < 0 ? bytes.Length : line + 1;
            }

            bytes = bytes[next..];
            if (header.Count == 0)
                continue;
            if (groups.Count > 0 && IsRecipient(groups[^1]) && !NamesRecipient(header) && !NamesMessage(header))
                groups[^1] = new HeaderBlock([.. groups[^1], .. header], []);
            else
                groups.Add(header);
        }

        return groups;
    }

    private static bool NamesRecipient(HeaderBlock fields) => fields.Contains("Final-Recipient") || fields.Contains("Original-Recipient");

    private static bool NamesMessage(HeaderBlock fields) => fields.Contains("Reporting-MTA") || fields.Contains("Arrival-Date");

    private static bool IsRecipient(HeaderBlock fields) => NamesRecipient(fields) || fields.Contains("Action") || fields.Contains("Status");

    private static RecipientReport Recipient(HeaderBlock fields, string text, HeaderBlock outer)
    {
        var code = fields.Value("Diagnostic-Code") ?? "";
        var diagnostic = Typed(code) ?? "";
        // X-Unix; 77: an exit code, no words.
        var program = diagnostic.Length > 0 && diagnostic.All(char.IsAsciiDigit);
        if (program)
            diagnostic = "";
        var final = Address(fields.Value("Final-Recipient"));
        var about = BounceTextReader.About(text, final);
        var status = StatusCodes.FindStatus(fields.Value("Status") ?? "");
        var reply = StatusCodes.FindReply(diagnostic) ?? (diagnostic.Length == 0 ? StatusCodes.FindReply(about) : null);
        // The remote server's own code says more than the one the reporting server made of it.
        status = Sharper(status, StatusCodes.FindStatus(diagnostic)) ?? (StatusCodes.IsVague(status) ? Sharper(status, StatusCodes.FindStatus(about)) : null) ?? status;
        var action = Action(fields.Value("Action"), status, outer);
        return new RecipientReport
        {
            FinalRecipient = final,
            OriginalRecipient = Address(fields.Value("Original-Recipient")),
            Action = action,
            Status = status,
            ReplyCode = reply,
            Diagnostic = diagnostic.Length > 0 ? diagnostic : about,
            RemoteMta = Typed(fields.Value("Remote-MTA")),
            LastAttempt = Date(fields.Value("Last-Attempt-Date")),
            WillRetryUntil = Date(fields.Value("Will-Retry-Until")),
            Reason = Reason(),
            Fields = fields,
        };

        BounceReason Reason()
        {
            if (action is not (DeliveryAction.Failed or DeliveryAction.Delayed))
                return BounceReason.Unknown;
            var reason = BounceReasons.Of(status, reply, diagnostic, about);
            if (reason is BounceReason.Unknown && program)
                return BounceReason.MailerError;
            return reason is BounceReason.Unknown && action is DeliveryAction.Delayed ? BounceReason.Expired : reason;
        }
    }

    /// <summary>A code found in words replaces a vague one only where it says more.</summary>
    private static string? Sharper(string? vague, string? found) => found is null || StatusCodes.IsVague(found) || (vague is not null && found[0] == '2') ? null : found;

    private static DeliveryAction Action(string? action, string? status, HeaderBlock outer)
    {
        var word = HeaderParameters.Parse(action ?? "").Value.Trim().ToLowerInvariant();
        if (word.StartsWith("delayed", StringComparison.Ordinal))
            return DeliveryAction.Delayed;
        if (word.StartsWith("deliver", StringComparison.Ordinal) && status is not ['5' or '4', ..])
            return DeliveryAction.Delivered;
        if (word.StartsWith("relayed", StringComparison.Ordinal))
            return DeliveryAction.Relayed;
        if (word.StartsWith("expanded", StringComparison.Ordinal))
            return DeliveryAction.Expanded;
        // Not one of the five words: the status and the subject are all there is.
        if (word.StartsWith("fail", StringComparison.Ordinal) || word.Length > 0)
            return DeliveryAction.Failed;
        if (status is ['2', ..])
            return DeliveryAction.Delivered;
        return status is ['4', ..] && BounceTextReader.SaysDelayed(outer.Subject ?? "") ? DeliveryAction.Delayed : DeliveryAction.Failed;
    }

    /// <summary>The value behind "type;", such as an address behind rfc822.</summary>
    private static string? Typed(string? value)
    {
        if (value is null)
            return null;
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        var typed = semicolon is > 0 and < 20 && value[..semicolon].Trim().All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
        return (typed ? value[(semicolon + 1)..] : value).Trim();
    }

    private static string? Address(string? value) => Typed(value) is { Length: > 0 } text ? GlobalAddress.Decode(Mailbox.Parse(text)?.Address ?? text) : null;

    private static DateTimeOffset? Date(string? value) => value is not null && MailDate.TryParse(value, out var date) ? date : null;
}
