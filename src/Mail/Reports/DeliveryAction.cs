namespace Assistant.Mail.Reports;

/// <summary>What a server did with one recipient's copy, RFC 3464 section 2.3.3.</summary>
public enum DeliveryAction
{
    Failed,
    Delayed,
    Delivered,
    Relayed,
    Expanded,
}
