using System.Net;
using System.Text.Json;
using System.Web;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit.Google;

namespace Assistant.Conformance.MailGmail;

/// <summary>Sign-ins at oidc-provider, which is strict by itself: what we send is right, and what an attacker who sees a part of it could do with that.</summary>
internal static class StrictCases
{
    public static IReadOnlyList<(string Name, Func<NodePeer, Task<string?>> Run)> All { get; } =
    [
        ("an honest sign-in, its rotation and its end", HonestAsync),
        ("the code again, with nothing else", static peer => StolenAsync(peer, static _ => [])),
        ("the code with a made-up verifier", static peer => StolenAsync(peer, static _ => [new("code_verifier", new string('a', 43))])),
        ("the code at another redirect", static peer => StolenAsync(peer, static _ => [new("code_verifier", new string('a', 43)), new("redirect_uri", "http://127.0.0.1:1/signed-in")])),
        ("the code that was used, with its verifier and redirect", static _ => ReplayedAsync()),
        ("the code with its verifier, at another redirect", static _ => MovedAsync()),
        ("another state", static peer => NeverAsync(peer, static back => new Uri(back.AbsoluteUri.Replace("state=", "state=x", StringComparison.Ordinal)))),
        ("an answer that says it is another's", static peer => RefusedAsync(peer, static back => new Uri(back.AbsoluteUri.Replace("iss=http%3A%2F%2F127", "iss=http%3A%2F%2F128", StringComparison.Ordinal)))),
        ("no challenge", static peer => DowngradedAsync(peer, "code_challenge_method", null, "code_challenge")),
        ("a plain challenge", static peer => DowngradedAsync(peer, "code_challenge_method", "plain")),
        ("a redirect off this machine", static peer => DowngradedAsync(peer, "redirect_uri", "http://attacker.example/signed-in")),
    ];

