using Assistant.Protocol.JsonRpc;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Assistant.Host.Doors.Web;

/// <summary>Reads a request's body, within its bound and its time.</summary>
internal static class WebBody
{
    private const int FirstSize = 4 * 1024;

    /// <summary>The body, or why it is not taken.</summary>
    /// <param name="context">Its request was let in.</param>
    /// <param name="bound">The most bytes.</param>
    /// <param name="time">Measures how long it takes.</param>
    public static async Task<(ReadOnlyMemory<byte> Body, WebRefusal? Refusal)> ReadAsync(HttpContext context, int bound, TimeProvider time)
    {
        var request = context.Request;
        if (!IsJson(request))
            return (default, WebRefusal.NotJson);
        if (request.ContentLength > bound)
            return (default, WebRefusal.TooLarge);
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = bound;
        using var patience = new CancellationTokenSource(WebLimits.BodyTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        try
        {
            // What comes without a length begins small: an announced size is no reason to hold memory either.
            var body = new MemoryStream(FirstSize);
            await request.Body.CopyToAsync(body, either.Token);
            return (body.GetBuffer().AsMemory(0, (int)body.Length), null);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return (default, WebRefusal.TooSlow);
        }
    }

    private static bool IsJson(HttpRequest request) =>
        request.Headers.ContentEncoding.Count == 0
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
