using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Assistant.Host.Doors.Web;

/// <summary>
/// Gives a body to what Kestrel refuses before any request stands (headers too large or too slow, two Hosts, no HTTP): it would send a bare status.
/// It tells of those through this event alone, and takes what is written here in place of its own answer.
/// </summary>
internal sealed class BadRequestAnswers : IObserver<KeyValuePair<string, object?>>
{
    private const string Event = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Events that nobody here listens to are then not even made.</summary>
    public static bool Wants(string name) => name == Event;

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value is { Key: Event, Value: IFeatureCollection features } && features.Get<IHttpResponseFeature>() is { HasStarted: false } response)
            Answer(features, response);
    }

    public void OnError(Exception error)
    {
    }

    public void OnCompleted()
    {
    }

    private static void Answer(IFeatureCollection features, IHttpResponseFeature response)
    {
        var refusal = WebRefusal.Of(response.StatusCode);
        var body = JsonSerializer.SerializeToUtf8Bytes(refusal.Body, WebBodiesJson.Default.WebErrorBody);
        WebAnswers.Harden(response.Headers);
        response.Headers.ContentType = WebAnswers.Json;
        response.Headers.ContentLength = body.Length;
        response.Headers.Connection = "close";
        var writer = features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
        writer.Write(body);
        // It fits the connection's buffer, so nothing waits here; who does not take it gets none.
        _ = writer.FlushAsync().AsTask();
    }
}
