using Assistant.Mail.Mime;

namespace Assistant.Mail.Reports;

/// <summary>A receipt: what somebody's mail program did with a message, RFC 8098.</summary>
/// <param name="Disposition"><c>displayed</c>, <c>deleted</c>, <c>dispatched</c>, <c>processed</c> or what else was written, lower case; empty where only the header is known.</param>
/// <param name="Automatic">Sent without asking the person.</param>
/// <param name="OriginalMessageId">Without brackets; null where it is not told.</param>
/// <param name="FinalRecipient">Null where it is not told.</param>
/// <param name="Original">The returned message's header, or null.</param>
public sealed record DispositionReport(string Disposition, bool Automatic, string? OriginalMessageId, string? FinalRecipient, HeaderBlock? Original)
{
    /// <summary>Whether a header alone announces a receipt.</summary>
    public static bool IsAnnounced(HeaderBlock headers) => ReportType.Is(headers, "disposition-notification") || headers.ContentType.MediaType == "message/disposition-notification";

    /// <summary>Reads a receipt; null for a mail that is none.</summary>
    public static DispositionReport? Read(MimeMessage message)
    {
        var part = message.Root.Walk().FirstOrDefault(p => p.ContentType.MediaType is "message/disposition-notification" or "message/global-disposition-notification");
        if (part is null)
            return null;
        var fields = HeaderBlock.Parse(part.DecodeBytes());
        var disposition = (fields.Value("Disposition") ?? "").Split(';', 2);
        var type = disposition[^1].Split('/')[0].Trim().ToLowerInvariant();
        var id = fields.Value("Original-Message-ID") is { } value && MessageIds.Parse(value) is [var first, ..] ? first : null;
        var recipient = fields.Value("Final-Recipient")?.Split(';', 2)[^1] is { } address ? Mailbox.Parse(address)?.Address : null;
        var automatic = disposition[0].Contains("automatic", StringComparison.OrdinalIgnoreCase);
        return new DispositionReport(type, automatic, id, recipient, ReturnedMessage.FromParts(message));
    }
}
