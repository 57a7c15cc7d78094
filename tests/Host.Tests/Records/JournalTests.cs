using System.Text.Json;
using System.Threading.Channels;
using Assistant.Host.Records.Audit;
using Assistant.Host.Records.Events;
using Assistant.Host.Storage.Events;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Records;

public sealed class JournalTests : IDisposable
{
    private readonly RecordsFixture _desk = new();
    private readonly FakePeer _peer = new();

    private readonly CancellationTokenSource _ended = new();

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
        _desk.Dispose();
    }

    [Fact]
    public async Task Subscribe_AfterSeq_SendsWhatWasMissedThenWhatHappens()
    {
        Happen("a", "b");
        var events = Events();

        var answer = await events.SubscribeAsync(new() { After = 1 }, default);
        Happen("c");

        Assert.Equal((2, false), (answer.Seq, answer.Resync));
        Assert.Equal(["b", "c"], [await _peer.NextAsync(), await _peer.NextAsync()]);
    }

    [Fact]
    public async Task Subscribe_OutOfReach_SaysResync()
    {
        var events = Events();

        Assert.True((await events.SubscribeAsync(new() { After = 99 }, default)).Resync);
    }

    [Fact]
    public async Task Subscribe_Again_ReplacesTheFirst()
    {
        var events = Events();
        await events.SubscribeAsync(new() { Names = ["a"] }, default);
        await events.SubscribeAsync(new() { Names = ["b"] }, default);

        Happen("a", "b");

        Assert.Equal("b", await _peer.NextAsync());
    }

    [Fact]
    public async Task Subscribe_AgainWhileCatchingUp_TellsNothingOfTheFirst()
    {
        Happen("old", "old", "old");
        var events = Events();
        _peer.Block();
        await events.SubscribeAsync(new() { Names = ["old"], After = 0 }, default);
        var again = events.SubscribeAsync(new() { Names = ["new"] }, default).AsTask();
        _peer.Release();
        await again;

        Happen("new");

        var heard = new List<string>();
        while (heard.LastOrDefault() != "new")
            heard.Add(await _peer.NextAsync());
        // One may have been on its way.
        Assert.True(heard.Count <= 2, string.Join(' ', heard));
    }

    [Fact]
    public async Task Event_PeerThatDoesNotRead_IsCutOffAndToldToResync()
    {
        var events = Events();
        await events.SubscribeAsync(new(), default);
        _peer.Block();
        Happen([.. Enumerable.Repeat("flood", EventSubscription.Bound + 10)]);

        _peer.Release();

        var heard = 0;
        while (await _peer.NextAsync() == "flood")
            heard++;
        Assert.InRange(heard, EventSubscription.Bound, EventSubscription.Bound + 1);
        await events.SubscribeAsync(new(), default);
        Happen("after");
        Assert.Equal("after", await _peer.NextAsync());
    }

    [Fact]
    public async Task Event_ConnectionEnded_EndsTheSubscription()
    {
        var events = Events();
        await events.SubscribeAsync(new(), default);

        await _ended.CancelAsync();
        Happen("late");

        Assert.False(_peer.HasAny);
    }

    [Fact]
    public async Task Audit_List_PagesNewestFirstAndVerifies()
    {
        for (var i = 0; i < 5; i++)
            await _desk.CreateAsync($"P{i}");
        var audit = new AuditService(_desk.Books, _desk.Policy, _desk.Caller);

        var first = await audit.ListAsync(new() { Limit = 3 }, default);
        var second = await audit.ListAsync(new() { Limit = 3, Cursor = first.Next }, default);

        Assert.Equal([5, 4, 3, 2, 1], first.Entries.Concat(second.Entries).Select(e => e.Seq));
        Assert.Null(second.Next);
        Assert.Equal(("contact", "contacts.create", "done"), (first.Entries[0].Resource!.Kind, first.Entries[0].Action, first.Entries[0].Outcome));
        var verified = await audit.VerifyAsync(new(), default);
        Assert.Equal((true, 5), (verified.Whole, verified.Entries));
    }

    [Fact]
    public async Task Audit_ChangedRecord_IsNamed()
    {
        await _desk.CreateAsync("A");
        await _desk.CreateAsync("B");
        _desk.Books.Database.Write(t =>
        {
            t.Execute("DROP TRIGGER audit_no_update");
            t.Execute("UPDATE audit SET outcome = 'refused' WHERE seq = 1");
        });

        var verified = await new AuditService(_desk.Books, _desk.Policy, _desk.Caller).VerifyAsync(new(), default);

        Assert.False(verified.Whole);
        Assert.Equal("audit[1]", verified.Problems[0].Path);
    }

    private EventsService Events() => new(_desk.Books.Events, _desk.Policy, _desk.Caller, _peer, _ended.Token);

    private void Happen(params string[] names) => _desk.Books.Database.Write(t =>
    {
        foreach (var name in names)
            _desk.Books.Events.Append(t, name, ["1"]);
    });

    private sealed class FakePeer : IRpcCaller
    {
        private readonly Channel<string> _heard = Channel.CreateUnbounded<string>();
        private TaskCompletionSource? _block;

        public bool HasAny => _heard.Reader.TryPeek(out _);

        public void Block() => _block = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _block!.SetResult();

        public ValueTask<string> NextAsync() => _heard.Reader.ReadAsync();

        public async ValueTask NotifyAsync<TRequest>(RpcMethod<TRequest, RpcNone> method, TRequest request, CancellationToken cancel)
        {
            if (_block is { } block)
                await block.Task.WaitAsync(cancel);
            _heard.Writer.TryWrite(((HostEvent)(object)request!).Name);
        }

        public ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(RpcMethod<TRequest, TResponse> method, TRequest request, RpcProgress? progress, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask<JsonElement> InvokeAsync(string method, JsonElement? parameters, IProgress<JsonElement>? progress, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask NotifyAsync(string method, JsonElement? parameters, CancellationToken cancel) => throw new NotSupportedException();
    }
}
