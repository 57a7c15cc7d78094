namespace Assistant.Host.Doors.Web;

/// <summary>Why a request is not answered, and what its sender can do about it. Nothing in it depends on what the host holds or which version it is.</summary>
/// <param name="Status">The HTTP status (RFC 9110).</param>
/// <param name="Code">For a program.</param>
/// <param name="Message">For a person.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record WebRefusal(int Status, string Code, string Message, string Remedy)
{
    public static WebRefusal WrongHost { get; } = new(421, "wrong-host", "This address is not one that is served here.", "Use https://localhost with the port of this door, in the address and in the Host header alike.");

    public static WebRefusal WrongOrigin { get; } = new(403, "wrong-origin", "Pages of this origin may not talk to this door.", "Open the page from this door itself, or name its exact https origin under web.origins in settings.json.");

    public static WebRefusal OwnPageOnly { get; } = new(403, "wrong-origin", "Only this door's own page may use an offered code.", "Ask to be paired with POST /pair instead.");

    public static WebRefusal NoKey { get; } = new(401, "no-key", "No client key that is valid here came with this request.", "Send one client key: in the header 'Authorization: Bearer KEY' with POST /rpc, as the subprotocol 'key.KEY' beside 'assistant.v1' with a WebSocket. `assistant token create` makes one for a script; a page is paired, and its key works from its own origin alone.");

    public static WebRefusal NotFound { get; } = new(404, "not-found", "There is nothing at this address.", "The page is at /, calls go to POST /rpc, WebSockets to /rpc.");

    public static WebRefusal MethodNotAllowed { get; } = new(405, "method-not-allowed", "This address does not take that method.", "See the Allow header.");

    public static WebRefusal NotJson { get; } = new(415, "not-json", "The body is not JSON in plain UTF-8.", "Send 'Content-Type: application/json' and no Content-Encoding.");

    public static WebRefusal TooLarge { get; } = new(413, "too-large", $"A request's body is at most {WebLimits.BodyBytes} bytes here, and {WebLimits.PairingBytes} where a page is paired.", "Send less at a time; large files travel as blobs, in chunks of 1 MiB.");

    public static WebRefusal TooSlow { get; } = new(408, "too-slow", "The request took too long to arrive.", "Send it without a pause.");

    public static WebRefusal TooMany { get; } = new(429, "too-many", "This client has too much under way at once.", "Wait for answers before asking more, and try again in a second.");

    public static WebRefusal Busy { get; } = new(503, "busy", "The door has too much under way at once.", "Try again in a second.");

    public static WebRefusal NoUpgrade { get; } = new(426, "no-upgrade", "This address speaks WebSocket, or takes calls by POST.", "Upgrade to a WebSocket of version 13 with the subprotocol assistant.v1, or use POST.");

    public static WebRefusal CallTooLong { get; } = new(504, "call-too-long", "The call did not end in time and was cancelled.", "Ask for long work over a WebSocket.");

    public static WebRefusal Malformed { get; } = new(400, "malformed", "This is no request that this door reads.", "Send HTTP/1.1 as RFC 9112 has it, with exactly one Host header.");

    public static WebRefusal BadJson { get; } = new(400, "bad-json", "The body does not say what this address needs.", "See docs/security.md for the members of each request.");

    public static WebRefusal HeadersTooLarge { get; } = new(431, "headers-too-large", $"The headers are more than {WebLimits.HeaderBytes} bytes, or more than {WebLimits.HeaderCount}.", "Send fewer; cookies are not needed here.");

    public static WebRefusal AddressTooLong { get; } = new(414, "address-too-long", "The first line of the request is too long.", "No address here needs that; parameters belong into the body.");

    public static WebRefusal Failed { get; } = new(500, "failed", "The door failed at this request.", "Try again; the host's log says more.");

    /// <summary>What Kestrel refuses by itself.</summary>
    public static WebRefusal Of(int status) => status switch
    {
        408 => TooSlow,
        413 => TooLarge,
        414 => AddressTooLong,
        431 => HeadersTooLarge,
        _ => Malformed with { Status = status },
    };

    public WebErrorBody Body => new(new WebError(Code, Message, Remedy));
}

internal sealed record WebErrorBody(WebError Error);

internal sealed record WebError(string Code, string Message, string Remedy);
