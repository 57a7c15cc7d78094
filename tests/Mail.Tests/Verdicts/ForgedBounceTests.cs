using System.Text;
using Assistant.Mail.Mime;
using Assistant.Mail.Verdicts;

namespace Assistant.Mail.Tests.Verdicts;

public sealed class ForgedBounceTests
{
    /// <summary>Every report of the samples, returned for mails we never sent.</summary>
    [Fact]
    public void Judge_ReportThatCitesForeignMail_ChangesNothing()
    {
        string[] samples = ["postfix-unknown-user", "postfix-delayed", "exchange-full-mailbox", "gmail-domain-not-found", "qmail-no-mailbox", "exim-two-recipients", "old-exchange-text", "international-report", "success-report", "receipt-displayed", "complaint-arf", "vacation-sieve-german", "calendar-accepted"];
        for (var forged = 0; forged < 200; forged++)
        {
            var sample = samples[forged % samples.Length];
            var text = Encoding.Latin1.GetString(Samples.Bytes(sample))
                .Replace("sent-1@desk.test", $"forged-{forged}@desk.test", StringComparison.Ordinal)
                .Replace("token-1", $"token-{forged + 2}", StringComparison.Ordinal)
                .Replace("ben@firm.test", $"ben{forged}@firm.test", StringComparison.Ordinal);
            var message = MimeMessage.Parse(Encoding.Latin1.GetBytes(text));
            var verdict = Verdict.Judge(VerdictInput.Of(message, Samples.Received), new FakeSentMail());
            Assert.Equal(VerdictKind.Unrelated, verdict.Kind);
            Assert.Null(verdict.Sent);
            Assert.Null(verdict.Bounce);
            Assert.False(verdict.IsCertain);
            Assert.Contains(verdict.Evidence, e => e.Value == "cites no mail of yours");
        }
    }

    [Fact]
    public void Judge_ReportByTokenAlone_IsTied()
    {
        var text = Encoding.Latin1.GetString(Samples.Bytes("postfix-unknown-user")).Replace("sent-1@desk.test", "rewritten@relay.test", StringComparison.Ordinal);
        var verdict = Verdict.Judge(VerdictInput.Of(MimeMessage.Parse(Encoding.Latin1.GetBytes(text)), Samples.Received), new FakeSentMail());
        Assert.Equal((VerdictKind.Bounce, MatchedBy.Token), (verdict.Kind, verdict.MatchedBy));
    }
}
