using Assistant.Mail.Mime;

namespace Assistant.Mail.Reports;

/// <summary>What became of the message for one recipient, RFC 3464 section 2.3.</summary>
public sealed record RecipientReport
{
    /// <summary>The address that failed at last, perhaps behind a forward; null where the report names none.</summary>
    public string? FinalRecipient { get; init; }

    /// <summary>The address the sender wrote; null where it is not told.</summary>
    public string? OriginalRecipient { get; init; }

    public DeliveryAction Action { get; init; }

    /// <summary>The enhanced status code (RFC 3463) such as <c>5.1.1</c>; null where none was found.</summary>
    public string? Status { get; init; }

    /// <summary>The SMTP reply code such as <c>550</c>; null where none was found.</summary>
    public string? ReplyCode { get; init; }

    /// <summary>The remote server's words, or the report's text about this recipient; empty where there are none.</summary>
    public string Diagnostic { get; init; } = "";

    public string? RemoteMta { get; init; }

    public DateTimeOffset? LastAttempt { get; init; }

    public DateTimeOffset? WillRetryUntil { get; init; }

    public BounceReason Reason { get; init; }

    /// <summary>The fields this was read from; empty for a report without a machine part.</summary>
    public HeaderBlock Fields { get; init; } = HeaderBlock.Empty;

    /// <summary>The recipient as the sender knows it.</summary>
    public string? Recipient => OriginalRecipient ?? FinalRecipient;
}
