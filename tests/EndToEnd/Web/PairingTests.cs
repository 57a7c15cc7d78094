using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Assistant.EndToEnd.Cli;
using Assistant.EndToEnd.Doors;

namespace Assistant.EndToEnd.Web;

/// <summary>A page on its way in, and out again: it shows a code, a person answers at a terminal, it works with its key, and the key is revoked.</summary>
[Trait("Category", "Slow")]
public sealed class PairingTests : IAsyncLifetime
{
    private readonly RealCli _cli = new();
    private PageClient _page = null!;
    private string _key = "";
    private string _origin = "";
    private string _authority = "";

    public async Task InitializeAsync()
    {
        var setup = await DoneAsync(_cli.RunAsync("setup", "--json"));
        await using var owner = await LineClient.ConnectAsync(Path.Combine(_cli.Main, "host.sock"));
        _key = setup.GetProperty("clientKey").GetString()!;
        await owner.InitializeAsync(_key);
        var web = await owner.ResultAsync("web/enable");
        _origin = web.GetProperty("origin").GetString()!;
        _authority = web.GetProperty("certificate").GetProperty("authorityPath").GetString()!;
        _page = new PageClient(_origin, _authority, _origin);
    }

    public async Task DisposeAsync()
    {
        _page.Dispose();
        await _cli.DisposeAsync();
    }

    [Fact]
    public async Task Pair_AfterAYesAtTheTerminal_LetsThePageInUntilItsKeyIsRevoked()
    {
        var ticket = await BeginAsync("read", "draft", "approve");
        var claim = $$"""{"request":"{{ticket.Request}}","secret":"{{ticket.Secret}}"}""";
        Assert.Equal("waiting", await StateAsync(claim));
        Assert.Equal(ticket.Code, (await DoneAsync(_cli.RunAsync("pair", "--json"))).GetProperty("pairings")[0].GetProperty("code").GetString());
        Assert.Equal(5, (await _cli.RunAsync("pair", ticket.Code)).Code);
        Assert.Equal(130, (await _cli.RunAtTerminalAsync("n\n", "pair", ticket.Code)).Code);
        Assert.Equal("waiting", await StateAsync(claim));

        // What a person is asked says who, where from, and what it could do.
        var asked = await _cli.RunAtTerminalAsync("y\n", "pair", ticket.Code.ToLowerInvariant(), "--scope", "read,draft");
        Assert.True(asked.Code == 0, asked.ToString());
        Assert.All([_origin, "'pane'", ticket.Code, "write and change drafts"], words => Assert.Contains(words, asked.Out, StringComparison.Ordinal));
        Assert.DoesNotContain("SEND MAIL", asked.Out, StringComparison.Ordinal);

        var (_, granted) = await _page.PostAsync("/pair/claim", claim);
        Assert.Equal(("granted", "[\"read\",\"draft\"]"), (granted.GetProperty("state").GetString(), granted.GetProperty("scopes").GetRawText()));
        Assert.Equal("expired", await StateAsync(claim));
        var key = granted.GetProperty("clientKey").GetString()!;
        Assert.Equal(HttpStatusCode.OK, await ListAsync(_page, key));
        using var socket = await _page.OpenAsync(key);
        Assert.Equal(0, LineClient.ErrorOf(await PageClient.CallAsync(socket, "drafts/list")));
        Assert.NotEqual(0, LineClient.ErrorOf(await PageClient.CallAsync(socket, "outbox/approve")));

        using var deaf = await _page.OpenAsync(key);
        await using var owner = await LineClient.ConnectAsync(Path.Combine(_cli.Main, "host.sock"));
        await owner.InitializeAsync(_key);
        var called = Stopwatch.GetTimestamp();
        var revoking = owner.ResultAsync("clients/revoke", $$"""{"id":"{{granted.GetProperty("clientId").GetString()}}"}""");
        await PageClient.EndedAsync(socket);
        await PageClient.EndedAsync(deaf);
        Assert.True(Stopwatch.GetElapsedTime(called) < TimeSpan.FromSeconds(1));
        await revoking;
        Assert.Equal(HttpStatusCode.Unauthorized, await ListAsync(_page, key));
        await Assert.ThrowsAnyAsync<System.Net.WebSockets.WebSocketException>(() => _page.OpenAsync(key));
    }

    [Fact]
    public async Task Pair_AfterANo_TellsThePageOnce()
    {
        var ticket = await BeginAsync("read");
        var claim = $$"""{"request":"{{ticket.Request}}","secret":"{{ticket.Secret}}"}""";

        Assert.Equal(0, (await _cli.RunAtTerminalAsync("y\n", "pair", ticket.Code, "--refuse")).Code);

        Assert.Equal("refused", await StateAsync(claim));
        Assert.Equal("expired", await StateAsync(claim));
        Assert.Equal(3, (await _cli.RunAsync("pair", ticket.Code)).Code);
    }

    [Fact]
    public async Task Key_OfAPage_IsWorthNothingElsewhere_AndNothingAnywhereOnceRevokedAtTheTerminal()
    {
        var ticket = await BeginAsync("read");
        Assert.Equal(0, (await _cli.RunAtTerminalAsync("y\n", "pair", ticket.Code)).Code);
        var (_, granted) = await _page.PostAsync("/pair/claim", $$"""{"request":"{{ticket.Request}}","secret":"{{ticket.Secret}}"}""");
        var key = granted.GetProperty("clientKey").GetString()!;

        using var evil = new PageClient(_origin, _authority, "https://evil.example");
        Assert.Equal(HttpStatusCode.Forbidden, await ListAsync(evil, key));
        await using var socket = await LineClient.ConnectAsync(Path.Combine(_cli.Main, "host.sock"));
        Assert.NotEqual(0, LineClient.ErrorOf(await socket.InitializeAsync(key)));

        Assert.Equal(HttpStatusCode.OK, await ListAsync(_page, key));
        Assert.Equal(0, (await _cli.RunAtTerminalAsync("y\n", "clients", "revoke", "pane")).Code);
        Assert.Equal(HttpStatusCode.Unauthorized, await ListAsync(_page, key));
    }

    private async Task<(string Request, string Secret, string Code)> BeginAsync(params string[] scopes)
    {
        var (status, body) = await _page.PostAsync("/pair", $$"""{"name":"pane","scopes":{{JsonSerializer.Serialize(scopes)}}}""");
        Assert.Equal(HttpStatusCode.OK, status);
        return (body.GetProperty("request").GetString()!, body.GetProperty("secret").GetString()!, body.GetProperty("code").GetString()!);
    }

    private async Task<string?> StateAsync(string claim) => (await _page.PostAsync("/pair/claim", claim)).Body.GetProperty("state").GetString();

    private static async Task<HttpStatusCode> ListAsync(PageClient page, string key) =>
        (await page.PostAsync("/rpc", """{"jsonrpc":"2.0","id":1,"method":"drafts/list","params":{}}""", key)).Status;

    private static async Task<JsonElement> DoneAsync(Task<Finished> running)
    {
        var done = await running;
        Assert.True(done.Code == 0, done.ToString());
        return JsonElement.Parse(done.Out);
    }
}
