using Assistant.Mail.Reports;

namespace Assistant.Mail.Verdicts;

/// <summary>What a delivery report says of one recipient.</summary>
/// <param name="Recipient">The address; null where the report names none.</param>
/// <param name="Hard">The address is wrong for good; write to it no more.</param>
/// <param name="Reason">Unknown where only a header was read.</param>
/// <param name="Status">Such as <c>5.1.1</c>; null where none was found.</param>
/// <param name="ReplyCode">Such as <c>550</c>; null where none was found.</param>
public sealed record BounceFinding(string? Recipient, bool Hard, BounceReason Reason, string? Status, string? ReplyCode);
