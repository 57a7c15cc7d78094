using Assistant.Mail.Mime;

namespace Assistant.Mail.Reports;

/// <summary>A complaint passed on by a mail provider, RFC 5965.</summary>
/// <param name="FeedbackType"><c>abuse</c>, <c>fraud</c>, <c>not-spam</c> ... in lower case; empty where only the header is known.</param>
/// <param name="Recipient">Who complained, where it is told.</param>
/// <param name="Original">The header of the mail complained about, or null.</param>
public sealed record FeedbackReport(string FeedbackType, string? Recipient, HeaderBlock? Original)
{
    public static bool IsAnnounced(HeaderBlock headers) => ReportType.Is(headers, "feedback-report");

    /// <summary>Reads a complaint; null for a mail that is none.</summary>
    public static FeedbackReport? Read(MimeMessage message)
    {
        var original = ReturnedMessage.FromParts(message);
        var part = message.Root.Walk().FirstOrDefault(p => p.ContentType.MediaType == "message/feedback-report");
        if (part is not null)
        {
            var fields = HeaderBlock.Parse(part.DecodeBytes());
            var recipient = (fields.Value("Original-Rcpt-To") ?? fields.Value("Removal-Recipient")) is { } value ? Mailbox.Parse(value)?.Address : null;
            return new FeedbackReport((fields.Value("Feedback-Type") ?? "").Trim().ToLowerInvariant(), recipient, original ?? ReturnedMessage.FromText(message.ReadableText).Header);
        }

        // Microsoft's older programme returns the mail alone, marked in the returned header.
        return original?.Value("X-HmXmrOriginalRecipient") is { } marked ? new FeedbackReport("abuse", Mailbox.Parse(marked)?.Address, original) : null;
    }
}
