using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Assistant.Host.Doors.Web;

/// <summary>
/// Gives a body to what Kestrel refuses before any request stands (headers too large or too slow, two Hosts, no HTTP): it would send a bare status.
/// It tells of those through this event alone, and offers no way to add to its answer, so this one is sent in its place.
/// </summary>
internal sealed class BadRequestAnswers : IObserver<KeyValuePair<string, object?>>
{
    private const string Event = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Events that nobody here listens to are then not even made.</summary>
    public static bool Wants(string name) => name == Event;

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: Event, Value: IFeatureCollection features }
            && features.Get<IHttpResponseFeature>() is { HasStarted: false } response
            && features.Get<LastWordPipe>() is { } pipe)
            pipe.Say(Answer(WebRefusal.Of(response.StatusCode)));
    }

    public void OnError(Exception error)
    {
    }

    public void OnCompleted()
    {
    }

    private static byte[] Answer(WebRefusal refusal)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(refusal.Body, WebBodiesJson.Default.WebErrorBody);
        IHeaderDictionary headers = new HeaderDictionary();
        WebAnswers.Harden(headers);
        headers.ContentType = WebAnswers.Json;
        headers.ContentLength = body.Length;
        headers.Connection = "close";
        var head = new StringBuilder($"HTTP/1.1 {refusal.Status} {ReasonPhrases.GetReasonPhrase(refusal.Status)}\r\n");
        foreach (var (name, value) in headers)
            head.Append(name).Append(": ").Append(value.ToString()).Append("\r\n");
        return [.. Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), .. body];
    }
}
