using System.Text;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>Over a limit: a clear error, then the end of the connection.</summary>
public sealed class RpcLimitsTests
{
    private const string Name = """{"jsonrpc":"2.0","id":1,"method":"sample/name"}""";

    public static TheoryData<string, string> Breaches => new()
    {
        { "nesting", $$"""{"jsonrpc":"2.0","id":1,"method":"sample/name","params":{{new string('[', 64)}}{{new string(']', 64)}}}""" + "\n" },
        { "batchEntries", "[" + string.Join(',', Enumerable.Repeat("1", RpcLimits.BatchEntries + 1)) + "]\n" },
        { "frameBytes", "{\"jsonrpc\":\"" + new string('x', RpcLimits.FrameBytes) },
        { "frameBytes", $"Content-Length: {RpcLimits.FrameBytes + 1}\r\n\r\n" },
        { "frameBytes", "Content-Length: 2147483648\r\n\r\n" },
        { "frameBytes", "Content-Length: 99999999999999999999999\r\n\r\n" },
        { "headerBytes", "X-Long: " + new string('x', RpcLimits.HeaderBytes) },
    };

    public static TheoryData<string> LostFramings => new()
    {
        "Content-Length: -5\r\n\r\n",
        "Content-Length: 5x\r\n\r\n",
        "Content-Length: \r\n\r\n",
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n",
        "Content-Type: application/json\r\n\r\n",
        "Content-Type: application/vscode-jsonrpc; charset=latin1\r\nContent-Length: 2\r\n\r\n",
        "GET / HTTP/1.1\r\n",
        ": 5\r\n\r\n",
        "\0\0\0\0",
    };

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task Limit_ThatIsPassed_IsNamedAndEndsTheConnection(string limit, string bytes)
    {
        await using var peer = new RawPeer(capacity: 16 * 1024 * 1024);
        await peer.SendAsync(bytes);

        var answer = await peer.ReadToEndAsync();

        Assert.Contains("\"code\":-31401", answer, StringComparison.Ordinal);
        Assert.Contains($"\"limit\":\"{limit}\"", answer, StringComparison.Ordinal);
        await peer.Session.Completion;
    }

    [Theory]
    [MemberData(nameof(LostFramings))]
    public async Task Headers_ThatCannotBeRead_EndTheConnectionWithAReason(string bytes)
    {
        await using var peer = new RawPeer();
        await peer.SendAsync(bytes);

        Assert.Contains("\"code\":-32700", await peer.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("content-length: 47\r\n\r\n")]
    [InlineData("Content-Length:47\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n")]
    [InlineData("X-Other: 1\r\nContent-Type: application/vscode-jsonrpc;charset=\"utf8\"\r\nContent-Length:  47 \r\n\r\n")]
    public async Task Headers_AsOthersWriteThem_AreTaken(string headers)
    {
        await using var peer = new RawPeer();
        foreach (var c in headers + Name)
            await peer.SendAsync(c.ToString());

        Assert.Equal("Content-Length: 51", await peer.ReadLineAsync());
    }

    [Fact]
    public async Task Nesting_AtTheLimit_IsTaken()
    {
        await using var peer = new RawPeer();

        Assert.Contains("result", await peer.AskAsync($$"""{"jsonrpc":"2.0","id":1,"method":"sample/name","params":{{new string('[', 63)}}{{new string(']', 63)}}}"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallsInFlight_BeyondTheLimit_EndTheConnection()
    {
        var observed = new TaskCompletionSource();
        var service = new SampleService
        {
            Slow = async (_, cancel) =>
            {
                await using var registration = cancel.Register(() => observed.TrySetResult());
                await Task.Delay(Timeout.Infinite, cancel);
                return new() { Text = "" };
            },
        };
        await using var peer = new RawPeer(service, capacity: 1024 * 1024);
        for (var id = 0; id <= RpcLimits.CallsInFlight; id++)
            await peer.SendLineAsync($$$"""{"jsonrpc":"2.0","id":{{{id}}},"method":"sample/slow","params":{"text":""}}""");

        Assert.Contains("\"limit\":\"callsInFlight\"", await peer.ReadToEndAsync(), StringComparison.Ordinal);
        await observed.Task;
    }

    [Fact]
    public async Task Result_LargerThanAFrame_IsAnErrorAndTheConnectionGoesOn()
    {
        await using var peer = new RawPeer();

        Assert.Contains("\"limit\":\"frameBytes\"", await peer.AskAsync($$$"""{"jsonrpc":"2.0","id":1,"method":"sample/echo","params":{"text":"{{{new string('x', 1024)}}}","times":5000}}"""), StringComparison.Ordinal);
        Assert.Contains("result", await peer.AskAsync(Name), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outgoing_ToAPeerThatDoesNotRead_StaysBounded()
    {
        await using var peer = new RawPeer(capacity: 4096);
        var request = $$$"""{"jsonrpc":"2.0","id":1,"method":"sample/echo","params":{"text":"{{{new string('x', 1000)}}}","times":1000}}""" + "\n";
        var sent = 0;

        // Each answer is a thousand times the request: reading stops long before all of them are taken.
        while (sent < 1000)
        {
            var sending = peer.SendAsync(request);
            if (await Task.WhenAny(sending, Task.Delay(TimeSpan.FromMilliseconds(500))) != sending)
                break;
            sent++;
        }

        Assert.InRange(sent, 8, 40);
    }

    [Fact]
    public async Task Batch_WhoseAnswersAreTooLarge_SaysSoPerEntry()
    {
        await using var peer = new RawPeer(capacity: 16 * 1024 * 1024);
        var entry = $$$"""{"jsonrpc":"2.0","id":1,"method":"sample/echo","params":{"text":"{{{new string('x', 1000)}}}","times":2000}}""";

        var answer = await peer.AskAsync($"[{entry},{entry},{entry}]");

        Assert.InRange(Encoding.UTF8.GetByteCount(answer!), 2_000_000, RpcLimits.FrameBytes);
        Assert.Contains("\"limit\":\"frameBytes\"", answer, StringComparison.Ordinal);
    }
}
