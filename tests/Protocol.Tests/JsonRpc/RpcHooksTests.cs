using System.Collections.Concurrent;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Tests.JsonRpc;

public sealed class RpcHooksTests
{
    [Fact]
    public async Task Authorize_ThatRefuses_IsAskedBeforeTheParametersAreRead()
    {
        var observer = new Recorder();
        await using var peer = new RawPeer(options: new()
        {
            Authorize = method => method.Requires is { } scope ? RpcException.NotAuthorised(scope) : null,
            Observer = observer,
        });

        var answer = await peer.AskAsync("""{"jsonrpc":"2.0","id":1,"method":"sample/slow","params":{"text":5}}""");

        Assert.Contains("\"code\":-31001", answer, StringComparison.Ordinal);
        Assert.Contains("\"requires\":\"draft\"", answer, StringComparison.Ordinal);
        Assert.Equal(["refused sample/slow NotAuthorised"], observer.Seen);
    }

    [Fact]
    public async Task Observer_OfCalls_SeesOutcomesAndStrays()
    {
        var observer = new Recorder();
        await using var peer = new RawPeer(new SampleService { Failure = _ => RpcException.Conflict(1, 2) }, new() { Observer = observer });

        await peer.AskAsync("""{"jsonrpc":"2.0","id":1,"method":"sample/name"}""");
        await peer.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"sample/fail","params":{"how":""}}""");
        await peer.SendLineAsync("""{"jsonrpc":"2.0","id":77,"result":null}""");
        await peer.SendLineAsync("""{"jsonrpc":"2.0","id":"x","error":{"code":1,"message":""}}""");
        await peer.AskAsync("{");

        Assert.Equal(["called sample/fail Conflict", "called sample/name None", "rejected ParseError", "strayed", "strayed"], observer.Seen.Order());
    }

    [Fact]
    public async Task Resolve_OfAMethodTheDispatcherLacks_ServesIt()
    {
        var raw = RpcMethod.Raw("later/echo").Bind("it", (service, parameters, _, _) => new(parameters));
        await using var peer = new RawPeer(options: new() { Resolve = name => name == "later/echo" ? raw : null });

        Assert.Equal("""{"jsonrpc":"2.0","id":1,"result":[1,{"a":2}]}""", await peer.AskAsync("""{"jsonrpc":"2.0","id":1,"method":"later/echo","params":[1,{"a":2}]}"""));
        Assert.Contains("-32601", await peer.AskAsync("""{"jsonrpc":"2.0","id":2,"method":"later/none"}"""), StringComparison.Ordinal);
    }

    private sealed class Recorder : RpcObserver
    {
        public ConcurrentQueue<string> Seen { get; } = new();

        public override void Called(RpcMethod method, RpcErrorCode outcome, TimeSpan duration) => Seen.Enqueue($"called {method} {outcome}");

        public override void Refused(RpcMethod method, RpcErrorCode reason) => Seen.Enqueue($"refused {method} {reason}");

        public override void Rejected(RpcErrorCode reason, string message) => Seen.Enqueue($"rejected {reason}");

        public override void Strayed() => Seen.Enqueue("strayed");
    }
}
