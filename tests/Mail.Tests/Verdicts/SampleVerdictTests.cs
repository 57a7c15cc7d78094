using Assistant.Mail.Mime;
using Assistant.Mail.Reports;
using Assistant.Mail.Verdicts;

namespace Assistant.Mail.Tests.Verdicts;

public sealed class SampleVerdictTests
{
    private static Verdict Judge(string sample) => Verdict.Judge(VerdictInput.Of(Samples.Message(sample), Samples.Received), new FakeSentMail());

    private static Verdict JudgeHeaders(string sample) =>
        Verdict.Judge(new VerdictInput { Headers = HeaderBlock.Parse(Samples.Bytes(sample)), Received = Samples.Received }, new FakeSentMail());

    [Theory]
    [InlineData("postfix-unknown-user", true, BounceReason.UserUnknown, "5.1.1", "550", "nobody@firm.test", Confidence.High)]
    [InlineData("exchange-full-mailbox", false, BounceReason.MailboxFull, "5.2.2", "554", "full@tenant.test", Confidence.High)]
    [InlineData("gmail-domain-not-found", true, BounceReason.DomainNotFound, "4.0.0", null, "hello@no-such-firm.test", Confidence.High)]
    [InlineData("international-report", true, BounceReason.UserUnknown, "5.1.1", "550", "jörg@büro.test", Confidence.High)]
    [InlineData("qmail-no-mailbox", true, BounceReason.UserUnknown, "5.1.1", null, "gone@old.test", Confidence.Low)]
    [InlineData("exim-two-recipients", true, BounceReason.UserUnknown, "5.1.1", "550", "gone@exim.test", Confidence.Low)]
    [InlineData("old-exchange-text", true, BounceReason.UserUnknown, null, null, "gone@corp.test", Confidence.Low)]
    public void Judge_Bounce_GivesReasonAndEvidence(string sample, bool hard, BounceReason reason, string? status, string? reply, string recipient, Confidence confidence)
    {
        var verdict = Judge(sample);
        Assert.Equal(VerdictKind.Bounce, verdict.Kind);
        Assert.Equal(new BounceFinding(recipient, hard, reason, status, reply), verdict.Bounce);
        Assert.Equal(FakeSentMail.Workshop, verdict.Sent);
        Assert.True(verdict.IsCertain);
        Assert.Equal(confidence, verdict.Confidence);
        Assert.Contains(verdict.Evidence, e => e.Source is EvidenceSource.DsnField or EvidenceSource.Body && e.Value.Length > 0);
    }

    [Fact]
    public void Judge_ReportForTwo_GivesBoth()
    {
        Assert.Equal(
            [new BounceFinding("full@exim.test", false, BounceReason.MailboxFull, "5.2.2", "552"), new BounceFinding("gone@exim.test", true, BounceReason.UserUnknown, "5.1.1", "550")],
            Judge("exim-two-recipients").Bounces);
    }

    [Theory]
    [InlineData("postfix-delayed", VerdictKind.DelayNotice, null)]
    [InlineData("success-report", VerdictKind.Receipt, "delivered")]
    [InlineData("receipt-displayed", VerdictKind.Receipt, "displayed")]
    [InlineData("calendar-accepted", VerdictKind.CalendarResponse, "ACCEPTED")]
    [InlineData("complaint-arf", VerdictKind.Complaint, "abuse")]
    [InlineData("vacation-sieve-german", VerdictKind.AutoReply, null)]
    [InlineData("list-human-reply", VerdictKind.Reply, null)]
    [InlineData("reply-quoting-a-bounce", VerdictKind.Reply, null)]
    [InlineData("charsets-nested", VerdictKind.Reply, null)]
    public void Judge_Kinds_AreTold(string sample, VerdictKind kind, string? detail)
    {
        var verdict = Judge(sample);
        Assert.Equal(kind, verdict.Kind);
        Assert.Equal(detail, verdict.Detail);
        Assert.True(verdict.IsCertain);
        Assert.False(verdict.Bounce?.Hard ?? false);
    }

    [Fact]
    public void Judge_ListMailThatCitesNothing_IsListMail() => Assert.Equal(VerdictKind.ListMail, Judge("list-newsletter").Kind);

