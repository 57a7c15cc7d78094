using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Doors.Web;

/// <summary>Every request that Kestrel could read: first the gate, then who answers its address.</summary>
internal sealed partial class WebRequests(WebGate gate, WebPages pages, WebCalls calls, WebPairing pairing, ILogger log) : IHttpApplication<HttpContext>
{
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception) => ((DefaultHttpContext)context).Uninitialize();

    [SuppressMessage("Design", "CA1031", Justification = "One request's failure is that request's and nobody else's; the log has it.")]
    public async Task ProcessRequestAsync(HttpContext context)
    {
        WebAnswers.Harden(context.Response.Headers);
        try
        {
            if (await AnswerAsync(context) is { } refusal)
                await WebAnswers.RefuseAsync(context, refusal);
        }
        catch (BadHttpRequestException error)
        {
            await WebAnswers.RefuseAsync(context, WebRefusal.Of(error.StatusCode));
        }
        catch (Exception error) when (context.RequestAborted.IsCancellationRequested || error is ConnectionResetException)
        {
            // The peer has gone, or was cut off; there is nobody to answer.
        }
        catch (Exception error)
        {
            LogFailed(log, error);
            await WebAnswers.RefuseAsync(context, WebRefusal.Failed);
        }
    }

    private async Task<WebRefusal?> AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (gate.Check(request, out var from) is { } refusal)
            return refusal;
        if (from is not null && !gate.IsOwn(from))
        {
            WebCors.Allow(context, from);
            if (HttpMethods.IsOptions(request.Method))
                return WebCors.Preflight(context);
        }

        return request.Path.Value switch
        {
            "/rpc" when HttpMethods.IsPost(request.Method) => await calls.PostAsync(context, from),
            "/rpc" when HttpMethods.IsGet(request.Method) => await calls.UpgradeAsync(context, from),
            "/rpc" => NotAllowed(context, "GET, POST"),
            "/pair" or "/pair/claim" or "/pair/offer" when HttpMethods.IsPost(request.Method) => await pairing.AnswerAsync(context, from),
            "/pair" or "/pair/claim" or "/pair/offer" => NotAllowed(context, "POST"),
            _ when HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) => await pages.TryAnswerAsync(context) ? null : WebRefusal.NotFound,
            _ => NotAllowed(context, "GET, HEAD"),
        };
    }

    private static WebRefusal NotAllowed(HttpContext context, string methods)
    {
        context.Response.Headers.Allow = methods;
        return WebRefusal.MethodNotAllowed;
    }

    [LoggerMessage(120, LogLevel.Error, "A request at the web door failed")]
    private static partial void LogFailed(ILogger log, Exception error);
}
