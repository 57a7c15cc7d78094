using System.Text.Json;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Writing;

/// <summary>A text while it is being written: who follows it, who ends it, and what becomes of it when its starter or the host is gone.</summary>
public sealed class WritingRunTests : IAsyncLifetime
{
    private WritingDesk _desk = null!;

    public async Task InitializeAsync() => _desk = await WritingDesk.OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Watch_InTheMiddle_TellsFromTheFirstWord()
    {
        var (answer, id, gate) = await _desk.BeginAsync();
        var heard = new List<string>();
        var first = new TaskCompletionSource();
        var watch = _desk.Host.Writing.WatchAsync(new WritingGetRequest { Id = id }, new Told(heard, first), default).AsTask();
        await first.Task;
        gate.SetResult();

        Assert.Equal(WritingState.Done, (await watch).State);
        Assert.Equal("Dear Ana", string.Concat(heard));
        Assert.Equal((await answer).Text, (await watch).Text);
    }

    [Fact]
    public async Task Cancel_ByTheStarter_EndsTheWriterAtOnceAndMakesNoDraft()
    {
        using var cancel = new CancellationTokenSource();
        var (answer, id, _) = await _desk.BeginAsync(cancel: cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        var watched = await _desk.Host.Writing.WatchAsync(new WritingGetRequest { Id = id }, null, default);
        Assert.Equal((WritingState.Cancelled, ""), (watched.State, watched.Text));
        Assert.Empty((await _desk.Host.Drafts.ListAsync(new DraftListRequest(), default)).Drafts);
    }

    [Fact]
    public async Task Start_ConnectionLost_GoesOnAndCanBeWatched()
    {
        using var cancel = new CancellationTokenSource();
        var (answer, id, gate) = await _desk.BeginAsync(cancel: cancel.Token);
        _desk.Host.IsConnectionLost = true;

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        var watch = _desk.Host.Writing.WatchAsync(new WritingGetRequest { Id = id }, null, default).AsTask();
        gate.SetResult();

        Assert.Equal(WritingState.Done, (await watch).State);
        Assert.NotNull((await watch).DraftId);
    }

    [Fact]
    public async Task Cancel_ByAnotherClient_AnswersTheStarterWithWhatItBecame()
    {
        var (answer, id, _) = await _desk.BeginAsync();

        await _desk.Host.Writing.CancelAsync(new WritingGetRequest { Id = id }, default);

        Assert.Equal(WritingState.Cancelled, (await answer).State);
        Assert.Equal(RpcErrorCode.WrongState, (await Assert.ThrowsAsync<RpcException>(async () => await _desk.Host.Writing.CancelAsync(new WritingGetRequest { Id = id }, default))).Code);
    }

    [Fact]
    public async Task Start_WriterThatNeverHears_IsLeftBehind()
    {
        using var cancel = new CancellationTokenSource();
        var forever = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        _desk.Writer.Working = (_, _) =>
        {
            begun.SetResult();
            return forever.Task;
        };
        var answer = _desk.Host.Writing.StartAsync(_desk.Request(), null, cancel.Token).AsTask();
        await begun.Task;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        Assert.Empty((await _desk.Host.Drafts.ListAsync(new DraftListRequest(), default)).Drafts);
        forever.SetResult();
    }

    [Fact]
    public async Task Start_FiveAtOnce_RefusesTheFifth()
    {
        var all = new List<Task>();
        var gates = new List<TaskCompletionSource>();
        for (var i = 0; i < 4; i++)
        {
            var (answer, _, gate) = await _desk.BeginAsync();
            all.Add(answer);
            gates.Add(gate);
        }

        Assert.Equal(RpcErrorCode.Limit, (await Assert.ThrowsAsync<RpcException>(() => _desk.WriteAsync())).Code);
        gates.ForEach(static gate => gate.SetResult());
        await Task.WhenAll(all);
    }

    [Fact]
    public async Task Start_DraftThatIsBeingWritten_IsRefused()
    {
        var draft = await _desk.Host.Drafts.CreateAsync(new DraftCreateRequest { ContactId = _desk.Ana.Id }, default);
        var (answer, _, gate) = await _desk.BeginAsync(_desk.Request(draftId: draft.Id));

        Assert.Equal(RpcErrorCode.AlreadyRunning, (await Assert.ThrowsAsync<RpcException>(() => _desk.WriteAsync(_desk.Request(draftId: draft.Id)))).Code);
        gate.SetResult();
        await answer;
    }

    [Theory]
    [InlineData("""{"arrived":"I am \u0007happy to help","remedy":"Write again."}""", "I am happy to help")]
    [InlineData("""{"remedy":"Write again."}""", "Dear Ana")]
    public async Task Write_RefusedAfterSomethingCame_KeepsItWithTheFailureAndMakesNothingOfIt(string data, string kept)
    {
        _desk.Writer.Working = (progress, _) =>
        {
            progress.Report(new WritingProgress("Dear Ana", "writing"));
            throw new RpcException(RpcErrorCode.ProviderRefused, "It has no form.", new RpcOtherData(JsonElement.Parse(data)));
        };

        await Assert.ThrowsAsync<RpcException>(() => _desk.WriteAsync());

        var writing = Assert.Single((await _desk.Host.Writing.ListAsync(new WritingListRequest(), default)).Writings);
        Assert.Equal("", writing.Text);
        writing = await _desk.Host.Writing.GetAsync(new WritingGetRequest { Id = writing.Id }, default);
        Assert.Equal((WritingState.Failed, kept, "It has no form."), (writing.State, writing.Text, writing.Failure));
        Assert.Empty((await _desk.Host.Drafts.ListAsync(new DraftListRequest(), default)).Drafts);
    }

    [Fact]
    public async Task Stop_OfTheHost_LeavesAFailedWritingWithARemedy()
    {
        var (answer, id, _) = await _desk.BeginAsync();

        await _desk.Fixture.RestartAsync();

        Assert.Equal(WritingState.Failed, (await answer).State);
        var writing = await _desk.Host.Writing.GetAsync(new WritingGetRequest { Id = id }, default);
        Assert.Equal(WritingState.Failed, writing.State);
        Assert.Contains("Start it again", writing.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AfterAKill_MarksWhatRanAsFailed()
    {
        var writing = await _desk.WriteAsync();
        _desk.Host.Database.Write(transaction => transaction.Execute("UPDATE writing SET state = 'running' WHERE id = @id", ("@id", writing.Id)));

        await _desk.Fixture.RestartAsync();

        Assert.Equal("failed", _desk.Host.Database.Read(static connection => connection.Text("SELECT state FROM writing")));
    }

    private sealed class Told(List<string> heard, TaskCompletionSource first) : IProgress<WritingProgress>
    {
        public void Report(WritingProgress value)
        {
            heard.Add(value.Text);
            first.TrySetResult();
        }
    }
}
