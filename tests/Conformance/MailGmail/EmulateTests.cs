using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Assistant.Mail.Mime;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Assistant.TestKit.Google;

namespace Assistant.Conformance.MailGmail;

/// <summary>Against emulate, a Gmail that nobody here wrote. It has no profile, no 401 and no forgotten history, so those are the fake's to play.</summary>
[Trait("Category", "Slow")]
public sealed class EmulateTests
{
    [EmulateFact]
    public async Task Gmail_OfAnother_ConnectsStagesSendsThreadsAndReads()
    {
        await using var peer = await NodePeer.StartAsync("emulate.mjs", FreePort().ToString(CultureInfo.InvariantCulture));
        await using var desk = await GmailDesk.OpenAsync(peer.Root);
        var browser = new FakeBrowser { Visit = async url => await FormBrowser.ReachAsync(url, GmailDesk.Owner) is { } back ? await FakeBrowser.FollowAsync(back.AbsoluteUri) : 0 };

        var account = await desk.ConnectAsync(GrantLevel.Drafts, browser);
        var first = await desk.SendAsync(account, await desk.Host.DraftAsync(subject: "From a draft"));
        var second = await desk.SendAsync(account, await desk.Host.Drafts.CreateAsync(
            new DraftCreateRequest { To = ["ana@there.example"], Subject = "Re: From a draft", Body = "And?", Parent = new ParentRef { OutboxId = first.Id } }, default));

        Assert.Equal((OutboxState.Sent, OutboxState.Sent), (first.State, second.State));
        Assert.NotNull(first.MessageId);
        var found = await desk.Provider.FindSentAsync(
            new FindSentRequest { Account = desk.Granted(account), OutboxId = second.Id, Envelope = new Envelope(GmailDesk.Owner, ["ana@there.example"]), Ids = new Dictionary<string, string>(), MessageId = "x", Digest = "x", Since = desk.Time.GetUtcNow() }, default);
        Assert.Equal((SentEvidence.Sent, true), (found.Found, found.ThreadId is not null));
        await ImportAsync(peer, desk);
        var changes = await desk.Provider.ChangesAsync(new ChangesRequest { Account = desk.Granted(account), Cursor = "h.1.0.0" }, default);
        Assert.False(changes.Resynced);
        Assert.NotNull(HeaderBlock.Parse(Assert.Single(changes.Messages).Headers).MessageId);
    }

    // Mail that comes in, put there as its owner might.
    private static async Task ImportAsync(NodePeer peer, GmailDesk desk)
    {
        var grant = JsonElement.Parse(desk.Secrets.Values.Values.Single());
        using var client = new HttpClient { BaseAddress = new Uri(peer.Root) };
        using var renewed = await client.PostAsync("/oauth2/token", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "refresh_token", ["refresh_token"] = grant.GetProperty("refreshToken").GetString()!, ["client_id"] = GoogleSignIn.ClientId, ["client_secret"] = GoogleSignIn.ClientSecret,
        }));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", JsonElement.Parse(await renewed.Content.ReadAsStringAsync()).GetProperty("access_token").GetString());
        var raw = Convert.ToBase64String("From: Ana <ana@there.example>\r\nTo: mira@bed.test\r\nSubject: Hello\r\n\r\nHello.\r\n"u8).Replace('+', '-').Replace('/', '_');
        using var put = await client.PostAsync("/gmail/v1/users/me/messages/import", new StringContent($$"""{"raw":"{{raw}}","labelIds":["INBOX"]}""", Encoding.UTF8, "application/json"));
        put.EnsureSuccessStatusCode();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Runs where node and emulate are there, and says what to install where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EmulateFactAttribute : FactAttribute
{
    public EmulateFactAttribute() => Skip = NodePeer.Missing("emulate");
}
