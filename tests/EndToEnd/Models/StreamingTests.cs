using Assistant.EndToEnd.Cli;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Assistant.TestKit.Models;

namespace Assistant.EndToEnd.Models;

/// <summary>A text on its way: from the model's first word, through the plugin and the host, to whoever follows it.</summary>
public sealed class StreamingTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource _goOn = new();
    private readonly FakeModelEndpoint _endpoint = new();
    private ModelHost _host = null!;

    public async Task InitializeAsync() => _host = await ModelHost.OpenAsync(_endpoint);

    public async Task DisposeAsync()
    {
        _goOn.TrySetResult();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Start_ModelHalfWayThrough_HasReportedWhatItWroteSoFar()
    {
        AnswerHalf(new ModelStep.Until(_goOn.Task));
        var heard = new Heard();

        var writing = StartAsync(heard);
        await heard.UntilAsync("Good morning, Ana.");
        Assert.False(writing.IsCompleted);
        _goOn.SetResult();

        Assert.Equal(WritingState.Done, (await writing.WaitAsync(Patience)).State);
        await heard.UntilAsync("A second sentence.");
        // What arrives faster than it is taken comes in one piece; what came before the pause and what came after it cannot.
        Assert.True(heard.Pieces >= 2, $"{heard.Pieces} pieces were reported");
    }

    [Fact]
    public async Task Cancel_WhileTheModelWrites_EndsTheRequestAndKeepsNothing()
    {
        AnswerHalf(new ModelStep.Stall());
        var heard = new Heard();
        using var cancel = new CancellationTokenSource();
        var writing = StartAsync(heard, cancel.Token);
        await heard.UntilAsync("Good morning");

        // The client sends $/cancelRequest.
        await cancel.CancelAsync();

        await _endpoint.Left.WaitAsync(Patience);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing.WaitAsync(Patience));
        Assert.Equal(WritingState.Cancelled, (await EndedAsync()).State);
        Assert.Empty((await _host.Host.Drafts.ListAsync(new DraftListRequest(), default)).Drafts);
    }

    [Fact]
    public async Task Watch_FromAnotherConnection_SeesAllFromTheFirstWord()
    {
        AnswerHalf(new ModelStep.Until(_goOn.Task));
        var (first, second) = (new Heard(), new Heard());
        var writing = StartAsync(first);
        await first.UntilAsync("Good morning, Ana.");

        await using var other = await _host.ConnectAsync();
        var watched = WritingRpc.Contract.Connect(other).WatchAsync(new WritingGetRequest { Id = (await NewestAsync()).Id }, second, default).AsTask();
        await second.UntilAsync("Good morning, Ana.");
        _goOn.SetResult();

        Assert.Equal(WritingState.Done, (await watched.WaitAsync(Patience)).State);
        await writing.WaitAsync(Patience);
        await first.UntilAsync("A second sentence.");
        await second.UntilAsync("A second sentence.");
        Assert.Equal(first.Text, second.Text);
    }

    [Fact]
    public async Task Start_ConnectionLost_GoesOnAndIsDrafted()
    {
        AnswerHalf(new ModelStep.Until(_goOn.Task));
        var heard = new Heard();
        var other = await _host.ConnectAsync();
        var writing = WritingRpc.Contract.Connect(other).StartAsync(Request(), heard, default).AsTask();
        await heard.UntilAsync("Good morning");

        await other.DisposeAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => writing.WaitAsync(Patience));
        _goOn.SetResult();

        Assert.Equal(WritingState.Done, (await EndedAsync()).State);
        Assert.Single((await _host.Host.Drafts.ListAsync(new DraftListRequest(), default)).Drafts);
    }

    [Fact]
    public async Task Kill_WhileTheModelWrites_IsMarkedFailedWithARemedyAtTheNextStart()
    {
        AnswerHalf(new ModelStep.Stall());
        var heard = new Heard();
        var writing = StartAsync(heard);
        await heard.UntilAsync("Good morning");

        await _host.KillAndStartAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => writing.WaitAsync(Patience));
        var lost = await NewestAsync();
        Assert.Equal(WritingState.Failed, lost.State);
        Assert.Contains("host ended", lost.Failure, StringComparison.Ordinal);
        Assert.Contains("again", lost.Remedy, StringComparison.Ordinal);
        Assert.Empty((await _host.Host.Drafts.ListAsync(new DraftListRequest(), default)).Drafts);
    }

    [Fact]
    public async Task Compose_CtrlCAtATerminal_EndsTheRequestAndKeepsNothing()
    {
        await using var cli = new RealCli();
        AnswerHalf(new ModelStep.Stall());
        foreach (var line in (string[][])
        [
            ["setup", "--name", "Mira"],
            ["contact", "add", "Ana Ruiz", "ana@there.example"],
        ])
            Done(await cli.RunAsync(line));
        Done(await cli.RunAtTerminalAsync("y\ny\n", "account", "add", "mail.local", "me@here.example", "--set", "office=local"));
        Done(await cli.RunAtTerminalAsync("y\n", "models", "add", "stub", "--provider", "openAi", "--name", "m", "--endpoint", $"http://127.0.0.1:{_endpoint.Port}/v1"));

        var done = await cli.InterruptAtTerminalAsync("Good morning, Ana.", "draft", "compose", "--task", "outreach", "--to", "ana", "--model", "stub");

        await _endpoint.Left.WaitAsync(Patience);
        Assert.True(done.Code == 130, done.ToString());
        var listed = await cli.RunAsync("writing", "list", "--json");
        Assert.Contains("\"cancelled\"", listed.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("ana@there.example", (await cli.RunAsync("draft", "list", "--json")).Out, StringComparison.Ordinal);
    }

    private static void Done(Finished done) => Assert.True(done.Code == 0, done.ToString());

    private void AnswerHalf(ModelStep between)
    {
        var dialect = ModelDialect.OpenAi;
        _endpoint.Answer(
        [
            new ModelStep.Head(),
            .. ModelDialect.Pieces([.. dialect.Opening, dialect.Word("""{"subject":"Hello","parts":[{"sentences":[{"text":"Good"""), dialect.Word(" morning, Ana."), dialect.Word(""" ","sources":["contact.firstName"]},{"text":"A """)]),
            between,
            .. ModelDialect.Pieces([dialect.Word("second sentence.\",\"sources\":[]}]}]}"), dialect.Finish, .. dialect.Closing(1, 1)]),
            new ModelStep.End(),
        ]);
    }

    private WritingStartRequest Request() => new() { Task = WritingTask.Outreach, ContactId = _host.Ana.Id };

    private Task<Protocol.Services.Writing> StartAsync(Heard heard, CancellationToken cancel = default) => _host.Host.Writing.StartAsync(Request(), heard, cancel).AsTask();

    private async Task<Protocol.Services.Writing> NewestAsync()
    {
        var newest = (await _host.Host.Writing.ListAsync(new WritingListRequest { Limit = 1 }, default)).Writings[0];
        return await _host.Host.Writing.GetAsync(new WritingGetRequest { Id = newest.Id }, default);
    }

    // Watching answers when it has ended.
    private async Task<Protocol.Services.Writing> EndedAsync() =>
        await _host.Host.Writing.WatchAsync(new WritingGetRequest { Id = (await NewestAsync()).Id }, null, default).AsTask().WaitAsync(Patience);
}
