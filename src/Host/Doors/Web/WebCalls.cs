using System.Security.Cryptography;
using System.Text;
using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc.Transports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Assistant.Host.Doors.Web;

/// <summary>JSON-RPC through the web door: one message by POST, or a WebSocket that stands. The key is asked for each, and before anything of it is read.</summary>
internal sealed class WebCalls(Task<IConnectionServices> ready, Connections connections, WebBudget budget, TimeProvider time)
{
    // RFC 6455, 1.3.
    private const string AcceptSalt = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int NonceSize = 16;

    public async Task<WebRefusal?> PostAsync(WebExchange exchange, string? from)
    {
        if (await AdmitAsync(exchange, from, WebGate.BearerKey(exchange.Asked)) is not { } caller)
            return WebRefusal.NoKey;
        var client = caller.Principal.Client;
        if ((Meet(exchange, client) ?? budget.BeginPost(client)) is { } refusal)
            return refusal;
        try
        {
            var (body, problem) = await WebBody.ReadAsync(exchange, WebLimits.BodyBytes, time);
            if (body is null)
                return problem;
            using (body)
                return await AnswerAsync(exchange, caller, body.Memory);
        }
        finally
        {
            budget.EndPost(client);
        }
    }

    public async Task<WebRefusal?> UpgradeAsync(WebExchange exchange, string? from)
    {
        if (await AdmitAsync(exchange, from, WebGate.ProtocolKey(exchange.Asked)) is not { } caller)
            return WebRefusal.NoKey;
        if (Accept(exchange) is not { } accept)
        {
            exchange.Answered.Upgrade = "websocket";
            return WebRefusal.NoUpgrade;
        }

        var client = caller.Principal.Client;
        if ((Meet(exchange, client) ?? budget.BeginSocket(client)) is { } refusal)
            return refusal;
        try
        {
            await ConverseAsync(exchange, caller, accept);
            return null;
        }
        finally
        {
            budget.EndSocket(client);
        }
    }

    private async Task<Caller?> AdmitAsync(WebExchange exchange, string? from, string? key)
    {
        if (key is null)
            return null;
        var services = await ready.WaitAsync(exchange.Aborted);
        return services.Admit(DoorKind.Web, from, key);
    }

    private static WebRefusal? Meet(WebExchange exchange, string client) =>
        exchange.Get<WebSlot>().Know(client) ? null : WebRefusal.TooMany;

    private async Task<WebRefusal?> AnswerAsync(WebExchange exchange, Caller caller, ReadOnlyMemory<byte> body)
    {
        using var patience = new CancellationTokenSource(WebLimits.CallTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, exchange.Aborted);
        var transport = new RequestTransport(body, either.Token);
        await connections.ConverseAsync(transport, caller);
        if (transport.Answer is { IsEmpty: false } answer)
            await WebAnswers.WriteAsync(exchange, StatusCodes.Status200OK, answer);
        else if (transport.WantsAnswer)
            return caller.IsRevoked ? WebRefusal.NoKey : WebRefusal.CallTooLong;
        else
            exchange.Status = StatusCodes.Status204NoContent;
        return null;
    }

    private async Task ConverseAsync(WebExchange exchange, Caller caller, string accept)
    {
        var upgrade = exchange.Get<IHttpUpgradeFeature>();
        var headers = exchange.Answered;
        headers.Connection = "Upgrade";
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = accept;
        headers.SecWebSocketProtocol = WebGate.Protocol;
        var stream = await upgrade.UpgradeAsync();
        var transport = new WebSocketTransport(stream, time, WebLimits.PingInterval, pace: WebLimits.Pace);
        await connections.ConverseAsync(transport, caller);
        // It was told why; its next handshake waits, and until then it is still one of the few that its client may have.
        if (transport.IsMisused)
            await Task.Delay(WebLimits.Penalty, time, exchange.Aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // RFC 6455, 4.2.1: what a handshake must have, which is all that it may leave to us. Null where it is none.
    private static string? Accept(WebExchange exchange)
    {
        var headers = exchange.Asked;
        if (exchange.Find<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true }
            || !string.Equals(headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
            || headers.SecWebSocketVersion != "13"
            || headers.SecWebSocketKey is not [{ } nonce])
            return null;
        Span<byte> decoded = stackalloc byte[NonceSize];
        if (!Convert.TryFromBase64String(nonce, decoded, out var size) || size != NonceSize)
            return null;
#pragma warning disable CA5350 // The protocol's own handshake; nothing rests on it.
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(nonce + AcceptSalt)));
#pragma warning restore CA5350
    }
}