    private static async Task<string?> HonestAsync(NodePeer peer)
    {
        await using var desk = await GmailDesk.OpenAsync(peer.Root);
        var account = await desk.ConnectAsync(GrantLevel.Bodies, Browser(static back => back));
        if (account is not { State: AccountState.Active, Grant: GrantLevel.Bodies })
            return $"{account.State} with {account.Grant}";
        var first = desk.Secrets.Values.Values.Single();
        await desk.RestartAsync();
        // There is no Gmail here, but the refresh comes before it.
        await Assert.ThrowsAsync<RpcException>(async () => await desk.Provider.ChangesAsync(new ChangesRequest { Account = desk.Granted(account) }, default));
        if (desk.Secrets.Values.Values.Single().AsSpan().SequenceEqual(first))
            return "the rotated refresh token was not kept";
        var answer = await desk.Host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = account.Id }, default);
        return answer.Receipt[0].StartsWith("Google revoked", StringComparison.Ordinal) && desk.Secrets.Values.IsEmpty ? null : answer.Receipt[0];
    }

    // An attacker reads the code out of the browser and is faster than we are.
    private static async Task<string?> StolenAsync(NodePeer peer, Func<string, IEnumerable<KeyValuePair<string, string>>> more)
    {
        await using var desk = await GmailDesk.OpenAsync(peer.Root);
        HttpStatusCode? stolen = null;
        var browser = new FakeBrowser
        {
            Visit = async url =>
            {
                var back = await FormBrowser.ReachAsync(url, GmailDesk.Owner) ?? throw new InvalidOperationException("No answer came.");
                using var client = new HttpClient();
                var code = HttpUtility.ParseQueryString(back.Query)["code"]!;
                Dictionary<string, string> form = new()
                {
                    ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = back.GetLeftPart(UriPartial.Path), ["client_id"] = GoogleSignIn.ClientId, ["client_secret"] = GoogleSignIn.ClientSecret,
                };
                foreach (var (name, value) in more(code))
                    form[name] = value;
                using var answer = await client.PostAsync(new Uri(peer.Root + "/oauth2/token"), new FormUrlEncodedContent(form));
                stolen = answer.StatusCode;
                return await FakeBrowser.FollowAsync(back.AbsoluteUri);
            },
        };
        try
        {
            await desk.ConnectAsync(GrantLevel.Headers, browser);
        }
        catch (RpcException)
        {
            // The server may take the code away once somebody tried it.
        }

        return stolen == HttpStatusCode.BadRequest ? null : $"the attacker was answered {stolen}";
    }

    // Who has read all that we sent gets nothing for it a second time.
    private static async Task<string?> ReplayedAsync()
    {
        await using var tap = await TokenTap.OpenAsync();
        await using var desk = await GmailDesk.OpenAsync(tap.Root);
        if (await desk.ConnectAsync(GrantLevel.Headers, tap.Browser()) is not { State: AccountState.Active })
            return "the honest exchange was not taken";
        if (tap.Exchanges is not [var exchange])
            return $"the code was exchanged {tap.Exchanges.Count} times";
        return tap.Exchange(exchange) == HttpStatusCode.BadRequest && tap.Last.Error == "invalid_grant" ? null : $"the second exchange was answered {tap.Last}";
    }

    // All but the redirect is as an honest exchange has it.
    private static async Task<string?> MovedAsync()
    {
        await using var tap = await TokenTap.OpenAsync(static form => form["redirect_uri"] = "http://127.0.0.1:1/signed-in");
        await using var desk = await GmailDesk.OpenAsync(tap.Root);
        return await RefusalAsync(desk, desk.ConnectAsync(GrantLevel.Headers, tap.Browser()))
            ?? (tap is { Exchanges.Count: 1, Last: (HttpStatusCode.BadRequest, "invalid_grant") } ? null : $"{tap.Exchanges.Count} exchanges, the last answered {tap.Last}");
    }

    private static async Task<string?> NeverAsync(NodePeer peer, Func<Uri, Uri> tamper)
    {
        await using var desk = await GmailDesk.OpenAsync(peer.Root);
        var browser = Browser(tamper);
        var connecting = desk.ConnectAsync(GrantLevel.Headers, browser);
        await browser.Opened;
        await browser.ClosedAsync();
        if (connecting.IsCompleted)
            return "ended by an answer that is none";
        desk.Time.Advance(TimeSpan.FromMinutes(11));
        return await RefusalAsync(desk, connecting);
    }

    private static async Task<string?> RefusedAsync(NodePeer peer, Func<Uri, Uri> tamper)
    {
        await using var desk = await GmailDesk.OpenAsync(peer.Root);
        return await RefusalAsync(desk, desk.ConnectAsync(GrantLevel.Headers, Browser(tamper)));
    }

    private static async Task<string?> RefusalAsync(GmailDesk desk, Task<Account> connecting)
    {
        try
        {
            await connecting;
            return "was connected";
        }
        catch (RpcException refused)
        {
            return refused.Code == RpcErrorCode.Invalid && desk.Secrets.Values.IsEmpty ? null : $"ended with {refused.Code}";
        }
    }

    // Somebody changes the page's address before the browser opens it: the server gives no code, or one that our verifier does not fit.
    private static async Task<string?> DowngradedAsync(NodePeer peer, string name, string? value, string? without = null)
    {
        await using var desk = await GmailDesk.OpenAsync(peer.Root);
        Uri? back = null;
        var browser = new FakeBrowser
        {
            Visit = async url =>
            {
                var page = new UriBuilder(url);
                var query = HttpUtility.ParseQueryString(page.Query);
                query[name] = value;
                if (value is null)
                    query.Remove(name);
                if (without is not null)
                    query.Remove(without);
                page.Query = query.ToString();
                back = await FormBrowser.ReachAsync(page.Uri.AbsoluteUri, GmailDesk.Owner);
                return back is { Host: "127.0.0.1" } ? await FakeBrowser.FollowAsync(back.AbsoluteUri) : 0;
            },
        };
        var connecting = desk.ConnectAsync(GrantLevel.Headers, browser);
        await browser.Opened;
        await browser.ClosedAsync();
        if (back is { Host: not "127.0.0.1" })
            return "the code went off this machine";
        if (back is null)
            desk.Time.Advance(TimeSpan.FromMinutes(11));
        return await RefusalAsync(desk, connecting);
    }

    private static FakeBrowser Browser(Func<Uri, Uri> tamper) => new()
    {
        Visit = async url => await FormBrowser.ReachAsync(url, GmailDesk.Owner) is { } back ? await FakeBrowser.FollowAsync(tamper(back).AbsoluteUri) : 0,
    };
}
