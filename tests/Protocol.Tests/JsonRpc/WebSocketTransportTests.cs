using System.Net.WebSockets;
using System.Text;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.TestKit;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>Our side of RFC 6455 against the class library's, and against frames that no library would make.</summary>
public sealed class WebSocketTransportTests
{
    private const string Echo = """{"jsonrpc":"2.0","id":1,"method":"sample/echo","params":{"text":"hello"}}""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Session_WithLargeAndManyMessages_CarriesThemBothWays()
    {
        var pipe = new DuplexPipe();
        await using var left = new RpcSession(Transport(pipe.Left)).Start(SampleRpc.Contract.Bind(new SampleService()));
        await using var right = new RpcSession(new WebSocketTransport(Joined(pipe.Right), TimeProvider.System, isServer: false)).Start(SampleRpc.Contract.Bind(new SampleService()));

        foreach (var caller in new[] { left, right })
        {
            var proxy = SampleRpc.Contract.Connect(caller);
            var large = new string('x', 3 * 1024 * 1024);
            Assert.Equal(large, (await proxy.EchoAsync(new() { Text = large }, default).AsTask().WaitAsync(Patience)).Text);
            var many = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => proxy.SlowAsync(new() { Text = $"{i}" }, default).AsTask())).WaitAsync(Patience);
            Assert.Equal(Enumerable.Range(0, 64).Select(i => $"{i}"), many.Select(answer => answer.Text));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public async Task Message_OfAnyLength_IsUnderstoodByTheClassLibraryAndBack(int length)
    {
        await using var peer = new Peer();
        var text = new string('y', length);

        Assert.Contains(text, await peer.AskAsync(Echo.Replace("hello", text, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_InFragmentsWithAPingBetween_IsOneAndThePingIsAnswered()
    {
        await using var peer = new RawPeer(Start);
        var message = Encoding.UTF8.GetBytes(Echo);

        await peer.SendBytesAsync([.. Frames.Masked(0x01, message.AsSpan(..10)), .. Frames.Masked(0x89, "are you there"u8), .. Frames.Masked(0x00, message.AsSpan(10..30)), .. Frames.Masked(0x80, message.AsSpan(30..))]);
        var (pong, echo) = (await peer.ReadFrameAsync(), await peer.ReadFrameAsync());
        if (pong.First != 0x8A)
            (pong, echo) = (echo, pong);

        Assert.Equal((0x8A, "are you there"), (pong.First, Encoding.UTF8.GetString(pong.Payload)));
        Assert.Equal(0x81, echo.First);
        Assert.Contains("hello", Encoding.UTF8.GetString(echo.Payload), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_ToWhatOneReadBrought_LeaveInOneWrite()
    {
        var requests = Enumerable.Range(0, 64).SelectMany(_ => Frames.Masked(0x81, Encoding.UTF8.GetBytes(Echo))).ToArray();
        var output = new CountingStream();
        await using var session = new RpcSession(new WebSocketTransport(new JoinedStream(new MemoryStream(requests), output), TimeProvider.System))
            .Start(SampleRpc.Contract.Bind(new SampleService()));

        await session.Completion.WaitAsync(Patience);

        Assert.Equal(64, Encoding.UTF8.GetString(output.ToArray()).Split("hello").Length - 1);
        // The answers, and the farewell.
        Assert.InRange(output.Writes, 2, 3);
    }

    // By name alone: a test framework writes every argument out, and some of these are megabytes.
    private static readonly Dictionary<string, (byte[] Bytes, int Code)> s_broken = new()
    {
        ["not masked"] = ([0x81, 0x02, (byte)'{', (byte)'}'], 1002),
        ["an extension's bit"] = (Frames.Masked(0xC1, "{}"u8), 1002),
        ["a reserved kind"] = (Frames.Masked(0x83, "{}"u8), 1002),
        ["a reserved control kind"] = (Frames.Masked(0x8B, "{}"u8), 1002),
        ["a ping in fragments"] = (Frames.Masked(0x09, "{}"u8), 1002),
        ["a ping of 126 bytes"] = (Frames.Masked(0x89, new byte[126]), 1002),
        ["a continuation of nothing"] = (Frames.Masked(0x80, "{}"u8), 1002),
        ["a message inside a message"] = ([.. Frames.Masked(0x01, "{"u8), .. Frames.Masked(0x81, "{}"u8)], 1002),
        ["a close frame of one byte"] = (Frames.Masked(0x88, "x"u8), 1002),
        ["text that is not UTF-8"] = (Frames.Masked(0x81, [(byte)'"', 0xC3, 0x28, (byte)'"']), 1007),
        ["a length of 2^31"] = ([0x81, 0xFF, 0, 0, 0, 0, 0x80, 0, 0, 0], 1009),
        ["a length of 2^64 - 1"] = ([0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], 1009),
        ["fragments of 5 MiB"] = ([.. Frames.Masked(0x01, new byte[3 * 1024 * 1024]), .. Frames.Masked(0x80, new byte[2 * 1024 * 1024])], 1009),
    };

    public static TheoryData<string> Broken => new(s_broken.Keys);

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Frame_ThatIsBroken_IsToldWhyAndClosed(string what)
    {
        var (bytes, code) = s_broken[what];
        await using var peer = new RawPeer(Start);
        var sending = peer.SendBytesAsync(bytes);

        var (told, closed) = (await peer.ReadFrameAsync(), await peer.ReadFrameAsync());

        Assert.True(told.First == 0x81 && Encoding.UTF8.GetString(told.Payload).Contains("\"error\"", StringComparison.Ordinal), what);
        Assert.Equal((0x88, code), (closed.First, (closed.Payload[0] << 8) | closed.Payload[1]));
        await peer.Session.Completion.WaitAsync(Patience);
        _ = sending;
    }

    [Fact]
    public async Task Close_OfThePeer_IsAnsweredAfterWhatWasAsked()
    {
        await using var peer = new Peer();
        await peer.SendAsync(Echo);
        await peer.Client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "done", default);

        Assert.Contains("hello", await peer.ReadAsync(), StringComparison.Ordinal);
        Assert.Null(await peer.ReadAsync());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, peer.Client.CloseStatus);
        await peer.Session.Completion.WaitAsync(Patience);
    }

    [Fact]
    public async Task Peer_ThatSaysNothingToAPing_IsGone()
    {
        var time = new ManualTime();
        var interval = TimeSpan.FromSeconds(30);
        await using var peer = new RawPeer((end, options) => new RpcSession(new WebSocketTransport(Joined(end), time, interval), options).Start(SampleRpc.Contract.Bind(new SampleService())));
        await peer.SendBytesAsync(Frames.Masked(0x81, Encoding.UTF8.GetBytes(Echo)));
        await peer.ReadFrameAsync();

        time.Advance(interval);
        Assert.Equal(0x89, (await peer.ReadFrameAsync()).First);
        time.Advance(interval);

        await peer.Session.Completion.WaitAsync(Patience);
    }

    private static RpcSession Start(DuplexPipe.End end, RpcSessionOptions? options) =>
        new RpcSession(Transport(end), options).Start(SampleRpc.Contract.Bind(new SampleService()));

    private static WebSocketTransport Transport(DuplexPipe.End end) => new(Joined(end), TimeProvider.System);

    private static JoinedStream Joined(DuplexPipe.End end) => new(end.Input, end.Output);

    private sealed class CountingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            return base.WriteAsync(buffer, cancellationToken);
        }
    }

    /// <summary>The class library's client at the other end.</summary>
    private sealed class Peer : IAsyncDisposable
    {
        private readonly byte[] _buffer = new byte[4 * 1024 * 1024];

        public Peer()
        {
            var pipe = new DuplexPipe();
            Session = Start(pipe.Left, null);
            Client = WebSocket.CreateFromStream(Joined(pipe.Right), new WebSocketCreationOptions { IsServer = false });
        }

        public RpcSession Session { get; }

        public WebSocket Client { get; }

        public async Task SendAsync(string message) =>
            await Client.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, default).WaitAsync(Patience);

        /// <summary>Null where the other side closed.</summary>
        public async Task<string?> ReadAsync()
        {
            for (var count = 0; ;)
            {
                var received = await Client.ReceiveAsync(_buffer.AsMemory(count), default).AsTask().WaitAsync(Patience);
                if (received.MessageType == WebSocketMessageType.Close)
                    return null;
                count += received.Count;
                if (received.EndOfMessage)
                    return Encoding.UTF8.GetString(_buffer, 0, count);
            }
        }

        public async Task<string?> AskAsync(string message)
        {
            await SendAsync(message);
            return await ReadAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Session.DisposeAsync().AsTask().WaitAsync(Patience);
            Client.Dispose();
        }
    }
}
