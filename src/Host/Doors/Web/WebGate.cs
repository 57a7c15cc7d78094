using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Assistant.Host.Doors.Web;

/// <summary>
/// Whether a request is meant for this door and comes from a page that may talk to it; asked before anything else is looked at. Every comparison is
/// of whole values, byte by byte: what a browser normalises it has normalised before, and what nobody normalises is not ours.
/// </summary>
/// <param name="host">The one Host there is, with the port.</param>
/// <param name="origin">The door's own origin.</param>
/// <param name="others">The origins that the user listed, read anew for each request.</param>
internal sealed class WebGate(string host, string origin, Func<IReadOnlySet<string>> others)
{
    /// <summary>What carries a client key by POST.</summary>
    private const string Scheme = "Bearer ";

    /// <summary>The WebSocket's protocol; beside it, the key travels as a protocol of its own, because a page can set no header there.</summary>
    public const string Protocol = "assistant.v1";

    private const string KeyProtocol = "key.";

    public bool IsOwn(string? from) => from == origin;

    /// <summary>Null where the request is for this door; else why not.</summary>
    /// <param name="request">As Kestrel read it.</param>
    /// <param name="from">The page's origin, one that may talk; null where no page sent it.</param>
    public WebRefusal? Check(WebExchange request, out string? from)
    {
        from = null;
        if (request.Asked.Host is not [var name] || name != host || !IsOurTarget(request))
            return WebRefusal.WrongHost;
        var given = request.Asked.Origin;
        if (given.Count == 0)
            return null;
        if (given is not [{ } only] || (only != origin && !others().Contains(only)))
            return WebRefusal.WrongOrigin;
        from = only;
        return null;
    }

    /// <summary>The key of a call by POST; null where there is none, or more than one.</summary>
    public static string? BearerKey(IHeaderDictionary headers) =>
        headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..] : null;

    /// <summary>The key of an upgrade; null where there is none, more than one, or where our protocol is not offered beside it.</summary>
    public static string? ProtocolKey(IHeaderDictionary headers)
    {
        string? key = null;
        var ours = false;
        foreach (var protocol in Protocols(headers.SecWebSocketProtocol))
        {
            if (protocol == Protocol)
                ours = true;
            else if (protocol.StartsWith(KeyProtocol, StringComparison.Ordinal))
            {
                if (key is not null)
                    return null;
                key = protocol[KeyProtocol.Length..];
            }
        }

        return ours ? key : null;
    }

    private static IEnumerable<string> Protocols(StringValues values) =>
        values.SelectMany(static value => (value ?? "").Split(',', StringSplitOptions.TrimEntries));

    // RFC 9112, 3.2: the path alone, or the whole address, which must then be ours to the letter.
    private bool IsOurTarget(WebExchange request)
    {
        var target = request.RawTarget;
        return target.StartsWith('/') || (target.StartsWith(origin, StringComparison.Ordinal) && target.Length > origin.Length && target[origin.Length] == '/');
    }
}
