using System.Text.Json;
using Assistant.Protocol.JsonRpc;
using Assistant.TestKit;

namespace Assistant.Protocol.Tests.JsonRpc;

public sealed class RpcSessionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Invoke_ThroughAProxy_AnswersEveryShape()
    {
        var service = new SampleService();
        await using var pair = new RpcPair(SampleRpc.Contract.Bind(service));
        var proxy = SampleRpc.Contract.Connect(pair.Client);

        Assert.Equal("hoho", (await proxy.EchoAsync(new() { Text = "ho", Times = 2 }, default)).Text);
        Assert.Equal("slow", (await proxy.SlowAsync(new() { Text = "slow" }, default)).Text);
        Assert.Equal("sample", (await proxy.NameAsync(default)).Text);
        await proxy.ClearAsync(default);
        Assert.Equal(1, service.Cleared);
    }

    [Fact]
    public async Task Invoke_FromTheServer_AnswersBothWays()
    {
        await using var pair = new RpcPair(
            SampleRpc.Contract.Bind(new SampleService { Slow = (_, _) => new(new EchoResponse { Text = "server" }) }),
            SampleRpc.Contract.Bind(new SampleService { Slow = (_, _) => new(new EchoResponse { Text = "client" }) }));

        var fromServer = SampleRpc.Contract.Connect(pair.Client).SlowAsync(new() { Text = "" }, default);
        var fromClient = SampleRpc.Contract.Connect(pair.Server).SlowAsync(new() { Text = "" }, default);

        Assert.Equal("server", (await fromServer).Text);
        Assert.Equal("client", (await fromClient).Text);
    }

    [Fact]
    public async Task Progress_WithATarget_ArrivesInOrderBeforeTheResult()
    {
        await using var pair = new RpcPair(SampleRpc.Contract.Bind(new SampleService()));
        var steps = new List<int>();

        var total = await SampleRpc.Contract.Connect(pair.Client).CountAsync(new() { To = 50 }, new Recorder(steps), default);

        Assert.Equal(50, total.Total);
        Assert.Equal(Enumerable.Range(1, 50), steps);
    }

    [Fact]
    public async Task Notify_FromTheClient_ReachesTheServer()
    {
        var said = new TaskCompletionSource<string>();
        var service = new SampleService
        {
            Said = request =>
            {
                said.SetResult(request.Text);
                return default;
            },
        };
        await using var pair = new RpcPair(SampleRpc.Contract.Bind(service));

        await SampleRpc.Contract.Connect(pair.Client).SaidAsync(new() { Text = "hello" }, default);

        Assert.Equal("hello", await said.Task.WaitAsync(Patience));
    }

    [Fact]
    public async Task Cancel_OfARunningCall_CancelsTheHandlersToken()
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
        await using var pair = new RpcPair(SampleRpc.Contract.Bind(service));
        using var source = new CancellationTokenSource();

        var call = SampleRpc.Contract.Connect(pair.Client).SlowAsync(new() { Text = "" }, source.Token).AsTask();
        await started.Task.WaitAsync(Patience);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await cancelled.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task Fail_WithAnRpcException_CrossesWithItsData()
    {
        await using var pair = new RpcPair(SampleRpc.Contract.Bind(new SampleService { Failure = _ => RpcException.Conflict(3, 5) }));

        var error = await Assert.ThrowsAsync<RpcException>(() => SampleRpc.Contract.Connect(pair.Client).FailWithAsync(new() { How = "" }, default).AsTask());

        Assert.Equal(RpcErrorCode.Conflict, error.Code);
        Assert.Equal(new RpcConflictData { Expected = 3, Actual = 5 }, error.Detail);
    }

    [Fact]
    public async Task Fail_WithAnyOtherException_CrossesAsACorrelationIdAlone()
    {
        var observer = new FailureObserver();
        await using var pair = new RpcPair(SampleRpc.Contract.Bind(new SampleService()), serverOptions: new() { Observer = observer });

        var error = await Assert.ThrowsAsync<RpcException>(() => SampleRpc.Contract.Connect(pair.Client).FailWithAsync(new() { How = "secret detail" }, default).AsTask());

        Assert.Equal(RpcErrorCode.InternalError, error.Code);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
        Assert.Equal(observer.CorrelationId, Assert.IsType<RpcInternalData>(error.Detail).CorrelationId);
    }

    [Fact]
    public async Task Invoke_ByName_PassesJsonAsItStands()
    {
        await using var pair = new RpcPair(SampleRpc.Contract.Bind(new SampleService()));

        var result = await pair.Client.InvokeAsync("sample/echo", JsonElement.Parse("""{"text":"x","times":3,"later":true}"""), null, default);

        Assert.Equal("""{"text":"xxx"}""", result.GetRawText());
    }

    private sealed class Recorder(List<int> steps) : IProgress<CountStep>
    {
        public void Report(CountStep value) => steps.Add(value.At);
    }

    private sealed class FailureObserver : RpcObserver
    {
        public string? CorrelationId { get; private set; }

        public override void Failed(string method, string correlationId, Exception exception) => CorrelationId = correlationId;
    }
}
