using Microsoft.AspNetCore.Http;

namespace Assistant.Host.Doors.Web;

/// <summary>What a page of an origin that the user listed is told, so that its browser lets it read the answers. No credentials: there are no cookies here.</summary>
internal static class WebCors
{
    // Long enough that a page does not ask before each call, short enough that taking an origin off the list is soon noticed.
    private const string Remembered = "600";

    public static void Allow(WebExchange exchange, string origin)
    {
        var headers = exchange.Answered;
        headers.AccessControlAllowOrigin = origin;
        headers.Vary = "Origin";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }

    /// <summary>Answers the question that a browser asks before it lets a page of another origin call.</summary>
    public static WebRefusal? Preflight(WebExchange exchange)
    {
        var headers = exchange.Answered;
        headers.AccessControlAllowMethods = "GET, POST";
        headers.AccessControlAllowHeaders = "authorization, content-type";
        headers.AccessControlMaxAge = Remembered;
        // A page of the public network that asks for this machine (Private Network Access).
        if (exchange.Asked["Access-Control-Request-Private-Network"] == "true")
            headers["Access-Control-Allow-Private-Network"] = "true";
        exchange.Status = StatusCodes.Status204NoContent;
        return null;
    }
}
