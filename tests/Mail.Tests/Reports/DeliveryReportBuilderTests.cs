using System.Text;
using Assistant.Mail.Mime;
using Assistant.Mail.Reports;

namespace Assistant.Mail.Tests.Reports;

public sealed class DeliveryReportBuilderTests
{
    private static readonly DeliveryReportBuilder Report = new()
    {
        From = new Mailbox("Local post office", "mailer-daemon@post.test"),
        To = new Mailbox(null, "ada@desk.test"),
        Subject = "Undelivered Mail Returned to Sender",
        Date = Samples.Received,
        MessageId = "dsn-1@post.test",
        ReportingMta = "post.test",
        ArrivalDate = Samples.Received.AddMinutes(-1),
        Text = "The mailbox does not exist.\n",
        Recipients =
        [
            new RecipientReport { FinalRecipient = "nobody@firm.test", OriginalRecipient = "nobody@firm.test", Status = "5.1.1", Diagnostic = "550 5.1.1 <nobody@firm.test> User unknown" },
            new RecipientReport { FinalRecipient = "jörg@büro.test", Action = DeliveryAction.Delayed, Status = "4.4.1", WillRetryUntil = Samples.Received.AddDays(2) },
        ],
        Original = "From: ada@desk.test\r\nMessage-ID: <sent-1@desk.test>\r\nX-Assistant-Id: token-1\r\nSubject: a\r\n folded\r\n\r\nbody"u8.ToArray(),
    };

    [Fact]
    public void Build_ThenRead_GivesTheSameReport()
    {
        var bytes = Report.Build().Require();
        var message = MimeMessage.Parse(bytes);
        var read = DeliveryReport.Read(message)!;

        Assert.Empty(message.Problems);
        Assert.Equal(Confidence.High, read.Confidence);
        Assert.Equal("post.test", read.ReportingMta);
        Assert.Equal(Report.ArrivalDate, read.ArrivalDate);
        Assert.Equal(("nobody@firm.test", "nobody@firm.test", DeliveryAction.Failed, "5.1.1", "550", BounceReason.UserUnknown), (read.Recipients[0].FinalRecipient, read.Recipients[0].OriginalRecipient, read.Recipients[0].Action, read.Recipients[0].Status, read.Recipients[0].ReplyCode, read.Recipients[0].Reason));
        Assert.Equal(("jörg@büro.test", DeliveryAction.Delayed, "4.4.1", Samples.Received.AddDays(2)), (read.Recipients[1].FinalRecipient, read.Recipients[1].Action, read.Recipients[1].Status, read.Recipients[1].WillRetryUntil!.Value));
        Assert.Equal("sent-1@desk.test", read.Original?.MessageId);
        Assert.Equal("token-1", read.Original?.Value("X-Assistant-Id"));
        Assert.All(bytes, b => Assert.InRange(b, 9, 126));
    }

    [Fact]
    public void Build_LineBreakAnywhere_IsRefusedByName()
    {
        var first = Report.Recipients[0];
        (string Place, DeliveryReportBuilder Bad)[] cases =
        [
            ("Subject", Report with { Subject = "a\r\nb" }),
            ("Reporting-MTA", Report with { ReportingMta = "a\nb" }),
            ("Final-Recipient", Report with { Recipients = [first with { FinalRecipient = "a@b.test\r\nAction: delivered" }] }),
            ("Diagnostic-Code", Report with { Recipients = [first with { Diagnostic = "550\nx" }] }),
            ("Status", Report with { Recipients = [first with { Status = "5.1.1\n" }] }),
            ("To", Report with { To = new Mailbox(null, "a\0@b.test") }),
            ("Final-Recipient", Report with { Recipients = [] }),
        ];
        foreach (var (place, bad) in cases)
            Assert.Contains(bad.Build().Problems, p => p.Place == place);
    }
}
