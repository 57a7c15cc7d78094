using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Doors.Web;

/// <summary>Every request that Kestrel could read: first the gate, then who answers its address.</summary>
internal sealed partial class WebRequests(WebGate gate, WebPages pages, WebCalls calls, WebPairing pairing, ILogger log) : IHttpApplication<WebExchange>
{
    public WebExchange CreateContext(IFeatureCollection contextFeatures) => new(contextFeatures);

    public void DisposeContext(WebExchange context, Exception? exception)
    {
        // It holds nothing.
    }

    [SuppressMessage("Design", "CA1031", Justification = "One request's failure is that request's and nobody else's; the log has it.")]
    public async Task ProcessRequestAsync(WebExchange context)
    {
        WebAnswers.Harden(context.Answered);
        try
        {
            if (await AnswerAsync(context) is { } refusal)
                await WebAnswers.RefuseAsync(context, refusal);
        }
        catch (BadHttpRequestException error)
        {
            await WebAnswers.RefuseAsync(context, WebRefusal.Of(error.StatusCode));
        }
        catch (Exception error) when (context.Aborted.IsCancellationRequested || error is ConnectionResetException)
        {
            // The peer has gone, or was cut off; there is nobody to answer.
        }
        catch (Exception error)
        {
            LogFailed(log, error);
            await WebAnswers.RefuseAsync(context, WebRefusal.Failed);
        }
    }

    private async Task<WebRefusal?> AnswerAsync(WebExchange exchange)
    {
        if (gate.Check(exchange, out var from) is { } refusal)
            return refusal;
        if (from is not null && !gate.IsOwn(from))
        {
            WebCors.Allow(exchange, from);
            if (HttpMethods.IsOptions(exchange.Method))
                return WebCors.Preflight(exchange);
        }

        return exchange.Path switch
        {
            "/rpc" when HttpMethods.IsPost(exchange.Method) => await calls.PostAsync(exchange, from),
            "/rpc" when HttpMethods.IsGet(exchange.Method) => await calls.UpgradeAsync(exchange, from),
            "/rpc" => NotAllowed(exchange, "GET, POST"),
            "/pair" or "/pair/claim" or "/pair/offer" when HttpMethods.IsPost(exchange.Method) => await pairing.AnswerAsync(exchange, from),
            "/pair" or "/pair/claim" or "/pair/offer" => NotAllowed(exchange, "POST"),
            _ when HttpMethods.IsGet(exchange.Method) || exchange.IsHead => await pages.TryAnswerAsync(exchange) ? null : WebRefusal.NotFound,
            _ => NotAllowed(exchange, "GET, HEAD"),
        };
    }

    private static WebRefusal NotAllowed(WebExchange exchange, string methods)
    {
        exchange.Answered.Allow = methods;
        return WebRefusal.MethodNotAllowed;
    }

    [LoggerMessage(120, LogLevel.Error, "A request at the web door failed")]
    private static partial void LogFailed(ILogger log, Exception error);
}
