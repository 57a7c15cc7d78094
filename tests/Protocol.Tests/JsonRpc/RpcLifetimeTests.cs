using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;
using Assistant.Protocol.JsonRpc.Wire;
using Assistant.TestKit;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>Order, slowness, and how connections end.</summary>
public sealed class RpcLifetimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Requests_ThatLeaveTheLoop_StartInTheOrderOfArrival()
    {
        var starts = new List<string>();
        var service = new SampleService
        {
            Slow = async (request, _) =>
            {
                lock (starts)
                    starts.Add(request.Text);
                await Task.Yield();
                return new() { Text = request.Text };
            },
        };
        await using var pair = new RpcPair(SampleRpc.Contract.Bind(service));
        var proxy = SampleRpc.Contract.Connect(pair.Client);

        var calls = Enumerable.Range(0, 200).Select(i => proxy.SlowAsync(new() { Text = $"{i}" }, default).AsTask()).ToArray();
        await Task.WhenAll(calls).WaitAsync(Patience);

        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i}"), starts);
    }

    [Fact]
    public async Task Dispose_WhereClosingTheTransportFails_EndsAllTheSame()
    {
        var pipe = new DuplexPipe();
        var session = new RpcSession(new StreamTransport(pipe.Left.Input, new UnclosableStream(), RpcFraming.Headers)).Start();

        await session.DisposeAsync().AsTask().WaitAsync(Patience);

        Assert.Equal("The connection was closed on this side.", session.EndReason);
    }

    /// <summary>Where the input ends beside a call that runs, and the session is closed before the call is over, both ends wait for it.</summary>
    [Fact]
    public async Task Idle_AskedByTwo_IsToldToBoth()
    {
        var calls = new RunningCalls();
        var call = new NoCall();
        calls.Add(call);
        Task[] asked = [calls.IdleAsync(), calls.IdleAsync()];
        Assert.DoesNotContain(asked, static task => task.IsCompleted);

        calls.Remove(call);

        await Task.WhenAll(asked).WaitAsync(Patience);
    }

    [Fact]
    public async Task Handler_ThatBlocksItsThread_HoldsUpNeitherReadingNorLaterCalls()
    {
        using var gate = new ManualResetEventSlim();
        var service = new SampleService
        {
            Slow = (request, _) =>
            {
                if (request.Text == "blocks")
                    gate.Wait(Patience, CancellationToken.None);
                return new(new EchoResponse { Text = request.Text });
            },
        };
        await using var pair = new RpcPair(SampleRpc.Contract.Bind(service));
        var proxy = SampleRpc.Contract.Connect(pair.Client);

        var blocked = proxy.SlowAsync(new() { Text = "blocks" }, default).AsTask();
        Assert.Equal("inline", (await proxy.EchoAsync(new() { Text = "inline" }, default).AsTask().WaitAsync(Patience)).Text);
        Assert.Equal("later", (await proxy.SlowAsync(new() { Text = "later" }, default).AsTask().WaitAsync(Patience)).Text);
        Assert.False(blocked.IsCompleted);
        gate.Set();

        Assert.Equal("blocks", (await blocked.WaitAsync(Patience)).Text);
    }

    [Fact]
    public async Task End_WithCallsOpen_FailsCallersAndCancelsHandlers()
    {
        var (started, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        var service = new SampleService
        {
            Slow = async (_, cancel) =>
            {
                await using var registration = cancel.Register(cancelled.SetResult);
                started.SetResult();
                await Task.Delay(Timeout.Infinite, cancel);
                return new() { Text = "" };
            },
        };
        await using var pair = new RpcPair(SampleRpc.Contract.Bind(service), serverOptions: new() { DrainTimeout = TimeSpan.Zero });
        var call = SampleRpc.Contract.Connect(pair.Client).SlowAsync(new() { Text = "" }, default).AsTask();
        await started.Task.WaitAsync(Patience);

        pair.Client.Close();

        await Assert.ThrowsAsync<RpcConnectionException>(() => call.WaitAsync(Patience));
        await cancelled.Task.WaitAsync(Patience);
        await pair.Server.Completion.WaitAsync(Patience);
        Assert.True(pair.Server.Ended.IsCancellationRequested);
        await Assert.ThrowsAsync<RpcConnectionException>(() => SampleRpc.Contract.Connect(pair.Client).NameAsync(default).AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task Call_ReadWhenAllWereCancelled_IsNotBegunAndHoldsUpNoEnd()
    {
        var begun = false;
        await using var input = new LateStream("""{"jsonrpc":"2.0","id":1,"method":"sample/slow","params":{"text":"late"}}""" + "\n");
        var session = new RpcSession(new StreamTransport(input, Stream.Null));
        // Its callbacks come after the calls were cancelled, and before the streams are closed.
        await using var late = session.Ended.Register(input.Arrive);
        session.Start(SampleRpc.Contract.Bind(Endless(() => begun = true)));

        session.Close();

        await session.Completion.WaitAsync(Patience);
        Assert.False(begun);
    }

    [Fact]
    public async Task Start_WhileTheSessionEnds_ReadsNothingAndHoldsUpNoEnd()
    {
        await using var input = new LateStream("""{"jsonrpc":"2.0","id":1,"method":"sample/slow","params":{"text":"late"}}""" + "\n");
        input.Arrive();
        var session = new RpcSession(new StreamTransport(input, Stream.Null));
        await using var starting = session.Ended.Register(() =>
        {
            session.Start(SampleRpc.Contract.Bind(Endless(() => { })));
            // Time enough for a loop that should not be there.
            input.WaitUntilAsked(TimeSpan.FromSeconds(1));
        });

        session.Close();

        await session.Completion.WaitAsync(Patience);
        Assert.False(input.IsAsked);
    }

    [Fact]
    public async Task EndOfInput_WithACallRunning_StillAnswersIt()
    {
        var (started, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var service = new SampleService
        {
            Slow = async (request, _) =>
            {
                started.SetResult();
                await go.Task;
                return new() { Text = request.Text };
            },
        };
        await using var peer = new RawPeer(service);
        await peer.SendLineAsync("""{"jsonrpc":"2.0","id":1,"method":"sample/slow","params":{"text":"piped"}}""");
        await started.Task.WaitAsync(Patience);
        await peer.CloseSendingAsync();
        go.SetResult();

        Assert.Contains("piped", await peer.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshake_ThatDoesNotCome_EndsTheConnection()
    {
        var time = new ManualTime();
        await using var peer = new RawPeer(options: new() { Time = time, HandshakeTimeout = RpcLimits.HandshakeTimeout });

        time.Advance(RpcLimits.HandshakeTimeout);

        await EndsAsync(peer, time, "The peer said nothing in time.");
    }

    [Fact]
    public async Task Rest_LongerThanAllowed_EndsTheConnection()
    {
        var time = new ManualTime();
        var idle = TimeSpan.FromMinutes(10);
        await using var peer = new RawPeer(options: new() { Time = time, IdleTimeout = idle });
        time.Advance(idle / 2);
        await peer.AskAsync("""{"jsonrpc":"2.0","id":1,"method":"sample/name"}""");
        time.Advance(idle / 2);
        Assert.Null(peer.Session.EndReason);

        time.Advance(idle / 2);

        await EndsAsync(peer, time, "The connection was at rest for too long.");
    }

    [Theory]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"sample/name\"}\n", "{\"jsonrpc\"")]
    [InlineData("Content-Length: 47\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"sample/name\"}", "Content-")]
    [InlineData("Content-Length: 47\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"sample/name\"}", "Content-Length: 47\r\n\r\n")]
    public async Task Message_LeftUnfinished_EndsTheConnection(string whole, string half)
    {
        var time = new ManualTime();
        await using var peer = new RawPeer(options: new() { Time = time });
        // The answer comes before the loop waits for the rest, so the half message goes with a whole one and is there when that is answered.
        await peer.SendAsync(whole + half);
        await peer.ReadLineAsync();
        for (var looks = 0; peer.Session.EndReason is null && looks < 100_000; looks++)
        {
            time.Advance(RpcLimits.FrameTimeout);
            await Task.Yield();
        }

        await EndsAsync(peer, time, "The peer left a message unfinished.");
    }

    private static SampleService Endless(Action begun) => new()
    {
        Slow = async (_, cancel) =>
        {
            begun();
            await Task.Delay(Timeout.Infinite, cancel);
            return new() { Text = "" };
        },
    };

    private static async Task EndsAsync(RawPeer peer, ManualTime time, string reason)
    {
        Assert.Equal(reason, peer.Session.EndReason);

        // The farewell waits on the same clock.
        while (!peer.Session.Completion.IsCompleted)
        {
            time.Advance(RpcLimits.FarewellTimeout);
            await Task.Yield();
        }
    }

    /// <summary>Of a pipe that is read while it is closed, anything may come.</summary>
    private sealed class UnclosableStream : MemoryStream
    {
        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            throw new NotSupportedException();
        }
    }

    private sealed class NoCall() : IncomingCall(null!, null!, default)
    {
        public override void Run()
        {
        }
    }
}
