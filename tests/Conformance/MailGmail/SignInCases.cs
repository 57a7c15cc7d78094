using System.Buffers.Text;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Web;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Assistant.TestKit.Google;

namespace Assistant.Conformance.MailGmail;

/// <summary>What may go wrong with a sign-in, by an attacker's doing or Google's. Each answers what is wrong with how it ended; null where all is well.</summary>
internal static class SignInCases
{
    public static IReadOnlyList<(string Name, Func<GmailDesk, Task<string?>> Run)> All { get; } =
    [
        ("an honest sign-in", static desk => ConnectedAsync(desk)),
        ("the right issuer in the answer", static desk => ConnectedAsync(desk, sign => sign.Issuer = desk.Google.Root)),
        ("another state", static desk => NeverAsync(desk, back => Changed(back, "state", "x"))),
        ("an empty state", static desk => NeverAsync(desk, back => Changed(back, "state", ""))),
        ("no state", static desk => NeverAsync(desk, back => Changed(back, "state", null))),
        ("a state twice", static desk => NeverAsync(desk, back => new Uri(back + "&state=x"))),
        ("a code twice", static desk => NeverAsync(desk, back => new Uri(back + "&code=x"))),
        ("another path", static desk => NeverAsync(desk, back => new Uri(back.AbsoluteUri.Replace("/signed-in", "/signed-out", StringComparison.Ordinal)))),
        ("the port of another sign-in that waits", OtherPortAsync),
        ("headers ask for no more", static desk => ScopesAsync(desk, GrantLevel.Headers, "openid", "email", "gmail.send", "gmail.metadata")),
        ("bodies ask for no more", static desk => ScopesAsync(desk, GrantLevel.Bodies, "openid", "email", "gmail.send", "gmail.readonly")),
        ("drafts ask for no more", static desk => ScopesAsync(desk, GrantLevel.Drafts, "openid", "email", "gmail.send", "gmail.readonly", "gmail.compose")),
        ("an answer of another server (mix-up)", static desk => RefusedAsync(desk, sign => sign.Issuer = "https://attacker.example", exchanges: 0)),
        ("an answer that begins like Google's", static desk => RefusedAsync(desk, sign => sign.Issuer = desk.Google.Root + ".attacker.example", exchanges: 0)),
        ("an identity token of another issuer", static desk => RefusedAsync(desk, static sign => sign.WrongIssuer = "https://attacker.example")),
        ("an identity token for another sign-in", static desk => RefusedAsync(desk, static sign => sign.WrongNonce = "x")),
        ("an injected code", static desk => RefusedAsync(desk, static sign => sign.Tamper = static back => Changed(back, "code", "4/0stolen"))),
        ("no code", static desk => RefusedAsync(desk, static sign => sign.Tamper = static back => Changed(back, "code", null), exchanges: 0)),
        ("the code of another sign-in, whose verifier is another", CodeOfAnotherAsync),
        ("a page without its challenge (downgrade)", static desk => DowngradedAsync(desk, "code_challenge", null)),
        ("a page with the challenge said to be plain (downgrade)", static desk => DowngradedAsync(desk, "code_challenge_method", "plain")),
        ("S256 always, with a fresh verifier", FreshProofAsync),
        ("the same answer again", ReplayedAsync),
        ("two answers at once", TwiceAtOnceAsync),
        ("an answer under another Host", static desk => RawAsync(desk, static (path, port) => $"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n")),
        ("an answer under a name that resolves here", static desk => RawAsync(desk, static (path, port) => $"GET {path} HTTP/1.1\r\nHost: rebind.example\r\n\r\n")),
        ("an answer with two Hosts", static desk => RawAsync(desk, static (path, port) => $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: x\r\n\r\n")),
        ("an answer by POST", static desk => RawAsync(desk, static (path, port) => $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 0\r\n\r\n")),
        ("an endless request", static desk => RawAsync(desk, static (path, port) => $"GET {path}&x={new string('a', 40_000)} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n")),
        ("a no", static desk => RefusedAsync(desk, static sign => sign.Denies = true, exchanges: 0)),
        ("sending unticked", static desk => RefusedAsync(desk, static sign => sign.Unticked.Add("https://www.googleapis.com/auth/gmail.send"), revoked: true)),
        ("headers unticked", static desk => RefusedAsync(desk, static sign => sign.Unticked.Add("https://www.googleapis.com/auth/gmail.metadata"), revoked: true)),
        ("an older grant mixed in", static desk => RefusedAsync(desk, static sign => sign.AlsoGranted = "https://www.googleapis.com/auth/gmail.readonly", revoked: true)),
        ("another account chosen", static desk => RefusedAsync(desk, static sign => sign.User = "other@bed.test", revoked: true)),
        ("an answer without a refresh token", static desk => RefusedAsync(desk, static sign => sign.TokenAnswers.Enqueue(new WebAnswer(200, """{"access_token":"a","expires_in":3599,"token_type":"Bearer"}""")))),
        ("a token answer that is a page", static desk => RefusedAsync(desk, static sign => sign.TokenAnswers.Enqueue(new WebAnswer(200, "<html>", "text/html")))),
        ("a token answer of another type", static desk => RefusedAsync(desk, static sign => sign.TokenAnswers.Enqueue(new WebAnswer(200, """{"access_token":"a","token_type":"mac"}""")))),
        ("a fault of the token endpoint", static desk => RefusedAsync(desk, static sign => sign.TokenAnswers.Enqueue(new WebAnswer(503)))),
        ("a redirect of the token endpoint", static desk => RefusedAsync(desk, sign => sign.TokenAnswers.Enqueue(new WebAnswer(302) { Headers = { ["Location"] = desk.Google.Root + "/stolen" } }))),
        ("a reset of the token endpoint", static desk => RefusedAsync(desk, static sign => sign.TokenAnswers.Enqueue(WebAnswer.Broken(WebEnd.Reset)))),
        ("a client that Google does not know", static desk => RefusedAsync(desk, static sign => sign.TokenAnswers.Enqueue(new WebAnswer(401, """{"error":"invalid_client"}""")))),
    ];

    private static async Task<string?> ConnectedAsync(GmailDesk desk, Action<GoogleSignIn>? arrange = null)
    {
        arrange?.Invoke(desk.Google.SignIn);
        var account = await desk.ConnectAsync(GrantLevel.Headers);
        return account.State == AccountState.Active && desk.Google.SignIn.Exchanges == 1 ? null : "was not connected";
    }

    // The answer is none: it waits on, exchanges nothing, and ends when nobody comes.
    private static async Task<string?> NeverAsync(GmailDesk desk, Func<Uri, Uri> tamper)
    {
        desk.Google.SignIn.Tamper = tamper;
        return await ExpiresAsync(desk, new FakeBrowser());
    }

    // Two sign-ins wait at once, and the one's answer comes to the other.
    private static async Task<string?> OtherPortAsync(GmailDesk desk)
    {
        var browser = new FakeBrowser { Visit = static _ => Task.FromResult(0) };
        var other = desk.ConnectAsync(GrantLevel.Headers, browser);
        var port = new Uri(HttpUtility.ParseQueryString(new Uri(await browser.Opened).Query)["redirect_uri"]!).Port;
        desk.Google.SignIn.Tamper = back => new UriBuilder(back) { Port = port }.Uri;
        return await ExpiresAsync(desk, new FakeBrowser()) ?? await EndAsync(desk, other, exchanges: 0, revoked: false);
    }

    private static async Task<string?> ScopesAsync(GmailDesk desk, GrantLevel level, params string[] expected)
    {
        await desk.ConnectAsync(level);
        var asked = desk.Google.SignIn.Asked.Single(static each => each.Path.EndsWith("/auth", StringComparison.Ordinal)).Asked("scope")!;
        return asked.Replace("https://www.googleapis.com/auth/", "", StringComparison.Ordinal).Split(' ').Order().SequenceEqual(expected.Order()) ? null : $"asks for {asked}";
    }

    private static async Task<string?> ExpiresAsync(GmailDesk desk, FakeBrowser browser)
    {
        var connecting = desk.ConnectAsync(GrantLevel.Headers, browser);
        await browser.Opened;
        try
        {
            await browser.ClosedAsync();
        }
        catch (HttpRequestException)
        {
            // Nobody listens where it was sent.
        }

        if (connecting.IsCompleted)
            return "ended by an answer that is none";
        desk.Time.Advance(TimeSpan.FromMinutes(11));
        return await EndAsync(desk, connecting, exchanges: 0, revoked: false);
    }

    private static async Task<string?> RefusedAsync(GmailDesk desk, Action<GoogleSignIn> arrange, int exchanges = 1, bool revoked = false)
    {
        arrange(desk.Google.SignIn);
        return await EndAsync(desk, desk.ConnectAsync(GrantLevel.Headers), exchanges, revoked);
    }

    private static async Task<string?> EndAsync(GmailDesk desk, Task<Account> connecting, int exchanges, bool revoked)
    {
        try
        {
            await connecting;
            return "was connected";
        }
        catch (RpcException refused)
        {
            return refused.Code is not (RpcErrorCode.Invalid or RpcErrorCode.ProviderUnavailable) ? $"ended with {refused.Code}"
                : desk.Google.SignIn.Exchanges != exchanges ? $"made {desk.Google.SignIn.Exchanges} exchanges"
                : revoked && desk.Google.SignIn.Revocations != 1 ? "left a permission at Google"
                : !desk.Secrets.Values.IsEmpty ? "kept a secret"
                : null;
        }
    }

    private static async Task<string?> DowngradedAsync(GmailDesk desk, string name, string? value) =>
        await ExpiresAsync(desk, new FakeBrowser { Visit = url => FakeBrowser.FollowAsync(Changed(new Uri(url), name, value).AbsoluteUri) });

    private static async Task<string?> CodeOfAnotherAsync(GmailDesk desk)
    {
        // The attacker starts a sign-in of their own at the same server, and puts its code into the victim's answer.
        string? stolen = null;
        desk.Google.SignIn.Tamper = back => stolen is { } code ? Changed(back, "code", code) : back;
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var page = await client.GetAsync(new Uri($"{desk.Google.Root}/o/oauth2/v2/auth?client_id={GoogleSignIn.ClientId}&response_type=code&redirect_uri=http://127.0.0.1:1/signed-in&scope=openid&state=s&code_challenge={new string('a', 43)}&code_challenge_method=S256"));
        stolen = HttpUtility.ParseQueryString(page.Headers.Location!.Query)["code"];
        return await RefusedAsync(desk, static _ => { });
    }

    private static async Task<string?> FreshProofAsync(GmailDesk desk)
    {
        await desk.ConnectAsync(GrantLevel.Headers);
        await desk.ConnectAsync(GrantLevel.Headers);
        var pages = desk.Google.SignIn.Asked.Where(static each => each.Path.EndsWith("/auth", StringComparison.Ordinal)).ToList();
        var exchanges = desk.Google.SignIn.Asked.Where(static each => each.Path.EndsWith("/token", StringComparison.Ordinal)).Select(static each => each.Form).ToList();
        for (var at = 0; at < 2; at++)
        {
            var verifier = exchanges[at]["code_verifier"];
            if (pages[at].Asked("code_challenge_method") != "S256" || verifier.Length < 43 || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))) != pages[at].Asked("code_challenge"))
                return "the challenge is not the verifier's";
            if (pages[at].Asked("redirect_uri") != exchanges[at]["redirect_uri"])
                return "the redirect is another in the exchange";
        }

        foreach (var name in (string[])["state", "nonce", "code_challenge"])
        {
            if (pages[0].Asked(name) == pages[1].Asked(name))
                return $"{name} was used twice";
        }

        return pages[0].Asked("include_granted_scopes") == "true" ? "asks for what was granted before" : null;
    }

    private static async Task<string?> ReplayedAsync(GmailDesk desk)
    {
        Uri? answer = null;
        desk.Google.SignIn.Tamper = back => answer = back;
        await desk.ConnectAsync(GrantLevel.Headers);
        try
        {
            await FakeBrowser.FollowAsync(answer!.AbsoluteUri);
            return "still listens";
        }
        catch (HttpRequestException)
        {
            return desk.Google.SignIn.Exchanges == 1 ? null : "exchanged twice";
        }
    }

    private static async Task<string?> TwiceAtOnceAsync(GmailDesk desk)
    {
        Task<int>? other = null;
        desk.Google.SignIn.Tamper = back =>
        {
            other = FakeBrowser.FollowAsync(back.AbsoluteUri);
            return back;
        };
        var account = await desk.ConnectAsync(GrantLevel.Headers, new FakeBrowser { Visit = static async url =>
        {
            try
            {
                return await FakeBrowser.FollowAsync(url);
            }
            catch (HttpRequestException)
            {
                // The other was faster.
                return 0;
            }
        } });
        await other!.ContinueWith(static _ => { }, TaskScheduler.Default);
        return account.State == AccountState.Active && desk.Google.SignIn.Exchanges == 1 ? null : "exchanged twice";
    }

    // A request by hand with the right state is no answer for another reason; the true answer afterwards is.
    private static async Task<string?> RawAsync(GmailDesk desk, Func<string, int, string> request)
    {
        Uri? answer = null;
        var hold = new TaskCompletionSource();
        var browser = new FakeBrowser { Visit = async url =>
        {
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
            using var page = await client.GetAsync(new Uri(url));
            answer = page.Headers.Location!;
            hold.SetResult();
            return 0;
        } };
        var connecting = desk.ConnectAsync(GrantLevel.Headers, browser);
        await hold.Task;
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync("127.0.0.1", answer!.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request(answer.PathAndQuery, answer.Port)));
            try
            {
                await socket.GetStream().ReadExactlyAsync(new byte[12]);
            }
            catch (Exception fault) when (fault is IOException or EndOfStreamException)
            {
                // It hung up.
            }
        }

        if (connecting.IsCompleted || desk.Google.SignIn.Exchanges > 0)
            return "took a request that is no answer";
        await FakeBrowser.FollowAsync(answer.AbsoluteUri);
        return (await connecting).State == AccountState.Active ? null : "was not connected by the true answer";
    }

    private static Uri Changed(Uri address, string name, string? value)
    {
        var query = HttpUtility.ParseQueryString(address.Query);
        query[name] = value;
        if (value is null)
            query.Remove(name);
        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }
}
