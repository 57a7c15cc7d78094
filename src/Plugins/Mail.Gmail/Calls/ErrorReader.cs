using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Assistant.Plugins.MailGmail.Calls;

/// <summary>
/// Reads Google's error answers: by the status first, then <c>errors[0].reason</c>, then <c>details[].reason</c>, then the message. Any of these but the
/// status may be missing, and the same quota has been seen both as 403 and as 429.
/// </summary>
internal static class ErrorReader
{
    // A longer wait is a lock-out: it is shown, and looked at again from time to time, since it has been seen to end early.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private static readonly HashSet<string> Rates = new(StringComparer.OrdinalIgnoreCase) { "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded", "concurrentLimitExceeded" };

    public static GmailException Read(HttpStatusCode status, string body, DateTimeOffset now)
    {
        var error = Parse(body);
        var reason = error?.Errors is [{ Reason: { } first }, ..] ? first : error?.Details?.FirstOrDefault(static detail => detail.Reason is not null)?.Reason;
        var said = error?.Message ?? "";
        var fault = Fault(status, reason, said);
        if (fault == GmailFault.Consent)
            return Consent(reason);
        if (fault != GmailFault.Rate)
            return new GmailException(fault, Words(fault, status));
        var sending = said.Contains("(Mail sending)", StringComparison.OrdinalIgnoreCase);
        var until = RetryAfter(said);
        if (reason?.Equals("dailyLimitExceeded", StringComparison.OrdinalIgnoreCase) == true)
            until ??= now + LongestWait;
        return new GmailException(fault, sending ? "Gmail takes no more mail from this account for now: its daily limit is reached" : "Gmail asks to wait: too many requests", until) { IsSendingLimit = sending };
    }

    private static GmailFault Fault(HttpStatusCode status, string? reason, string message) => (int)status switch
    {
        401 => GmailFault.Token,
        429 => GmailFault.Rate,
        403 when (reason is not null && Rates.Contains(reason)) || message.Contains("Retry after", StringComparison.OrdinalIgnoreCase) || message.Contains("Rate Limit Exceeded", StringComparison.OrdinalIgnoreCase) => GmailFault.Rate,
        403 => GmailFault.Consent,
        404 => GmailFault.NotFound,
        // Neither says that nothing was done.
        408 or 409 or >= 500 or < 400 => GmailFault.Server,
        _ => GmailFault.Refused,
    };

    // Whatever Google does not allow, it allows once somebody has done something about it.
    private static GmailException Consent(string? reason)
    {
        var (words, remedy) = reason?.ToUpperInvariant() switch
        {
            "ACCESS_TOKEN_SCOPE_INSUFFICIENT" or "INSUFFICIENTPERMISSIONS" => ("what was granted does not cover this", "Connect the account again and leave all boxes on Google's page ticked"),
            "ACCESSNOTCONFIGURED" or "SERVICE_DISABLED" => ("the Gmail API is not enabled in your Google project", "Enable it at https://console.cloud.google.com/apis/library/gmail.googleapis.com, wait a few minutes, then connect the account again"),
            "DOMAINPOLICY" => ("your organisation's administrator does not allow this", "Ask them to allow your OAuth client for Gmail, then connect the account again"),
            _ => ("Google does not allow this", "Look at https://myaccount.google.com/connections and at your Google project for what Google wants, then connect the account again"),
        };
        return new GmailException(GmailFault.Consent, words) { Remedy = $"{remedy}: `assistant account add gmail ADDRESS`. Nothing is lost meanwhile." };
    }

    private static string Words(GmailFault fault, HttpStatusCode status) => fault switch
    {
        GmailFault.Token => "Google does not take this account's access token",
        GmailFault.NotFound => "Gmail has no such message",
        GmailFault.Refused => string.Create(CultureInfo.InvariantCulture, $"Gmail refused the request ({(int)status})"),
        _ => string.Create(CultureInfo.InvariantCulture, $"Gmail had a fault of its own ({(int)status})"),
    };

    /// <summary>From <c>Retry after 2026-09-16T03:57:19.386Z</c>, which stands in the message: there is no such header.</summary>
    private static DateTimeOffset? RetryAfter(string message)
    {
        const string words = "Retry after ";
        var at = message.IndexOf(words, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var rest = message.AsSpan(at + words.Length).TrimStart();
        var end = rest.IndexOf(' ');
        return DateTimeOffset.TryParse(end < 0 ? rest : rest[..end], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
    }

    private static GmailError? Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, GmailJson.Default.GmailErrorAnswer)?.Error;
        }
        catch (JsonException)
        {
            // A proxy's page, or nothing: the status says what there is to say.
            return null;
        }
    }
}
