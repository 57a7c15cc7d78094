using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Assistant.EndToEnd.Web;

/// <summary>What a page's script can do at the web door: requests and WebSockets with its origin, over TLS that trusts the host's authority alone.</summary>
internal sealed class PageClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    private readonly Uri _host;
    private readonly string _origin;

    public PageClient(string host, string authorityPath, string origin)
    {
        (_host, _origin) = (new Uri(host), origin);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authorityPath);
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = policy;
        _http = new HttpClient(handler) { BaseAddress = _host, Timeout = Patience };
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string json, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", _origin);
        if (key is not null)
            request.Headers.Add("Authorization", "Bearer " + key);
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync()));
    }

    public async Task<ClientWebSocket> OpenAsync(string key)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", _origin);
        socket.Options.AddSubProtocol("assistant.v1");
        socket.Options.AddSubProtocol("key." + key);
        using var patience = new CancellationTokenSource(Patience);
        await socket.ConnectAsync(new UriBuilder(_host) { Scheme = "wss", Path = "/rpc" }.Uri, _http, patience.Token);
        return socket;
    }

    public static async Task<JsonElement> CallAsync(ClientWebSocket socket, string method)
    {
        using var patience = new CancellationTokenSource(Patience);
        await socket.SendAsync(Encoding.UTF8.GetBytes($$$"""{"jsonrpc":"2.0","id":1,"method":"{{{method}}}","params":{}}"""), WebSocketMessageType.Text, true, patience.Token);
        var buffer = new byte[1 << 20];
        var size = 0;
        ValueWebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(buffer.AsMemory(size), patience.Token);
            size += received.Count;
        }
        while (!received.EndOfMessage);
        return JsonElement.Parse(buffer.AsSpan(0, size));
    }

    /// <summary>Completes when the host has ended it, one way or the other.</summary>
    public static async Task EndedAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while ((await socket.ReceiveAsync(new byte[4096], patience.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Cut off, which is an end like another.
        }
    }

    public void Dispose() => _http.Dispose();
}
