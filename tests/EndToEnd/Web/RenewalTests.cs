using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Assistant.EndToEnd.Cli;
using Assistant.EndToEnd.Doors;
using Assistant.Host;
using Assistant.Host.Doors;
using Assistant.Host.Doors.Web;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assistant.EndToEnd.Web;

/// <summary>The certificate near its end: the whole host on a clock that the test moves, with its real port and TLS; and the real program at its next start.</summary>
[Trait("Category", "Slow")]
public sealed class RenewalTests
{
    [Fact]
    public async Task Certificate_NearItsEndDuringARun_IsRenewedWithoutAGapAndSaidToAClientThatStands()
    {
        var root = Directory.CreateTempSubdirectory("assistant-renewal-").FullName;
        var time = new ManualTime();
        var folder = new DataFolder(Path.Combine(root, "data"), new StateFolder(Path.Combine(root, "state")));
        Assert.Null(folder.Prepare());
        var opened = new TaskCompletionSource<IConnectionServices>();
        await using (var connections = new Connections(opened.Task, greeting: null, TimeProvider.System, NullLogger.Instance))
        await using (var web = new WebDoor(new WebParts { Folder = folder, Pages = root, Ready = opened.Task, Connections = connections, Time = time, Logs = NullLoggerFactory.Instance }))
        await using (var kernel = HostKernel.Open(folder, web, time, NullLoggerFactory.Instance, static () => { }))
        {
            opened.SetResult(kernel);
            await web.StartAsync();
            await using var owner = await OwnerAsync(connections);
            var (port, first) = await TrustedDoorAsync(owner);
            await owner.ResultAsync("events/subscribe", """{"names":["web.renewed"]}""");

            time.Advance(CertificateAuthority.Lifetime - WebCertificates.Margin - TimeSpan.FromDays(1));
            Assert.Equal(first, await IssuerAsync(port));
            time.Advance(TimeSpan.FromDays(1));

            var told = JsonElement.Parse((await owner.ReadLineAsync())!);
            Assert.Equal("web.renewed", told.GetProperty("params").GetProperty("name").GetString());
            Assert.NotEqual(first, await IssuerAsync(port));
            var certificate = (await owner.ResultAsync("web/status")).GetProperty("certificate");
            Assert.Equal(AuthorityIn(certificate), await IssuerAsync(port));
            Assert.True(certificate.GetProperty("expires").GetDateTimeOffset() > time.GetUtcNow().AddDays(799));
            Assert.Equal("Run `assistant trust`.", Need(await owner.ResultAsync("host/status"))?.GetProperty("remedy").GetString());
            Assert.Equal(("warning", "Run `assistant trust`."), await FindingAsync(owner));

            await TrustAsync(owner, certificate);
            Assert.Null(Need(await owner.ResultAsync("host/status")));
            Assert.Equal(("well", null), await FindingAsync(owner));
        }

        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task Door_OpenedByAQuickClientBeforeTheStartLooked_IsOpenedOnce()
    {
        var root = Directory.CreateTempSubdirectory("assistant-renewal-").FullName;
        var folder = new DataFolder(Path.Combine(root, "data"), new StateFolder(Path.Combine(root, "state")));
        Assert.Null(folder.Prepare());
        var opened = new TaskCompletionSource<IConnectionServices>();
        await using (var connections = new Connections(opened.Task, greeting: null, TimeProvider.System, NullLogger.Instance))
        await using (var web = new WebDoor(new WebParts { Folder = folder, Pages = root, Ready = opened.Task, Connections = connections, Time = TimeProvider.System, Logs = NullLoggerFactory.Instance }))
        await using (var kernel = HostKernel.Open(folder, web, TimeProvider.System, NullLoggerFactory.Instance, static () => { }))
        {
            opened.SetResult(kernel);
            await web.EnableAsync(CancellationToken.None);

            await web.StartAsync();

            Assert.Null(web.Status().Problem);
            Assert.True(web.Status().Open);
        }

        Directory.Delete(root, recursive: true);
    }

    [Fact]
    public async Task Certificate_ThatAgedWhileNoHostRan_IsRenewedAtTheNextStartAndSaid()
    {
        await using var cli = new RealCli();
        string key;
        await using (var host = await RunningHost.StartAsync(cli))
        {
            key = await host.SetUpAsync();
            await using var owner = await host.ConnectAsync(key);
            await owner.ResultAsync("web/enable");
        }

        var aged = CertificateAuthority.Make(TimeProvider.System.GetUtcNow() - CertificateAuthority.Lifetime + TimeSpan.FromDays(20));
        await File.WriteAllTextAsync(Path.Combine(cli.Main, "web", "identity.pem"), aged.Pem);
        (WebChoice.Read(cli.Main) with { Trusted = aged.Fingerprint }).Write(cli.Main);
        await using var next = await RunningHost.StartAsync(cli);
        await using var client = await next.ConnectAsync(key);

        var status = await client.ResultAsync("web/status");

        Assert.NotEqual(aged.Authority.SubjectName.Name, await IssuerAsync(new Uri(status.GetProperty("origin").GetString()!).Port));
        Assert.Equal("Run `assistant trust`.", Need(await client.ResultAsync("host/status"))?.GetProperty("remedy").GetString());
        Assert.Equal(("warning", "Run `assistant trust`."), await FindingAsync(client));
    }

    private static async Task<LineClient> OwnerAsync(Connections connections)
    {
        var pipe = new DuplexPipe();
        _ = connections.ConverseAsync(pipe.Left.ToTransport(), DoorKind.Socket);
        var owner = new LineClient(pipe.Right.Input, pipe.Right.Output);
        var key = (await owner.ResultAsync("host/setup", """{"ownerName":"Mira","clientName":"guard"}""")).GetProperty("clientKey").GetString()!;
        Assert.Equal(0, LineClient.ErrorOf(await owner.InitializeAsync(key)));
        return owner;
    }

    /// <summary>Opens the door as somebody whose browser trusts it; its port, and who signed what it shows.</summary>
    private static async Task<(int Port, string Issuer)> TrustedDoorAsync(LineClient owner)
    {
        var status = await owner.ResultAsync("web/enable");
        await TrustAsync(owner, status.GetProperty("certificate"));
        Assert.Null(Need(await owner.ResultAsync("host/status")));
        var port = new Uri(status.GetProperty("origin").GetString()!).Port;
        return (port, await IssuerAsync(port));
    }

    private static Task TrustAsync(LineClient owner, JsonElement certificate) =>
        owner.ResultAsync("web/trusted", $$"""{"authorityFingerprint":"{{certificate.GetProperty("authorityFingerprint")}}"}""");

    private static async Task<string> IssuerAsync(int port)
    {
        using var tls = await RawTls.ConnectAsync(port);
        using var leaf = new X509Certificate2(tls.Stream.RemoteCertificate!);
        return leaf.IssuerName.Name;
    }

    private static string AuthorityIn(JsonElement certificate)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(certificate.GetProperty("authorityPath").GetString()!);
        Assert.Equal(certificate.GetProperty("authorityFingerprint").GetString(), authority.GetCertHashString(HashAlgorithmName.SHA256));
        return authority.SubjectName.Name;
    }

    private static JsonElement? Need(JsonElement status) =>
        status.GetProperty("needs").EnumerateArray().Where(static need => need.GetProperty("code").GetString() == "web.trust").Select(static need => (JsonElement?)need).SingleOrDefault();

    private static async Task<(string? Level, string? Remedy)> FindingAsync(LineClient owner)
    {
        var found = (await owner.ResultAsync("host/doctor")).GetProperty("findings").EnumerateArray().Single(static finding => finding.GetProperty("code").GetString() == "web.certificate");
        return (found.GetProperty("level").GetString(), found.TryGetProperty("remedy", out var remedy) ? remedy.GetString() : null);
    }
}
