using System.Diagnostics;
using System.Text;
using Assistant.Mail.Mime;
using Assistant.Mail.Verdicts;
using Assistant.TestKit;

namespace Assistant.Mail.Tests.Verdicts;

public sealed class HumanReplyTests
{
    /// <summary>What people write that looks like a machine: each with further header lines, a subject and a body.</summary>
    private static readonly (string Fields, string Subject, string Body)[] Mails =
    [
        ("", "Re: Workshop in March", "Yes, gladly."),
        ("", "AW: Workshop in March", "Gern, ich bin ab dem 7. Dezember wieder da."),
        ("", "SV: Workshop in March", "Ja tack."),
        ("", "Automatic doors for the workshop", "Do you need automatic doors?"),
        ("", "Re: Automatic reply: Workshop in March", "I am back now, sorry for the machine."),
        ("", "Out of office: how do you handle it?", "We should talk about our out of office rules."),
        ("", "Automatic reply: a proposal for your FAQ", "This subject is about automatic replies, I typed it myself."),
        ("", "Out of Office party", "Are you coming on 3 December?"),
        ("", "Abwesenheit: Planung für Dezember", "Wer ist wann weg?"),
        ("", "Réponse automatique ou humaine ?", "Humaine."),
        ("", "Undelivered Mail Returned to Sender", "Ada, I got this, what does it mean?\n> <ben@firm.test>: 550 5.1.1 User unknown"),
        ("", "Fwd: Undelivered Mail Returned to Sender", "Your mail to my old address came back:\n\n---------- Forwarded message ----------\nFrom: MAILER-DAEMON@relay.test\nTo: ben@firm.test\nSubject: Undelivered Mail Returned to Sender\n\n<ben@firm.test>: 550 5.1.1 unknown"),
        ("", "Re: Delivery Status Notification (Failure)", "Please use the new address.\n\nFinal-Recipient: rfc822; ben@firm.test\nAction: failed\nStatus: 5.1.1"),
        ("", "failure notice", "I fail to notice anything wrong."),
        ("", "Mail delivery failed: returning message to sender", "Copying what I saw:\n  ben@firm.test\n    550 5.1.1 no such user"),
        ("", "Warning: your invoice", "The invoice has an error on line 550."),
        ("", "Re: Delivery problems", "Our delivery is delayed until Monday."),
        ("", "Undeliverable: promises", "A joke between us."),
        ("", "Bounce castle", "Shall we rent one?"),
        ("", "Returned mail", "The letter I posted was returned."),
        ("X-Auto-Response-Suppress: All\n", "Re: Workshop in March", "Sent with Outlook."),
        ("X-Auto-Response-Suppress: OOF, AutoReply\n", "Re: Workshop in March", "Fine."),
        ("X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\nX-MS-Has-Attach: yes\n", "Re: Workshop in March", "See attached."),
        ("Auto-Submitted: no\n", "Re: Workshop in March", "A person."),
        ("Auto-Submitted: No (typed by hand)\n", "Re: Workshop in March", "A person."),
        ("X-Autoreply: no\n", "Re: Workshop in March", "A person."),
        ("List-Id: Friends <friends.list.test>\n", "[Friends] Re: Workshop in March", "Through the list."),
        ("List-Id: Friends <friends.list.test>\nPrecedence: list\nList-Post: <mailto:friends@list.test>\n", "Re: [Friends] Workshop in March", "Through the list."),
        ("List-Unsubscribe: <https://crm.test/u>\nFeedback-ID: 1:2:crm\n", "Re: Workshop in March", "Sent from our CRM, by me."),
        ("Precedence: bulk\n", "Re: Workshop in March", "My server adds this to everything."),
        ("Precedence: first-class\n", "Re: Workshop in March", "Fine."),
        ("Return-Path: <bounces+1@mailer.test>\n", "Re: Workshop in March", "Fine."),
        ("Return-Path: <ben@firm.test>\n", "Re: Workshop in March", "Fine."),
        ("X-MS-Exchange-Inbox-Rules-Loop: ben@firm.test\n", "Re: Workshop in March", "Forwarded to my phone and answered."),
        ("X-Failed-Login: 3\n", "Re: Workshop in March", "Fine."),
        ("X-Loop: ben@firm.test\n", "Re: Workshop in March", "Fine."),
        ("X-Priority: 1\nImportance: high\n", "Re: Workshop in March", "Urgent!"),
        ("Disposition-Notification-To: ben@firm.test\n", "Re: Workshop in March", "Please confirm you read this."),
        ("Return-Receipt-To: ben@firm.test\n", "Re: Workshop in March", "Please confirm."),
        ("X-Mailer: Out of Office Suite 9\n", "Re: Workshop in March", "Fine."),
        ("Thread-Topic: Undeliverable: x\n", "Re: Workshop in March", "Fine."),
        ("X-Spam-Status: Yes\n", "Re: Workshop in March", "Fine."),
        ("Sender: assistant@firm.test\n", "Re: Workshop in March", "Ben asked me to say yes."),
        ("Content-Type: text/html; charset=utf-8\n", "Re: Workshop in March", "<p>I am out of office until 3 December but yes.</p>"),
        ("Content-Type: text/plain; charset=iso-8859-1\n", "Re: Workshop in March", "Bis 12.12.2026 im Urlaub, aber ja."),
        ("Content-Type: text/calendar; method=REQUEST\n", "Workshop in March", "BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR"),
        ("Content-Type: multipart/report; report-type=quarterly; boundary=x\n", "Re: Workshop in March", "--x\n\nThe quarterly report.\n--x--"),
        ("Content-Type: multipart/mixed; boundary=x\n", "Re: Workshop in March", "--x\n\nSee the bounce I got.\n--x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; a.test\n\nFinal-Recipient: rfc822; ben@firm.test\nAction: failed\nStatus: 5.1.1\n--x--"),
        ("Content-Type: multipart/mixed; boundary=x\n", "Fwd: failure notice", "--x\n\nIs this yours?\n--x\nContent-Type: message/rfc822\n\nFrom: MAILER-DAEMON@a.test\nX-Failed-Recipients: ben@firm.test\nSubject: failure notice\n\n550 5.1.1\n--x--"),
        ("", "Accepted: the workshop", "I accept, in plain words."),
        ("", "Declined: sorry", "No time."),
        ("", "Zugesagt: dein Workshop", "Ich komme."),
        ("", "Read: the attached", "I read it."),
        ("", "unsubscribe", "I mean from the newsletter, not from you."),
        ("", "abuse of the coffee machine", "It is broken again."),
        ("", "", "No subject at all."),
        ("", "Re: Workshop in March", ""),
        ("", "Re: Workshop in March", "I will be back on Monday."),
        ("", "Re: Workshop in March", "De retour lundi 7 décembre, on s'appelle."),
        ("", "Re: Workshop in March", "Jestem na urlopie do 12 grudnia, ale chętnie."),
        ("", "Re: Workshop in March", "Status: 5.1.1 is what the log says."),
        ("", "Re: Workshop in March", "This is an automatically typed sentence, says my keyboard."),
        ("", "Re: Workshop in March", "mailer-daemon@firm.test keeps writing to me."),
        ("", "Re: Workshop in March", "Reporting-MTA: dns; mx.firm.test\nFinal-Recipient: rfc822; ben@firm.test\nAction: failed"),
        ("", "=?utf-8?Q?Re=3A_Workshop_in_March?=", "Encoded."),
        ("References: <x@y.test>\n", "Re: Workshop in March", "Fine."),
    ];

