using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Assistant.EndToEnd.Cli;
using Assistant.EndToEnd.Doors;

namespace Assistant.EndToEnd.Web;

/// <summary>What the web door says to those who knock rightly, wrongly, and too much.</summary>
[Trait("Category", "Slow")]
public sealed class WebDoorTests(OpenDesk desk) : IClassFixture<OpenDesk>
{
    private string Host => $"Host: localhost:{desk.Port}\r\n";

    [Fact]
    public async Task Page_WithoutKey_IsServedUnderItsPolicyAndSaysNothingOfTheHost()
    {
        using var tls = await RawTls.ConnectAsync(desk.Port);

        var answer = (await tls.AskAsync($"GET / HTTP/1.1\r\n{Host}\r\n"))!;

        Assert.Equal(200, answer.Status);
        Assert.StartsWith("default-src 'none'; script-src 'self'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Null(answer.Header("Server"));
        Assert.Equal(404, (await tls.AskAsync($"GET /../contract.json HTTP/1.1\r\n{Host}\r\n"))!.Status);
        Assert.Equal(404, (await tls.AskAsync($"GET /..%2fcontract.json HTTP/1.1\r\n{Host}\r\n"))!.Status);
    }

    [Fact]
    public async Task Pages_WithoutKey_NeverTellTheHostsVersion()
    {
        var version = (await desk.Owner.ResultAsync("host/status")).GetProperty("version").GetString()!;
        var built = Path.Combine(Path.GetDirectoryName(RealCli.Program)!, "web");
        var files = Directory.Exists(built) ? Directory.GetFiles(built, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(built, file)) : [];
        using var tls = await RawTls.ConnectAsync(desk.Port);

        foreach (var path in files.Prepend(""))
        {
            var answer = (await tls.AskAsync($"GET /{path} HTTP/1.1\r\n{Host}\r\n"))!;

            Assert.True(answer.Status == 200, $"/{path}: {answer.Head}");
            Assert.False((answer.Head + answer.Body).Contains(version, StringComparison.Ordinal), $"/{path} tells the version.");
        }
    }

    [Fact]
    public async Task Page_ThatTheBrowserHas_IsNotSentAgain()
    {
        using var tls = await RawTls.ConnectAsync(desk.Port);
        var first = (await tls.AskAsync($"GET / HTTP/1.1\r\n{Host}\r\n"))!;
        // Where the pages were not built there is one that says so, which is no file.
        if (first.Header("ETag") is not { } tag)
            return;

        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(first.Body)))}\"", tag);
        Assert.Equal(304, (await tls.AskAsync($"GET / HTTP/1.1\r\n{Host}If-None-Match: {tag}\r\n\r\n"))!.Status);
    }

    [Theory]
    [InlineData("text/plain", 415, "not-json")]
    [InlineData("application/json; charset=utf-16", 415, "not-json")]
    public async Task Post_NotJson_SaysWhatToSend(string type, int status, string code)
    {
        using var tls = await RawTls.ConnectAsync(desk.Port);

        var answer = (await tls.AskAsync($"POST /rpc HTTP/1.1\r\n{Host}Authorization: Bearer {desk.ScriptKey}\r\nContent-Type: {type}\r\nContent-Length: 2\r\n\r\n{{}}"))!;

        Assert.Equal((status, code), (answer.Status, answer.RefusalCode()));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nX: {long}\r\n{host}\r\n", 431, "headers-too-large")]
    [InlineData("GET /{long} HTTP/1.1\r\n{host}\r\n", 414, "address-too-long")]
    [InlineData("hello\r\n\r\n", 400, "malformed")]
    [InlineData("POST /rpc HTTP/1.1\r\n{host}{key}Content-Type: application/json\r\nContent-Length: 2147483648\r\n\r\n", 413, "too-large")]
    [InlineData("PUT /rpc HTTP/1.1\r\n{host}Content-Length: 0\r\n\r\n", 405, "method-not-allowed")]
    [InlineData("GET /rpc HTTP/1.1\r\n{host}Sec-WebSocket-Protocol: assistant.v1, {keyprotocol}\r\n\r\n", 426, "no-upgrade")]
    [InlineData("POST /pair HTTP/1.1\r\n{host}Content-Length: 0\r\n\r\n", 403, "wrong-origin")]
    [InlineData("POST /pair HTTP/1.1\r\n{host}Origin: https://localhost:{port}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n[]", 400, "bad-json")]
    [InlineData("POST /pair/offer HTTP/1.1\r\n{host}Origin: https://pane.example\r\nContent-Length: 0\r\n\r\n", 403, "wrong-origin")]
    public async Task Request_OutOfBoundsOrOutOfPlace_IsToldSo(string request, int status, string code)
    {
        using var tls = await RawTls.ConnectAsync(desk.Port);

        var answer = await tls.AskAsync(request.Replace("{long}", new string('x', 20_000), StringComparison.Ordinal).Replace("{host}", Host, StringComparison.Ordinal)
            .Replace("{port}", desk.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{keyprotocol}", $"key.{desk.ScriptKey}", StringComparison.Ordinal).Replace("{key}", $"Authorization: Bearer {desk.ScriptKey}\r\n", StringComparison.Ordinal));

        Assert.Equal((status, code), (answer?.Status, answer?.RefusalCode()));
    }

    [Fact]
    public async Task Headers_ThatNeverEnd_AreTimedOutWithAnAnswer()
    {
        using var tls = await RawTls.ConnectAsync(desk.Port);

        var answer = await tls.AskAsync("GET / HTTP/1.1\r\nX: ");

        Assert.Equal((408, "too-slow"), (answer?.Status, answer?.RefusalCode()));
    }

    [Fact]
    public async Task Preflight_ListedOriginAlone_IsAllowedWithoutCredentials()
    {
        using var tls = await RawTls.ConnectAsync(desk.Port);

        var listed = (await tls.AskAsync($"OPTIONS /rpc HTTP/1.1\r\n{Host}Origin: {OpenDesk.Listed}\r\nAccess-Control-Request-Method: POST\r\n\r\n"))!;
        var other = (await tls.AskAsync($"OPTIONS /rpc HTTP/1.1\r\n{Host}Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n"))!;

        Assert.Equal((204, OpenDesk.Listed), (listed.Status, listed.Header("Access-Control-Allow-Origin")));
        Assert.Null(listed.Header("Access-Control-Allow-Credentials"));
        Assert.Equal(403, other.Status);
        Assert.Null(other.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Post_WithAKeyThatIsNone_IsRefusedAndAudited()
    {
        var answer = await desk.PostAsync("/rpc", null, """{"jsonrpc":"2.0","id":1,"method":"drafts/list","params":{}}""", $"Authorization: Bearer {desk.RevokedKey}\r\n");

        Assert.Equal((401, "no-key"), (answer.Status, answer.RefusalCode()));
        var entries = (await desk.Owner.ResultAsync("audit/list", """{"limit":200}""")).GetProperty("entries").EnumerateArray();
        Assert.Contains(entries, entry => (entry.GetProperty("action").GetString(), entry.GetProperty("outcome").GetString()) == ("client.connect", "refused: client key"));
    }

    [Fact]
    public async Task Offer_UsedTwice_LetsInOnce()
    {
        var code = await desk.OfferAsync();

        var first = await desk.PostAsync("/pair/offer", desk.Origin, $$"""{"code":"{{code}}"}""");
        var second = await desk.PostAsync("/pair/offer", desk.Origin, $$"""{"code":"{{code}}"}""");

        Assert.Equal("granted", JsonElement.Parse(first.Body).GetProperty("state").GetString());
        Assert.Equal("""{"state":"expired"}""", second.Body);
    }

    [Fact]
    public async Task WebSocket_ThatBrokeTheRules_StandsAMomentBeforeItMayComeAgain()
    {
        // A machine that is held up for that whole moment shows nothing, but not five times.
        var stood = false;
        for (var turn = 0; turn < 5 && !stood; turn++)
            stood = await StandsAfterFarewellAsync();

        Assert.True(stood);
    }

    [Fact]
    public async Task Certificate_IsSignedByTheInstallationsAuthorityForThisMachineAlone()
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(desk.AuthorityPath);
        using var tls = await RawTls.ConnectAsync(desk.Port);
        using var leaf = new X509Certificate2(tls.Stream.RemoteCertificate!);
        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
        chain.ChainPolicy.CustomTrustStore.Add(authority);

        Assert.True(chain.Build(leaf));
        Assert.True(leaf.MatchesHostname("localhost"));
        Assert.False(leaf.MatchesHostname("evil.example"));
        Assert.InRange((leaf.NotAfter - leaf.NotBefore).TotalDays, 799, 801);
        // RFC 5280, 4.2.1.10, as bytes: permitted are the name localhost, 127.0.0.0/8 and ::1, and so nothing else.
        var constraints = authority.Extensions.Single(each => each.Oid?.Value == "2.5.29.30");
        Assert.True(constraints.Critical);
        Assert.Equal("303FA03D300B82096C6F63616C686F7374300A87087F000000FF0000003022872000000000000000000000000000000001FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", Convert.ToHexString(constraints.RawData));
        Assert.DoesNotContain("PRIVATE", await File.ReadAllTextAsync(desk.AuthorityPath), StringComparison.Ordinal);
        var identity = Path.Combine(desk.Data, "web", "identity.pem");
        Assert.Single(await File.ReadAllLinesAsync(identity), line => line.Contains("BEGIN PRIVATE KEY", StringComparison.Ordinal));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(identity));
    }

    [Fact]
    public async Task Renew_WhileOpen_ShowsTheNewCertificateAtOnceAndAsksForTrust()
    {
        var old = (await desk.Owner.ResultAsync("web/status")).GetProperty("certificate").GetProperty("authorityFingerprint").GetString();
        await desk.Owner.ResultAsync("web/trusted", $$"""{"authorityFingerprint":"{{old}}"}""");
        Assert.DoesNotContain("web.trust", (await desk.Owner.ResultAsync("host/status")).ToString(), StringComparison.Ordinal);

        var renewed = (await desk.Owner.ResultAsync("web/renew")).GetProperty("certificate");

        Assert.NotEqual(old, renewed.GetProperty("authorityFingerprint").GetString());
        Assert.True(renewed.GetProperty("needsTrust").GetBoolean());
        Assert.Contains("web.trust", (await desk.Owner.ResultAsync("host/status")).ToString(), StringComparison.Ordinal);
        using var authority = X509CertificateLoader.LoadCertificateFromFile(desk.AuthorityPath);
        Assert.Equal(renewed.GetProperty("authorityFingerprint").GetString(), authority.GetCertHashString(HashAlgorithmName.SHA256));
        using var tls = await RawTls.ConnectAsync(desk.Port);
        Assert.Equal(authority.SubjectName.Name, new X509Certificate2(tls.Stream.RemoteCertificate!).IssuerName.Name);
    }

    [Fact]
    public async Task Door_ClosedOpenedAndStartedAgain_KeepsItsPortAndLoadsTheServerOnlyWhenOpen()
    {
        await using var cli = new RealCli();
        string? origin, key;
        await using (var host = await RunningHost.StartAsync(cli))
        {
            key = await host.SetUpAsync();
            await using var owner = await host.ConnectAsync(key);
            Assert.DoesNotContain("Kestrel", await File.ReadAllTextAsync($"/proc/{host.Process.Id}/maps"), StringComparison.Ordinal);
            origin = (await owner.ResultAsync("web/enable")).GetProperty("origin").GetString();
            Assert.Contains("Kestrel", await File.ReadAllTextAsync($"/proc/{host.Process.Id}/maps"), StringComparison.Ordinal);
        }

        await using var again = await RunningHost.StartAsync(cli);
        await using var client = await again.ConnectAsync(key);
        var status = await client.ResultAsync("web/status");
        Assert.True(status.GetProperty("open").GetBoolean());
        Assert.Equal(origin, status.GetProperty("origin").GetString());

        Assert.False((await client.ResultAsync("web/disable")).GetProperty("open").GetBoolean());
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => RawTls.TcpAsync(new Uri(origin!).Port));
        Assert.Equal(origin, (await client.ResultAsync("web/enable")).GetProperty("origin").GetString());
    }

    /// <summary>Breaks the rules, waits to be told farewell, and sees whether the connection outlasts a neighbour's twenty requests. It always ends.</summary>
    private async Task<bool> StandsAfterFarewellAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var neighbour = await RawTls.ConnectAsync(desk.Port);
        using var wrong = await RawTls.ConnectAsync(desk.Port);
        Assert.Equal(101, (await wrong.AskAsync(Attacks.Upgrade(desk, desk.HostileKey)))!.Status);
        const byte reserved = 0x3;
        await wrong.Stream.WriteAsync(Attacks.Frame(reserved, []), patience.Token);
        while (await FrameAsync(wrong.Stream, patience.Token) != 0x88)
        {
        }

        var end = wrong.Stream.ReadAsync(new byte[1], patience.Token).AsTask();
        for (var request = 0; request < 20; request++)
            Assert.Equal(200, (await neighbour.AskAsync($"GET / HTTP/1.1\r\n{Host}\r\n"))!.Status);
        var stands = !end.IsCompleted;
        Assert.Equal(0, await end);
        return stands;
    }

    // The first byte of a short frame, whose payload is passed over.
    private static async Task<byte> FrameAsync(Stream stream, CancellationToken cancel)
    {
        var head = new byte[2];
        await stream.ReadExactlyAsync(head, cancel);
        var length = head[1];
        if (length == 126)
        {
            await stream.ReadExactlyAsync(head.AsMemory(), cancel);
            await stream.ReadExactlyAsync(new byte[(head[0] << 8) | head[1]], cancel);
            return 0x81;
        }

        await stream.ReadExactlyAsync(new byte[length], cancel);
        return head[0];
    }
}
