using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc;
using Microsoft.AspNetCore.Http;

namespace Assistant.Host.Doors.Web;

/// <summary>Pages on their way in. They have no key yet, so each is bounded, and none is told anything but its own state.</summary>
internal sealed class WebPairing(Task<IConnectionServices> ready, WebGate gate, TimeProvider time)
{
    // All pages together: a page asks every second or two whether it was let in.
    private const int AttemptBurst = 120;
    private const int AttemptsPerSecond = 20;

    private readonly Lock _gate = new();
    private readonly WebAllowance _attempts = new(AttemptBurst, AttemptsPerSecond, time);

    public async Task<WebRefusal?> AnswerAsync(WebExchange exchange, string? from)
    {
        if (from is null)
            return WebRefusal.WrongOrigin;
        var isOffer = exchange.Path == "/pair/offer";
        if (isOffer && !gate.IsOwn(from))
            return WebRefusal.OwnPageOnly;
        lock (_gate)
        {
            if (!_attempts.Try())
                return WebRefusal.TooMany;
        }

        var (read, refusal) = await WebBody.ReadAsync(exchange, WebLimits.PairingBytes, time);
        if (read is null)
            return refusal;
        using var whole = read;
        var body = whole.Memory;
        var pairings = (await ready.WaitAsync(exchange.Aborted)).Pairings;
        try
        {
            return isOffer ? await RedeemAsync(exchange, pairings, body, from)
                : exchange.Path == "/pair" ? await BeginAsync(exchange, pairings, body, from)
                : await ClaimAsync(exchange, pairings, body, from);
        }
        catch (RpcException error) when (error.Code is RpcErrorCode.Invalid)
        {
            return WebRefusal.BadJson with { Message = error.Message };
        }
        catch (RpcException error) when (error.Code is RpcErrorCode.Limit)
        {
            return WebRefusal.TooMany with { Message = error.Message };
        }
    }

    private static async Task<WebRefusal?> BeginAsync(WebExchange exchange, Pairings pairings, ReadOnlyMemory<byte> body, string from)
    {
        if (Parse(body, WebBodiesJson.Default.PairBody) is not { } asked)
            return WebRefusal.BadJson with { Remedy = """Send {"name": "...", "scopes": ["read", ...]}.""" };
        var ticket = pairings.Begin(asked.Name, asked.Scopes, from);
        await WebAnswers.WriteAsync(exchange, StatusCodes.Status200OK, new PairTicketBody(ticket.Request, ticket.Secret, ticket.Code, ticket.Expires), WebBodiesJson.Default.PairTicketBody);
        return null;
    }

    private static Task<WebRefusal?> ClaimAsync(WebExchange exchange, Pairings pairings, ReadOnlyMemory<byte> body, string from) =>
        Parse(body, WebBodiesJson.Default.ClaimBody) is { } claim
            ? TellAsync(exchange, pairings.Claim(claim.Request, claim.Secret, from))
            : Task.FromResult<WebRefusal?>(WebRefusal.BadJson with { Remedy = """Send {"request": "...", "secret": "..."} as POST /pair answered them.""" });

    private static Task<WebRefusal?> RedeemAsync(WebExchange exchange, Pairings pairings, ReadOnlyMemory<byte> body, string from) =>
        Parse(body, WebBodiesJson.Default.OfferBody) is { } offer
            ? TellAsync(exchange, pairings.Redeem(offer.Code, from))
            : Task.FromResult<WebRefusal?>(WebRefusal.BadJson with { Remedy = """Send {"code": "..."} as it stood in the fragment of the address.""" });

    private static async Task<WebRefusal?> TellAsync(WebExchange exchange, PairingAnswer answer)
    {
        var body = new PairAnswerBody(answer.State.ToString().ToLowerInvariant(), answer.ClientKey, answer.ClientId, answer.Scopes);
        await WebAnswers.WriteAsync(exchange, StatusCodes.Status200OK, body, WebBodiesJson.Default.PairAnswerBody);
        return null;
    }

    private static T? Parse<T>(ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
