using System.Net;
using Assistant.Plugins.MailGmail.Calls;

namespace Assistant.Conformance.MailGmail;

/// <summary>Every error answer that was seen of Gmail, in each of its shapes, and what it means here.</summary>
public sealed class ErrorReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 9, 16, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(400, "invalidArgument", "INVALID_ARGUMENT", "Invalid To header", GmailFault.Refused)]
    [InlineData(400, "badRequest", null, "Invalid id value", GmailFault.Refused)]
    [InlineData(400, "failedPrecondition", "FAILED_PRECONDITION", "Precondition check failed.", GmailFault.Refused)]
    [InlineData(401, "authError", "UNAUTHENTICATED", "Invalid Credentials", GmailFault.Token)]
    [InlineData(401, "required", null, "Login Required.", GmailFault.Token)]
    [InlineData(403, "insufficientPermissions", "PERMISSION_DENIED", "Request had insufficient authentication scopes.", GmailFault.Consent)]
    [InlineData(403, "forbidden", null, "Delegation denied for x", GmailFault.Consent)]
    [InlineData(403, "accessNotConfigured", "PERMISSION_DENIED", "Gmail API has not been used in project 1 before or it is disabled.", GmailFault.Consent)]
    [InlineData(403, "domainPolicy", null, "The domain administrators have disabled Gmail apps.", GmailFault.Consent)]
    [InlineData(403, "rateLimitExceeded", null, "Rate Limit Exceeded", GmailFault.Rate)]
    [InlineData(403, "userRateLimitExceeded", "PERMISSION_DENIED", "User-rate limit exceeded.", GmailFault.Rate)]
    [InlineData(403, "quotaExceeded", null, "Quota exceeded", GmailFault.Rate)]
    [InlineData(403, "dailyLimitExceeded", null, "Daily Limit Exceeded", GmailFault.Rate)]
    [InlineData(404, "notFound", "NOT_FOUND", "Requested entity was not found.", GmailFault.NotFound)]
    [InlineData(408, null, null, "", GmailFault.Server)]
    [InlineData(409, "aborted", "ABORTED", "", GmailFault.Server)]
    [InlineData(410, null, null, "", GmailFault.Refused)]
    [InlineData(413, null, null, "", GmailFault.Refused)]
    [InlineData(429, "rateLimitExceeded", "RESOURCE_EXHAUSTED", "Too many concurrent requests for user", GmailFault.Rate)]
    [InlineData(429, null, null, "", GmailFault.Rate)]
    [InlineData(500, "backendError", "INTERNAL", "Backend Error", GmailFault.Server)]
    [InlineData(502, null, null, "", GmailFault.Server)]
    [InlineData(503, "backendError", "UNAVAILABLE", "", GmailFault.Server)]
    [InlineData(504, null, null, "", GmailFault.Server)]
    [InlineData(302, null, null, "", GmailFault.Server)]
    public void Read_StatusAndReason_IsWhatItMeans(int status, string? reason, string? name, string message, object expected)
    {
        var error = reason is null ? "<html>a proxy's page</html>" : Body(status, message, name, $$""","errors":[{"message":"{{message}}","domain":"global","reason":"{{reason}}"}]""");

        Assert.Equal((GmailFault)expected, ErrorReader.Read((HttpStatusCode)status, error, Now).Fault);
    }

    // The list of errors may be absent and the details empty; any of them serves.
    [Theory]
    [InlineData(""","errors":[{"reason":"accessNotConfigured"}]""", "Enable it at")]
    [InlineData(""","details":[{"@type":"x","reason":"SERVICE_DISABLED"}]""", "Enable it at")]
    [InlineData(""","errors":[],"details":[{"@type":"y"},{"@type":"x","reason":"SERVICE_DISABLED"}]""", "Enable it at")]
    [InlineData(""","details":[{"@type":"x","reason":"ACCESS_TOKEN_SCOPE_INSUFFICIENT"}]""", "leave all boxes")]
    [InlineData(""","errors":[{"reason":"insufficientPermissions"}],"details":[]""", "leave all boxes")]
    [InlineData(""","errors":[{"reason":"domainPolicy"}]""", "Ask them")]
    [InlineData(""","errors":[{"domain":"global"}]""", "myaccount.google.com")]
    [InlineData("", "myaccount.google.com")]
    public void Read_NotAllowed_NamesTheRemedyFromWhicheverPartTells(string parts, string remedy)
    {
        var error = ErrorReader.Read(HttpStatusCode.Forbidden, Body(403, "no", "PERMISSION_DENIED", parts), Now);

        Assert.Equal(GmailFault.Consent, error.Fault);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "User-rate limit exceeded.  Retry after 2026-09-16T03:57:19.386Z", "2026-09-16T03:57:19.386Z", false)]
    [InlineData(429, "User-rate limit exceeded.  Retry after 2026-09-16T03:57:19.386Z", "2026-09-16T03:57:19.386Z", false)]
    [InlineData(429, "User-rate limit exceeded.  Retry after 2026-09-16T08:00:00.000Z (Mail sending)", "2026-09-16T08:00:00.000Z", true)]
    [InlineData(403, "User-rate limit exceeded.  Retry after 2026-09-16T08:00:00.000Z (Mail sending)", "2026-09-16T08:00:00.000Z", true)]
    [InlineData(429, "Too many concurrent requests for user", null, false)]
    [InlineData(429, "User-rate limit exceeded.  Retry after tomorrow", null, false)]
    public void Read_Rate_TakesTheTimeFromItsText(int status, string message, string? until, bool isSending)
    {
        var error = ErrorReader.Read((HttpStatusCode)status, Body(status, message, null, ""), Now);

        Assert.Equal((GmailFault.Rate, until is null ? null : DateTimeOffset.Parse(until, System.Globalization.CultureInfo.InvariantCulture), isSending, null), (error.Fault, error.RetryAfter, error.IsSendingLimit, error.Remedy));
    }

    [Fact]
    public void Read_DailyLimitOfTheProject_IsLookedAtAgainInAnHour()
    {
        var error = ErrorReader.Read(HttpStatusCode.Forbidden, Body(403, "Daily Limit Exceeded", null, ""","errors":[{"reason":"dailyLimitExceeded"}]"""), Now);

        Assert.Equal(Now + TimeSpan.FromHours(1), error.RetryAfter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"error":"invalid_grant"}""")]
    [InlineData("""{"error":{"code":403,"message":null,"errors":null,"details":null}}""")]
    public void Read_BodyThatIsNoneOfTheseShapes_IsReadByItsStatus(string body) => Assert.Equal(GmailFault.Consent, ErrorReader.Read(HttpStatusCode.Forbidden, body, Now).Fault);

    private static string Body(int status, string message, string? name, string parts) =>
        $$$"""{"error":{"code":{{{status}}},"message":"{{{message}}}"{{{(name is null ? "" : $",\"status\":\"{name}\"")}}}{{{parts}}}}}""";
}
