using Assistant.Mail.Mime;
using Assistant.Mail.Reports;

namespace Assistant.Plugins.MailLocal.Office;

/// <summary>Writes the post office's reports (RFC 3464), with the returned header and never with the body.</summary>
internal static class ReportMail
{
    public static ReadOnlyMemory<byte> Compose(
        SpoolEnvelope envelope, ReadOnlyMemory<byte> message, DeliveryAction action, IReadOnlyList<Undelivered> recipients, DateTimeOffset until, string messageId, DateTimeOffset now)
    {
        var failed = action == DeliveryAction.Failed;
        var lines = recipients.Select(r => $"<{r.Recipient}>: {r.Reply}");
        return new DeliveryReportBuilder
        {
            From = new Mailbox("Mail Delivery System", $"mailer-daemon@{PostOffice.HostName}"),
            To = new Mailbox(null, envelope.From),
            Subject = failed ? "Undelivered mail returned to sender" : "Delayed mail (still being retried)",
            Date = now,
            MessageId = messageId,
            ReportingMta = PostOffice.HostName,
            ArrivalDate = envelope.Time,
            Recipients =
            [
                .. recipients.Select(r => new RecipientReport
                {
                    FinalRecipient = r.Recipient,
                    Action = action,
                    Status = r.Status,
                    Diagnostic = r.Reply,
                    LastAttempt = now,
                    WillRetryUntil = failed ? null : until,
                }),
            ],
            Text = $"This is the local post office.\n\nYour message could {(failed ? "not be delivered to:" : "not be delivered yet, and will be tried again, to:")}\n\n{string.Join('\n', lines)}\n",
            Original = message,
        }.Build().Require();
    }
}
