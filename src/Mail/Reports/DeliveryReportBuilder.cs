using System.Text;
using Assistant.Mail.Mime;

namespace Assistant.Mail.Reports;

/// <summary>
/// Writes a delivery status notification (RFC 3464 in the multipart/report of RFC 6522). It is sent with the null sender, so that nothing
/// ever answers it.
/// </summary>
public sealed record DeliveryReportBuilder
{
    /// <summary>The mail system's own mailbox, such as mailer-daemon.</summary>
    public required Mailbox From { get; init; }

    /// <summary>The envelope sender of the message that is reported on.</summary>
    public required Mailbox To { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>Without angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>The host that reports.</summary>
    public required string ReportingMta { get; init; }

    public DateTimeOffset? ArrivalDate { get; init; }

    /// <summary>At least one, each with FinalRecipient and Status; Diagnostic is written as SMTP words.</summary>
    public required IReadOnlyList<RecipientReport> Recipients { get; init; }

    /// <summary>What a person reads.</summary>
    public required string Text { get; init; }

    /// <summary>The message that is reported on; its header alone goes back.</summary>
    public required ReadOnlyMemory<byte> Original { get; init; }

    public MailResult<byte[]> Build()
    {
        var problems = Check();
        if (problems.Count > 0)
            return new(problems);
        var text = MessageBody.Leaf("text/plain", Text);
        var status = OutgoingPart.Leaf("Content-Description: Delivery report\r\nContent-Type: message/delivery-status\r\n", Encoding.ASCII.GetBytes(Fields()));
        var returned = Returned();
        var boundary = new BoundarySource(MessageId).Next(text, status, returned);
        var report = OutgoingPart.Multipart("multipart/report; report-type=delivery-status", boundary, text, status, returned);
        var header = new HeaderWriter()
            .Mailboxes("From", [From])
            .Mailboxes("To", [To])
            .Unstructured("Subject", Subject)
            .Tokens("Date", [MailDate.Format(Date)])
            .Tokens("Message-ID", [$"<{MessageId}>"])
            .Tokens("Auto-Submitted", ["auto-replied"])
            .Tokens("MIME-Version", ["1.0"]);
        using var bytes = new MemoryStream();
        bytes.Write(Encoding.UTF8.GetBytes(header + report.Header + "\r\n"));
        report.WriteBody(bytes);
        return new(bytes.ToArray());
    }

    private List<MailProblem> Check()
    {
        var problems = new List<MailProblem>();
        Note("From", From.Refusal());
        Note("To", To.Refusal());
        Note("Subject", MailText.Refusal(Subject));
        Note("Message-ID", MessageIds.Refusal(MessageId));
        Note("Reporting-MTA", ReportingMta.Length == 0 ? "is empty" : MailText.Refusal(ReportingMta));
        if (Recipients.Count == 0)
            problems.Add(new("Final-Recipient", "there is no recipient"));
        foreach (var recipient in Recipients)
        {
            Note("Final-Recipient", recipient.FinalRecipient is null ? "is missing" : MailText.Refusal(recipient.FinalRecipient));
            Note("Original-Recipient", MailText.Refusal(recipient.OriginalRecipient ?? ""));
            Note("Status", recipient.Status is not null && StatusCodes.FindStatus(recipient.Status) == recipient.Status ? null : "is no enhanced status code");
            Note("Diagnostic-Code", MailText.Refusal(recipient.Diagnostic));
            Note("Remote-MTA", MailText.Refusal(recipient.RemoteMta ?? ""));
        }

        return problems;

        void Note(string place, string? reason)
        {
            if (reason is not null)
                problems.Add(new(place, reason));
        }
    }

    private string Fields()
    {
        var fields = new StringBuilder();
        var message = new HeaderWriter().Unstructured("Reporting-MTA", $"dns; {Plain(ReportingMta)}");
        if (ArrivalDate is { } arrival)
            message.Tokens("Arrival-Date", [MailDate.Format(arrival)]);
        fields.Append(message);
        foreach (var recipient in Recipients)
            fields.Append("\r\n").Append(Fields(recipient));
        return fields.ToString();
    }

    private static HeaderWriter Fields(RecipientReport recipient)
    {
        var fields = new HeaderWriter();
        if (recipient.OriginalRecipient is { } original)
            fields.Tokens("Original-Recipient", [Address(original)]);
        fields.Tokens("Final-Recipient", [Address(recipient.FinalRecipient!)])
            .Tokens("Action", [recipient.Action.ToString().ToLowerInvariant()])
            .Tokens("Status", [recipient.Status!]);
        if (recipient.RemoteMta is { } remote)
            fields.Unstructured("Remote-MTA", $"dns; {Plain(remote)}");
        if (recipient.Diagnostic.Length > 0)
            fields.Unstructured("Diagnostic-Code", $"smtp; {Plain(recipient.Diagnostic)}");
        if (recipient.LastAttempt is { } last)
            fields.Tokens("Last-Attempt-Date", [MailDate.Format(last)]);
        if (recipient.WillRetryUntil is { } until)
            fields.Tokens("Will-Retry-Until", [MailDate.Format(until)]);
        return fields;
    }

    /// <summary>RFC 6533 section 3: an address that is not ASCII is of type utf-8, escaped so that the part stays ASCII.</summary>
    private static string Address(string address) => MailText.IsAscii(address) ? $"rfc822; {address}" : $"utf-8; {GlobalAddress.Encode(address)}";

    /// <summary>These fields know no encoded words.</summary>
    private static string Plain(string text) => new([.. text.Trim().Select(c => char.IsAscii(c) ? c : '?')]);

    private OutgoingPart Returned()
    {
        var header = HeaderBlock.Parse(Original);
        var lines = new StringBuilder();
        foreach (var field in header)
        {
            var raw = Encoding.UTF8.GetString(field.Raw.Span).TrimEnd('\r', '\n').Replace("\r\n", "\n", StringComparison.Ordinal);
            lines.Append(raw.Replace('\r', ' ').Replace("\n", "\r\n", StringComparison.Ordinal)).Append("\r\n");
        }

        var text = lines.ToString();
        var type = MailText.IsAscii(text) ? "Content-Type: text/rfc822-headers\r\n" : "Content-Type: message/global-headers\r\nContent-Transfer-Encoding: 8bit\r\n";
        return OutgoingPart.Leaf("Content-Description: Undelivered message header\r\n" + type, Encoding.UTF8.GetBytes(text));
    }
}
