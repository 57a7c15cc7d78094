namespace Assistant.TestKit.Google;

/// <summary>A failure as Gmail reports it.</summary>
public static class GmailBounce
{
    /// <param name="to">Who sent the mail that failed.</param>
    /// <param name="failed">Whom it did not reach.</param>
    /// <param name="messageId">Its Message-ID as Gmail gave it.</param>
    public static string Of(string to, string failed, string messageId) => $"""
        From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
        To: {to}
        Auto-Submitted: auto-replied
        Subject: Delivery Status Notification (Failure)
        X-Failed-Recipients: {failed}
        References: <{messageId}>
        In-Reply-To: <{messageId}>
        Message-ID: <b{Guid.NewGuid():N}@mx.google.com>
        Return-Path: <>
        MIME-Version: 1.0
        Content-Type: multipart/report; boundary="b1"; report-type=delivery-status

        --b1
        Content-Type: text/plain; charset="UTF-8"

        Your message wasn't delivered to {failed} because the address couldn't be found.

        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; googlemail.com
        Final-Recipient: rfc822; {failed}
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 5.1.1 <{failed}>: Recipient address rejected

        --b1
        Content-Type: text/rfc822-headers

        From: {to}
        To: {failed}
        Message-ID: <{messageId}>

        --b1--

        """.ReplaceLineEndings("\r\n");
}
