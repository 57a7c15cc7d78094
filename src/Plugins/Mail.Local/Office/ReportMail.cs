using System.Globalization;
using System.Text;
using Assistant.Mail.Mime;

namespace Assistant.Plugins.MailLocal.Office;

/// <summary>Writes the post office's reports (RFC 3464): what happened for people, the same for programs, and the returned header.</summary>
internal static class ReportMail
{
    public static ReadOnlyMemory<byte> Compose(
        SpoolEnvelope envelope, ReadOnlyMemory<byte> message, DeliveryFailure failure, IReadOnlyList<Undelivered> recipients, DateTimeOffset until, string messageId, DateTimeOffset now)
    {
        var failed = failure == DeliveryFailure.Failed;
        var report = new StringBuilder();
        var boundary = $"report/{envelope.Submission}";
        report.Append(CultureInfo.InvariantCulture, $"""
            From: Mail Delivery System <mailer-daemon@{PostOffice.HostName}>
            To: <{envelope.From}>
            Subject: {(failed ? "Undelivered mail returned to sender" : "Delayed mail (still being retried)")}
            Date: {MailDate.Format(now)}
            Message-ID: <{messageId}>
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status;
             boundary="{boundary}"

            --{boundary}
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            This is the local post office. Your message could {(failed ? "not be delivered" : "not be delivered yet; it will be tried again")}.

            """);
        foreach (var recipient in recipients)
            report.Append(CultureInfo.InvariantCulture, $"\n<{recipient.Recipient}>: {recipient.Reply}\n");
        report.Append(CultureInfo.InvariantCulture, $"""

            --{boundary}
            Content-Type: message/delivery-status

            Reporting-MTA: dns; {PostOffice.HostName}
            Arrival-Date: {MailDate.Format(envelope.Time)}

            """);
        foreach (var recipient in recipients)
        {
            report.Append(CultureInfo.InvariantCulture, $"""

                Final-Recipient: rfc822; {recipient.Recipient}
                Action: {(failed ? "failed" : "delayed")}
                Status: {recipient.Status}
                Diagnostic-Code: smtp; {recipient.Reply}
                Last-Attempt-Date: {MailDate.Format(now)}

                """);
            if (!failed)
                report.Append(CultureInfo.InvariantCulture, $"Will-Retry-Until: {MailDate.Format(until)}\n");
        }

        report.Append(CultureInfo.InvariantCulture, $"\n--{boundary}\nContent-Type: text/rfc822-headers\nContent-Transfer-Encoding: 8bit\n\n");
        report.Append(ReturnedHeader(message)).Append(CultureInfo.InvariantCulture, $"\n--{boundary}--\n");
        return Encoding.UTF8.GetBytes(report.ToString());
    }

    private static string ReturnedHeader(ReadOnlyMemory<byte> message)
    {
        var end = message.Span.IndexOf("\n\n"u8);
        return Encoding.UTF8.GetString(message.Span[..(end < 0 ? message.Length : end + 1)]);
    }
}
