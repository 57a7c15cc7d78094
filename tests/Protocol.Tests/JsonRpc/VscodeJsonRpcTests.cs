using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Protocol.Tests.JsonRpc;

/// <summary>Against npm's vscode-jsonrpc, which nobody here wrote: both roles on both doors.</summary>
public sealed class VscodeJsonRpcTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<NodeDoor> Doors => new(Enum.GetValues<NodeDoor>());

    [NodeTheory]
    [MemberData(nameof(Doors))]
    public async Task Calls_ToVscodeJsonRpc_AreAnswered(NodeDoor door)
    {
        await using var peer = await NodePeer.StartAsync(door, new([]));
        var node = PeerRpc.Contract.Connect(peer.Session);

        foreach (var length in new[] { 1, 4 * 1024, 3 * 1024 * 1024 })
        {
            var text = new string('ä', length / 2);
            Assert.Equal(text, (await node.EchoAsync(new() { Text = text }, default).AsTask().WaitAsync(Patience)).Text);
        }

        var flood = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => node.EchoAsync(new() { Text = $"{i}" }, default).AsTask())).WaitAsync(Patience);
        Assert.Equal(Enumerable.Range(0, 64).Select(i => $"{i}"), flood.Select(answer => answer.Text));

        var sum = await peer.Session.InvokeAsync("peer/add", JsonElement.Parse("[2,3]"), null, default).AsTask().WaitAsync(Patience);
        Assert.Equal(5, sum.GetInt32());

        var steps = new List<int>();
        Assert.Equal(4, (await node.StepsAsync(new() { To = 4 }, new Recorder(steps), default).AsTask().WaitAsync(Patience)).Total);
        Assert.Equal([1, 2, 3, 4], steps);
    }

    [NodeTheory]
    [MemberData(nameof(Doors))]
    public async Task Errors_CancellationAndNotifications_ToVscodeJsonRpc_Arrive(NodeDoor door)
    {
        await using var peer = await NodePeer.StartAsync(door, new([]));
        var node = PeerRpc.Contract.Connect(peer.Session);

        var error = await Assert.ThrowsAsync<RpcException>(() => node.FailAsync(default).AsTask().WaitAsync(Patience));
        Assert.Equal(RpcErrorCode.Conflict, error.Code);
        Assert.Equal(new RpcConflictData { Expected = 3, Actual = 5 }, error.Detail);

        using var source = new CancellationTokenSource();
        var waiting = node.WaitAsync(source.Token).AsTask();
        await node.EchoAsync(new() { Text = "the wait has begun before this is answered" }, default).AsTask().WaitAsync(Patience);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));

        for (var i = 0; i < 3; i++)
            await node.NoteAsync(new() { Text = "n" }, default);
        Assert.Equal(new() { Count = 3, Cancelled = 1 }, await node.NotifiedAsync(default).AsTask().WaitAsync(Patience));
    }

    [NodeTheory]
    [MemberData(nameof(Doors))]
    public async Task Calls_FromVscodeJsonRpc_AreAnswered(NodeDoor door)
    {
        var started = new TaskCompletionSource();
        var said = new TaskCompletionSource<string>();
        var service = new SampleService
        {
            Slow = async (request, cancel) =>
            {
                if (request.Text == "wait")
                {
                    started.SetResult();
                    await Task.Delay(Timeout.Infinite, cancel);
                }

                await Task.Yield();
                return new() { Text = request.Text };
            },
            Failure = _ => RpcException.Conflict(3, 5),
            Said = request =>
            {
                said.SetResult(request.Text);
                return default;
            },
        };
        var whenStarted = new RpcMethod<RpcNone, RpcNone>("sample/started", null, null).Bind(service, async (_, _, _, _) =>
        {
            await started.Task;
            return default;
        });
        await using var peer = await NodePeer.StartAsync(door, new([.. SampleRpc.Contract.Bind(service).Bindings, whenStarted]));
        var node = PeerRpc.Contract.Connect(peer.Session);
        async Task<string> Try(string what) => (await node.TryAsync(new() { What = what }, default).AsTask().WaitAsync(Patience)).Text;

        Assert.Equal("from node", await Try("echo"));
        Assert.Equal("abab", await Try("positional"));
        Assert.Equal("true", await Try("large"));
        Assert.Equal("true", await Try("flood"));
        Assert.Equal("""-31202 {"expected":3,"actual":5}""", await Try("error"));
        Assert.Equal("-32601", await Try("unknown"));
        Assert.Equal("-32800", await Try("cancel"));
        Assert.Equal("1,2,3,4,5 of 5", await Try("progress"));
        Assert.Equal("sent", await Try("notify"));
        Assert.Equal("noted", await said.Task.WaitAsync(Patience));
    }

    private sealed class Recorder(List<int> steps) : IProgress<CountStep>
    {
        public void Report(CountStep value) => steps.Add(value.At);
    }
}

/// <summary>What the node side serves.</summary>
[RpcService("peer", typeof(PeerJson))]
public interface IPeer
{
    ValueTask<EchoResponse> EchoAsync(EchoRequest request, CancellationToken cancel);

    ValueTask FailAsync(CancellationToken cancel);

    ValueTask WaitAsync(CancellationToken cancel);

    ValueTask<CountResponse> StepsAsync(CountRequest request, IProgress<CountStep> progress, CancellationToken cancel);

    [RpcNotification]
    ValueTask NoteAsync(EchoRequest request, CancellationToken cancel);

    ValueTask<NotifiedResponse> NotifiedAsync(CancellationToken cancel);

    ValueTask<EchoResponse> TryAsync(TryRequest request, CancellationToken cancel);
}

public sealed record NotifiedResponse
{
    public required int Count { get; init; }

    public required int Cancelled { get; init; }
}

public sealed record TryRequest
{
    public required string What { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(EchoRequest))]
[JsonSerializable(typeof(EchoResponse))]
[JsonSerializable(typeof(CountRequest))]
[JsonSerializable(typeof(CountStep))]
[JsonSerializable(typeof(CountResponse))]
[JsonSerializable(typeof(NotifiedResponse))]
[JsonSerializable(typeof(TryRequest))]
internal sealed partial class PeerJson : JsonSerializerContext;
