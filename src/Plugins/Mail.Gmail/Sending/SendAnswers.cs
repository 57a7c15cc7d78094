using System.Text.Json;
using Assistant.Plugins.MailGmail.Calls;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailGmail.Sending;

/// <summary>
/// What the end of the one request to send proves. Accepted is an answer that names the message; refused is an answer after which Gmail sends nothing,
/// or a request that did not wholly leave; everything else is unknown, above all 5xx, a time-out and a reset.
/// </summary>
internal static class SendAnswers
{
    public static SubmitResponse Judge(HttpResponseMessage answer, string body, GmailException? error)
    {
        var status = (int)answer.StatusCode;
        if (error is null)
        {
            return Taken(body) is { } taken
                ? new SubmitResponse { Outcome = SubmitOutcome.Accepted, ThreadId = taken.ThreadId, Ids = Ids(taken), Evidence = [Record("message", taken.Id)] }
                : Unknown("Gmail answered that all is well, but not what became of the message", Record("status", $"{status}"));
        }

        var evidence = Record("status", $"{status}");
        return error.Fault switch
        {
            GmailFault.Token or GmailFault.Rate or GmailFault.Consent => Refused(error, evidence),
            GmailFault.Refused or GmailFault.NotFound => Refused(error.Message, mayRetry: false, null, evidence),
            _ => Unknown(error.Message, evidence),
        };
    }

    /// <summary>For now: until the time that Google named, or until the user has done what it wants.</summary>
    public static SubmitResponse Refused(GmailException error, params IReadOnlyList<Evidence> evidence) =>
        Refused(error.Message, mayRetry: true, error.RetryAfter, evidence) with { Remedy = error.Remedy };

    /// <summary>For a request that ended without an answer.</summary>
    public static SubmitResponse Judge(Exception fault, SentContent content) => fault switch
    {
        HttpRequestException broken when Transport.NeverConnected(broken) => Refused(Transport.Words(broken), mayRetry: true, null, Record("connection", "never made")),
        _ when !content.IsAllGiven => Refused("the connection to Google broke before the message had left", mayRetry: true, null, Record("connection", "broke before the last byte")),
        HttpRequestException => Unknown("the connection to Google broke before it answered", Record("connection", "broke after the last byte")),
        _ => Unknown("Google did not answer in time", Record("connection", "no answer in time")),
    };

    public static GmailMessage? Taken(string body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, GmailJson.Default.GmailMessage) is { Id.Length: > 0 } taken ? taken : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static Dictionary<string, string> Ids(GmailMessage message) =>
        message.ThreadId is { } thread ? new() { ["message"] = message.Id, ["thread"] = thread } : new() { ["message"] = message.Id };

    public static SubmitResponse Refused(string reason, bool mayRetry, DateTimeOffset? retryAfter = null, params IReadOnlyList<Evidence> evidence) =>
        new() { Outcome = SubmitOutcome.Refused, Reason = reason, MayRetry = mayRetry, RetryAfter = retryAfter, Evidence = evidence };

    public static Evidence Record(string name, string value) => new() { Source = EvidenceSource.Provider, Name = name, Value = value };

    private static SubmitResponse Unknown(string reason, Evidence evidence) => new() { Outcome = SubmitOutcome.Unknown, Reason = reason, Evidence = [evidence] };
}
