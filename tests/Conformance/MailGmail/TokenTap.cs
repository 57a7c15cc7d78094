using System.Net;
using System.Text.Json;
using Assistant.TestKit.Google;

namespace Assistant.Conformance.MailGmail;

/// <summary>
/// Somebody between us and the token endpoint of oidc-provider, who reads every exchange of a code, may change it, and may make one of their own. The
/// provider calls itself by this one's address; the browser goes to the provider.
/// </summary>
internal sealed class TokenTap : IAsyncDisposable
{
    private readonly HttpClient _client = new();
    private readonly WebServer _server;
    private NodePeer? _peer;

    private TokenTap() => _server = new WebServer(Answer).Start();

    public string Root => _server.Root;

    /// <summary>The form of each exchange, as it came.</summary>
    public List<Dictionary<string, string>> Exchanges { get; } = [];

    /// <summary>Changes an exchange on its way.</summary>
    public Action<Dictionary<string, string>> Change { get; init; } = static _ => { };

    /// <summary>What the last exchange was answered: the status and the error's name.</summary>
    public (HttpStatusCode Status, string? Error) Last { get; private set; }

    public static async Task<TokenTap> OpenAsync(Action<Dictionary<string, string>>? change = null)
    {
        var tap = new TokenTap { Change = change ?? (static _ => { }) };
        tap._peer = await NodePeer.StartAsync("oidc.mjs", tap.Root);
        return tap;
    }

    /// <summary>Signs in at the provider itself.</summary>
    public FakeBrowser Browser() => new()
    {
        Visit = async url => await FormBrowser.ReachAsync(url.Replace(Root, _peer!.Root, StringComparison.Ordinal), GmailDesk.Owner) is { } back ? await FakeBrowser.FollowAsync(back.AbsoluteUri) : 0,
    };

    public HttpStatusCode Exchange(Dictionary<string, string> form)
    {
        Send(form);
        return Last.Status;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        if (_peer is not null)
            await _peer.DisposeAsync();
        _client.Dispose();
    }

    private WebAnswer Answer(Assistant.TestKit.Google.WebRequest request)
    {
        if (request.Method == "GET")
        {
            using var keys = _client.Send(new HttpRequestMessage(HttpMethod.Get, _peer!.Root + request.Path));
            return new WebAnswer((int)keys.StatusCode, Text(keys));
        }

        var form = new Dictionary<string, string>(request.Form);
        Exchanges.Add(new(form));
        Change(form);
        return Send(form);
    }

    private WebAnswer Send(Dictionary<string, string> form)
    {
        using var answer = _client.Send(new HttpRequestMessage(HttpMethod.Post, _peer!.Root + "/oauth2/token") { Content = new FormUrlEncodedContent(form) });
        var body = Text(answer);
        Last = (answer.StatusCode, JsonElement.Parse(body).TryGetProperty("error", out var error) ? error.GetString() : null);
        return new WebAnswer((int)answer.StatusCode, body);
    }

    private static string Text(HttpResponseMessage answer)
    {
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        return reader.ReadToEnd();
    }
}
