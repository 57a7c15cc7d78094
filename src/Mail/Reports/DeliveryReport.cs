using Assistant.Mail.Mime;

namespace Assistant.Mail.Reports;

/// <summary>
/// A delivery status notification: RFC 3464 and 6533 where the report has a machine part, else what its text tells (qmail, old Exchange,
/// old sendmail), then with <see cref="Confidence.Low"/>.
/// </summary>
public sealed record DeliveryReport
{
    /// <summary>High with a machine part, Low without.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<RecipientReport> Recipients { get; init; }

    public string? ReportingMta { get; init; }

    public string? OriginalEnvelopeId { get; init; }

    public DateTimeOffset? ArrivalDate { get; init; }

    /// <summary>The returned message's header, as much as came back; null where nothing did.</summary>
    public HeaderBlock? Original { get; init; }

    /// <summary>Whether a header alone announces a report: its type, a mail system's own field, or a mail system's sender and subject.</summary>
    public static bool IsAnnounced(HeaderBlock headers) => ReportType.Is(headers, "delivery-status") || BounceTextReader.IsFromMailSystem(headers);

    /// <summary>Whether a header's subject speaks of a delay.</summary>
    public static bool AnnouncesDelay(HeaderBlock headers) => BounceTextReader.SaysDelayed(headers.Subject ?? "");

    /// <summary>
    /// Reads a report. Null for a mail that is none: a machine part decides alone, text counts only in a mail that a mail system sent (null
    /// sender, mailer-daemon, X-Failed-Recipients), so that a person quoting or forwarding a bounce is not taken for one.
    /// </summary>
    public static DeliveryReport? Read(MimeMessage message) => DeliveryStatusReader.Read(message) ?? BounceTextReader.Read(message);
}
