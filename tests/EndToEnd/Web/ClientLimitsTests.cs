using System.Globalization;

namespace Assistant.EndToEnd.Web;

/// <summary>What one client may have under way: the next is told so, and nobody else is kept out by it.</summary>
[Trait("Category", "Slow")]
public sealed class ClientLimitsTests(OpenDesk desk) : IClassFixture<OpenDesk>
{
    private const string Ping = """{"jsonrpc":"2.0","id":1,"method":"ping","params":{"text":"x"}}""";

    [Fact]
    public async Task Sockets_TheSeventeenthOfAClient_IsToldTooMany()
    {
        var (_, key) = await desk.CreateAsync("sockets");
        await FilledAsync(16, tls => tls.AskAsync(Attacks.Upgrade(desk, key)), 101, async tls =>
        {
            Assert.Equal((429, "too-many"), Told(await tls.AskAsync(Attacks.Upgrade(desk, key))));
            using var other = await RawTls.ConnectAsync(desk.Port);
            Assert.Equal(101, (await other.AskAsync(Attacks.Upgrade(desk, desk.ScriptKey)))!.Status);
        });
    }

    [Fact]
    public async Task Posts_TheSeventeenthOfAClientAtOnce_IsToldTooMany()
    {
        var (_, key) = await desk.CreateAsync("posts");
        // It is asked to go on once its call is counted, and then sends no body.
        await FilledAsync(16, tls => tls.AskAsync(Post(key, "Expect: 100-continue\r\n", "")), 100, async tls =>
        {
            Assert.Equal((429, "too-many"), Told(await tls.AskAsync(Post(key, "", Ping))));
            using var other = await RawTls.ConnectAsync(desk.Port);
            Assert.Equal(200, (await other.AskAsync(Post(desk.ScriptKey, "", Ping)))!.Status);
        });
    }

    [Fact]
    public async Task Connections_TheSixtyFifthOfAClient_IsToldTooMany()
    {
        var (_, key) = await desk.CreateAsync("connections");
        await FilledAsync(64, tls => tls.AskAsync(Post(key, "", Ping)), 200, async tls =>
        {
            Assert.Equal((429, "too-many"), Told(await tls.AskAsync(Post(key, "", Ping))));
            using var other = await RawTls.ConnectAsync(desk.Port);
            Assert.Equal(200, (await other.AskAsync(Post(desk.ScriptKey, "", Ping)))!.Status);
        });
    }

    /// <summary>So many connections that stand and were answered so, and one more.</summary>
    private async Task FilledAsync(int count, Func<RawTls, Task<RawAnswer?>> askAsync, int status, Func<RawTls, Task> thenAsync)
    {
        var standing = new List<RawTls>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                standing.Add(await RawTls.ConnectAsync(desk.Port));
                Assert.Equal(status, (await askAsync(standing[^1]))?.Status);
            }

            using var next = await RawTls.ConnectAsync(desk.Port);
            await thenAsync(next);
        }
        finally
        {
            standing.ForEach(static each => each.Dispose());
        }
    }

    private string Post(string key, string headers, string body) => string.Create(
        CultureInfo.InvariantCulture,
        $"POST /rpc HTTP/1.1\r\nHost: localhost:{desk.Port}\r\nAuthorization: Bearer {key}\r\n{headers}Content-Type: application/json\r\nContent-Length: {Ping.Length}\r\n\r\n{body}");

    private static (int?, string?) Told(RawAnswer? answer) => (answer?.Status, answer?.RefusalCode());
}