    private static readonly string[] Senders = ["Ben <ben@firm.test>", "info@firm.test", "no-reply <noreply@tickets.test>", "Post Master <pm@firm.test>", "\"Mailer Daemon Fan\" <fan@music.test>", "bounce@trampoline.test"];

    /// <summary>A person at an address that reports come from, too; mail programs of people write In-Reply-To.</summary>
    private const string Postmaster = "The postmaster <postmaster@firm.test>";

    private static readonly string[] Citations = ["In-Reply-To: <sent-1@desk.test>\n", "References: <a@b> <sent-1@desk.test>\n", "In-Reply-To: <sent-1@desk.test>\nReferences: <sent-1@desk.test>\n"];

    [Fact]
    public void Judge_WhatPeopleWrite_IsAReply()
    {
        var started = Stopwatch.GetTimestamp();
        var (count, failures) = (0, new List<string>());
        foreach (var (fields, subject, body) in Mails)
        {
            foreach (var sender in Senders.Append(Postmaster))
            {
                foreach (var citation in sender == Postmaster ? Citations.Where(c => c.StartsWith("In-Reply-To", StringComparison.Ordinal)) : Citations)
                {
                    var text = $"From: {sender}\nTo: ada@desk.test\nDate: Fri, 20 Nov 2026 10:00:00 +0100\nMessage-ID: <h{count}@x.test>\n{citation}Subject: {subject}\n{fields}\n{body}\n";
                    var message = MimeMessage.Parse(Encoding.UTF8.GetBytes(text));
                    count++;
                    foreach (var input in new[] { VerdictInput.Of(message, Samples.Received), new VerdictInput { Headers = message.Headers, Received = Samples.Received } })
                    {
                        var verdict = Verdict.Judge(input, new FakeSentMail());
                        if (verdict.Kind != VerdictKind.Reply || !verdict.IsCertain)
                            failures.Add($"{verdict.Kind} for {sender}, {subject}, {fields}: {string.Join("; ", verdict.Evidence)}");
                    }
                }
            }
        }

        SuiteLog.Report("verdict-human-replies", count, failures.Count, Stopwatch.GetElapsedTime(started));
        Assert.True(Mails.Length >= 60);
        Assert.Empty(failures);
    }
}
