using Assistant.Host.Doors.Web;
using Assistant.Host.Mailroom;
using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Doctoring;

/// <summary>What the doctor says of the clock, the web door and accounts, and that each bad finding has its remedy.</summary>
public sealed class FindingTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, -30, FindingLevel.Well)]
    [InlineData(1, -30, FindingLevel.Well)]
    [InlineData(5, -30, FindingLevel.Warning)]
    [InlineData(null, -30, FindingLevel.Well)]
    [InlineData(null, 60, FindingLevel.Warning)]
    public void Clock_BesideWhatWasWritten_IsJudgedByIt(int? writtenMinutesAhead, int installedMinutesAhead, FindingLevel expected)
    {
        var finding = ClockFinding.Of(Now, writtenMinutesAhead is { } minutes ? Now.AddMinutes(minutes) : null, Now.AddMinutes(installedMinutesAhead));

        Assert.Equal(expected, finding.Level);
        Assert.Equal(expected == FindingLevel.Well, finding.Remedy is null);
    }

    [Theory]
    [InlineData(-1, FindingLevel.Failure)]
    [InlineData(1, FindingLevel.Warning)]
    [InlineData(30, FindingLevel.Well)]
    [InlineData(null, FindingLevel.Well)]
    public void Account_BesideTheEndOfItsGrant_IsJudgedByIt(int? days, FindingLevel expected)
    {
        var account = new AccountRow
        {
            Stamp = new RowStamp("0123456789abcdef", "space", "person", RowStamp.Private, 1, "device", Now, Now, null),
            Provider = "mail.test",
            Address = "robin@desk.example",
            State = AccountState.Active,
            Grant = GrantLevel.Headers,
            GrantWords = "Send, and read headers.",
            MaxMessageSize = 1024,
            GrantedUntil = days is { } left ? Now.AddDays(left) : null,
        };

        var finding = MailroomFindings.Of(account, Now);

        Assert.Equal(expected, finding.Level);
        Assert.Contains("Send, and read headers", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("robin@desk.example", finding.Message, StringComparison.Ordinal);
        if (days is { } end)
            Assert.Contains($"{Now.AddDays(end):yyyy-MM-dd}", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Web_Closed_IsWellAndSaysHowItIsOpened() =>
        Assert.Equal([("web.port", FindingLevel.Well)], Codes(new WebStatus { Enabled = false, Open = false, HasPages = true, Connections = 0 }));

    [Fact]
    public void Web_ClosedWithACertificateThatEnded_IsWell() => Assert.Equal(
        [("web.port", FindingLevel.Well)],
        Codes(Open() with { Enabled = false, Open = false, Certificate = new WebCertificate { AuthorityPath = "/a.pem", AuthorityFingerprint = "AB", Expires = Now.AddDays(-1), NeedsTrust = true } }));

    [Fact]
    public void Web_PortTaken_FailsWithTheReason()
    {
        var findings = WebFindings.Of(Open() with { Open = false, Problem = "Port 4000 is taken." }, Now).ToList();

        Assert.Equal(("web.port", FindingLevel.Failure, "Port 4000 is taken."), (findings[0].Code, findings[0].Level, findings[0].Message));
    }

    [Theory]
    [InlineData(-1, false, FindingLevel.Failure)]
    [InlineData(28, false, FindingLevel.Warning)]
    [InlineData(30, false, FindingLevel.Well)]
    [InlineData(400, true, FindingLevel.Warning)]
    [InlineData(400, false, FindingLevel.Well)]
    public void Web_Certificate_IsJudgedByItsEndAndTrust(int days, bool needsTrust, FindingLevel expected) => Assert.Equal(
        [("web.port", FindingLevel.Well), ("web.certificate", expected)],
        Codes(Open() with { Certificate = new WebCertificate { AuthorityPath = "/a.pem", AuthorityFingerprint = "AB", Expires = Now.AddDays(days), NeedsTrust = needsTrust } }));

    [Fact]
    public void Web_OpenWithoutCertificateOrPages_SaysBoth() => Assert.Equal(
        [("web.port", FindingLevel.Well), ("web.certificate", FindingLevel.Failure), ("web.pages", FindingLevel.Warning)],
        Codes(Open() with { HasPages = false }));

    private static WebStatus Open() => new() { Enabled = true, Open = true, Origin = "https://localhost:4000", HasPages = true, Connections = 0 };

    private static List<(string, FindingLevel)> Codes(WebStatus status)
    {
        var findings = WebFindings.Of(status, Now).ToList();
        Assert.All(findings, static finding => Assert.Equal(finding.Level == FindingLevel.Well, finding.Remedy is null));
        return [.. findings.Select(static finding => (finding.Code, finding.Level))];
    }
}
