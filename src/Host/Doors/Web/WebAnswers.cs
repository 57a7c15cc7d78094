using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Assistant.Host.Doors.Web;

/// <summary>What every answer of the door carries, and how refusals are written.</summary>
internal static class WebAnswers
{
    public const string Json = "application/json; charset=utf-8";

    // Scripts, styles, pictures and connections of this door and nothing else; no frame holds it, no form leaves it.
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Written before anything else, so that no answer lacks them.</summary>
    public static void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
    }

    public static Task RefuseAsync(WebExchange exchange, WebRefusal refusal)
    {
        if (exchange.HasStarted)
        {
            exchange.Abort();
            return Task.CompletedTask;
        }

        if (refusal.Status == WebRefusal.NoKey.Status)
            exchange.Answered.WWWAuthenticate = "Bearer";
        if (refusal.Status is 429 or 503)
            exchange.Answered.RetryAfter = "1";
        return WriteAsync(exchange, refusal.Status, refusal.Body, WebBodiesJson.Default.WebErrorBody);
    }

    public static Task WriteAsync<T>(WebExchange exchange, int status, T body, JsonTypeInfo<T> type) =>
        WriteAsync(exchange, status, JsonSerializer.SerializeToUtf8Bytes(body, type));

    public static Task WriteAsync(WebExchange exchange, int status, ReadOnlyMemory<byte> body)
    {
        exchange.Status = status;
        return exchange.SendAsync(Json, body);
    }
}