    [Fact]
    public void Judge_Vacation_TellsTheFirstDayBack()
    {
        var verdict = Judge("vacation-sieve-german");
        Assert.Equal(new DateOnly(2026, 12, 7), verdict.ReturnDate?.FirstDayBack);
        Assert.Contains("7.12.", verdict.ReturnDate?.Quote, StringComparison.Ordinal);
        Assert.Contains(verdict.Evidence, e => e is { Source: EvidenceSource.Header, Name: "Auto-Submitted" });
    }

    [Fact]
    public void JudgeHeaders_Vacation_IsReadFromItsSubject()
    {
        var verdict = JudgeHeaders("vacation-exchange-headers-only");
        Assert.Equal(VerdictKind.AutoReply, verdict.Kind);
        Assert.Equal(new DateOnly(2026, 12, 4), verdict.ReturnDate?.FirstDayBack);
        Assert.Equal(Confidence.High, verdict.Confidence);
    }

    [Fact]
    public void JudgeHeaders_AgreeWithTheWholeMail_WhereHeadersDecide()
    {
        foreach (var sample in (string[])["vacation-sieve-german", "list-newsletter", "list-human-reply", "reply-quoting-a-bounce", "charsets-nested", "calendar-accepted", "exchange-full-mailbox", "gmail-domain-not-found"])
            Assert.Equal(Judge(sample).Kind, JudgeHeaders(sample).Kind);
    }

    [Theory]
    [InlineData("postfix-unknown-user")]
    [InlineData("qmail-no-mailbox")]
    [InlineData("exim-two-recipients")]
    [InlineData("receipt-displayed")]
    [InlineData("complaint-arf")]
    public void JudgeHeaders_ReportThatCitesNothing_AsksForItsBody(string sample)
    {
        var verdict = JudgeHeaders(sample);
        Assert.Equal(VerdictKind.Unrelated, verdict.Kind);
        Assert.True(verdict.NeedsReport);
        Assert.Null(verdict.Sent);
    }

    [Fact]
    public void Judge_OwnMail_IsNoReply()
    {
        var copy = HeaderBlock.Parse("From: ada@desk.test\nMessage-ID: <sent-1@desk.test>\nSubject: Workshop in March\n");
        var followUp = HeaderBlock.Parse("From: Ada <ADA@desk.test>\nMessage-ID: <f@desk.test>\nIn-Reply-To: <sent-1@desk.test>\nSubject: Re: Workshop in March\n");
        foreach (var headers in new[] { copy, followUp })
        {
            var verdict = Verdict.Judge(new VerdictInput { Headers = headers, Received = Samples.Received, OwnAddresses = ["ada@desk.test"] }, new FakeSentMail());
            Assert.Equal(VerdictKind.Unrelated, verdict.Kind);
            Assert.StartsWith("own mail", verdict.Evidence[0].Name, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("From: Ben <ben@firm.test>\nSubject: AW: Workshop in  March\n", MatchedBy.SenderAndSubject, Confidence.Low)]
    [InlineData("From: other@private.test\nSubject: hello\nReferences: <x@y> <sent-1@desk.test> <z@y>\n", MatchedBy.MessageId, Confidence.High)]
    [InlineData("From: other@private.test\nSubject: hello\nIn-Reply-To: your mail of Friday sent-1@desk.test\n", MatchedBy.MessageId, Confidence.High)]
    public void Judge_Reply_SaysWhatTiesIt(string header, MatchedBy by, Confidence confidence)
    {
        var verdict = Verdict.Judge(new VerdictInput { Headers = HeaderBlock.Parse(header), Received = Samples.Received }, new FakeSentMail());
        Assert.Equal((VerdictKind.Reply, by, confidence), (verdict.Kind, verdict.MatchedBy, verdict.Confidence));
        Assert.Equal(by != MatchedBy.SenderAndSubject, verdict.IsCertain);
    }

    [Fact]
    public void Judge_ProvidersThread_TiesAReply()
    {
        var headers = HeaderBlock.Parse("From: x@y.test\nSubject: anything\n");
        var verdict = Verdict.Judge(new VerdictInput { Headers = headers, Received = Samples.Received, ThreadId = "thread-1" }, new FakeSentMail());
        Assert.Equal((VerdictKind.Reply, MatchedBy.Thread), (verdict.Kind, verdict.MatchedBy));
    }
}
