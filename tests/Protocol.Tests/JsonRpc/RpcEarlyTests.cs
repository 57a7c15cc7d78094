using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.TestKit;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>A session that serves a few methods while the rest is still being made.</summary>
public sealed class RpcEarlyTests
{
    private const string Echo = """{"jsonrpc":"2.0","id":1,"method":"sample/echo","params":{"text":"early"}}""";
    private const string Slow = """{"jsonrpc":"2.0","id":2,"method":"sample/slow","params":{"text":"waited"}}""";

    private readonly TaskCompletionSource<RpcDispatcher> _whole = new();

    public static TheoryData<bool> Transports => [false, true];

    private static RpcDispatcher All => SampleRpc.Contract.Bind(new SampleService());

    private static RpcDispatcher Early => new(All.Bindings.Where(binding => binding.Method.Name == "sample/echo"));

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task EarlyMethod_BeforeTheWhole_IsAnsweredAndTheRestFollows(bool blocks)
    {
        await using var peer = Start(blocks);

        Assert.Contains("early", await peer.AskAsync(Echo), StringComparison.Ordinal);
        await peer.SendLineAsync(Slow);
        await peer.SendLineAsync(Echo);
        _whole.SetResult(All);

        // Those off the loop answer when they are ready, so either may be first.
        var both = await peer.ReadLineAsync() + await peer.ReadLineAsync();
        Assert.Contains("waited", both, StringComparison.Ordinal);
        Assert.Contains("early", both, StringComparison.Ordinal);
        Assert.Contains("waited", await peer.AskAsync(Slow), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[" + Echo + "," + Slow + "]", "waited")]
    [InlineData("""{"jsonrpc":"2.0","id":3,"method":"sample/none"}""", "-32601")]
    public async Task Message_ThatMayNeedTheWhole_Waits(string message, string answer)
    {
        await using var peer = Start(blocks: false);
        await peer.AskAsync(Echo);

        await peer.SendLineAsync(message);
        var said = peer.ReadLineAsync();
        Assert.False(said.IsCompleted);
        _whole.SetResult(All);

        Assert.Contains(answer, await said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"jsonrpc\"", "-32700")]
    [InlineData("""{"jsonrpc":"1.0","id":1,"method":"sample/slow"}""", "-32600")]
    public async Task Message_ThatIsNone_IsRefusedAtOnce(string message, string code)
    {
        await using var peer = Start(blocks: false);
        await peer.AskAsync(Echo);

        Assert.Contains(code, await peer.AskAsync(message), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Whole_ThatFails_EndsTheConnectionOfWhoNeedsIt(bool blocks)
    {
        await using var peer = Start(blocks);
        await peer.AskAsync(Echo);
        await peer.SendLineAsync(Slow);

        _whole.SetException(new IOException("no disk"));

        Assert.Null(await peer.ReadLineAsync());
    }

    [Fact]
    public async Task Close_WhileAMessageWaits_Ends()
    {
        await using var peer = Start(blocks: true);
        await peer.AskAsync(Echo);
        await peer.SendLineAsync(Slow);

        peer.Session.Close();

        Assert.Null(await peer.ReadLineAsync());
    }

    private RawPeer Start(bool blocks) => new(
        (pipe, options) => new RpcSession(blocks ? new StreamTransport(pipe.Input, pipe.Output, blocks: true) : pipe.ToTransport(), options).Start(Early, _whole.Task));
}
