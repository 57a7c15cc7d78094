using System.Diagnostics.CodeAnalysis;
using Assistant.Host.Extensions;
using Assistant.Host.Mailroom;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Writing;

/// <summary>The writings that run. One ends when it is done, when a person ends it, or with the host; never because somebody's connection was lost.</summary>
internal sealed partial class WritingRuns(
    Database database, AuditLog audit, WritingStore store, SourceGatherer gatherer, WritingKeeper keeper, ICapabilities capabilities, TimeProvider time, ILogger<WritingRuns> logger) : IAsyncDisposable
{
    // A person reads one at a time; more at once are a program's, and cost money by the word.
    private const int MostAtOnce = 4;

    private const string StopRemedy = "Start it again; the draft, where there is one, is as it was.";

    // Reasoning models on a small machine take minutes; what takes longer hangs.
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, RunningWriting> _running = new(StringComparer.Ordinal);
    private bool _stopping;

    /// <summary>Something is being written; the host must not end for idleness.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_gate)
                return _running.Count > 0;
        }
    }

    /// <summary>Once: what ran when the host ended has failed. Clients that came first may be writing already.</summary>
    public void Recover()
    {
        var left = database.Read(store.Running).FindAll(row => !TryGet(row.Id, out _));
        if (left.Count == 0)
            return;
        database.Write(transaction =>
        {
            foreach (var row in left)
                store.Finish(transaction, Lost(row));
        });
    }

    /// <summary>One whose end could not be noted.</summary>
    public static WritingRow Lost(WritingRow row) => Failed(row, "The host ended while it was written.", StopRemedy);

    public async ValueTask<WritingPlan> PlanAsync(WritingStartRequest request, CancellationToken cancel)
    {
        var gathered = await gatherer.GatherAsync(request, cancel);
        return await (await capabilities.WriterAsync(cancel)).PlanAsync(gathered.Request, cancel);
    }

    /// <summary>Begins one; what it is about is read before this returns.</summary>
    /// <exception cref="RpcException">The request is wrong, or there are too many.</exception>
    public async ValueTask<RunningWriting> StartAsync(Principal principal, WritingStartRequest request, CancellationToken cancel)
    {
        var gathered = await gatherer.GatherAsync(request, cancel);
        var writer = await capabilities.WriterAsync(cancel);
        var run = new RunningWriting(store.New(request.Task, request.ContactId, gathered.About, request.DraftId), Most, time);
        try
        {
            Add(run);
            await database.WriteAsync<object?>(
                transaction =>
                {
                    store.Insert(transaction, run.Row);
                    audit.Append(transaction, new AuditRecord(principal.Person, principal.Client, "writing.start", "writing", run.Row.Id, "started"));
                    return null;
                },
                cancel);
        }
        catch
        {
            End(run);
            throw;
        }

        // Off the starter's thread: a writer that works before its first wait holds up nobody.
        run.Completion = Task.Run(() => RunAsync(run, writer, gathered, Actor.Of(principal)), CancellationToken.None);
        return run;
    }

    public bool TryGet(string id, [NotNullWhen(true)] out RunningWriting? run)
    {
        lock (_gate)
            return _running.TryGetValue(id, out run);
    }

    /// <summary>Ends what runs, and waits until each is noted as failed.</summary>
    public async ValueTask DisposeAsync()
    {
        List<RunningWriting> running;
        lock (_gate)
        {
            _stopping = true;
            running = [.. _running.Values];
        }

        foreach (var run in running)
            run.Cancel(RunEnd.Stop);
        foreach (var run in running)
            await ((Task)run.Completion).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    // Before its row is written, so that a row without it here is one that nobody writes any more.
    private void Add(RunningWriting run)
    {
        lock (_gate)
        {
            if (_stopping)
                throw new RpcException(RpcErrorCode.ShuttingDown, "The host is stopping.");
            if (IsWriting(run.Row.DraftId))
                throw new RpcException(RpcErrorCode.AlreadyRunning, "This draft is being written already: follow or cancel that writing first.");
            if (_running.Count >= MostAtOnce)
                throw TooMany();
            _running.Add(run.Row.Id, run);
        }
    }

    private void End(RunningWriting run)
    {
        lock (_gate)
            _running.Remove(run.Row.Id);
        run.Finish();
        run.Dispose();
    }

    private bool IsWriting(string? draftId) => draftId is not null && _running.Values.Any(run => run.Row.DraftId == draftId);

    private static RpcException TooMany() =>
        new(RpcErrorCode.Limit, $"{MostAtOnce} texts are being written already: wait for one, or cancel it.", new RpcLimitData { Limit = "writings", Maximum = MostAtOnce });

    private async Task<WritingRow> RunAsync(RunningWriting run, IWriter writer, Gathered gathered, Actor actor)
    {
        try
        {
            return await WriteAsync(run, writer, gathered, actor);
        }
        finally
        {
            End(run);
        }
    }

    private async Task<WritingRow> WriteAsync(RunningWriting run, IWriter writer, Gathered gathered, Actor actor)
    {
        try
        {
            // A writer that does not heed its token is left behind.
            var answer = await writer.WriteAsync(gathered.Request, run, run.Token).AsTask().WaitAsync(run.Token);
            return await keeper.KeepAsync(actor, run.Row, gathered, answer, run.Token);
        }
        catch (OperationCanceledException) when (run.Token.IsCancellationRequested)
        {
            return await FinishAsync(Ended(run.Row, run.End));
        }
        catch (RpcException refusal)
        {
            await FinishAsync(Failed(WithText(run.Row, refusal.Arrived() ?? run.Text), ReasonOf(refusal), RemedyOf(refusal)));
            throw;
        }
        catch (Exception error) when (error is not StorageException)
        {
            // The writer's code is a plugin's: its faults are its own, and nothing of ours was half done.
            LogFailed(logger, run.Row.Id, error);
            await FinishAsync(Failed(run.Row, "The writer failed.", "Try it again; the host's log has the cause."));
            throw new RpcException(RpcErrorCode.PluginFailed, "The writer failed; the host's log has the cause.", inner: error);
        }
    }

    private ValueTask<WritingRow> FinishAsync(WritingRow row) => database.WriteAsync(transaction => store.Finish(transaction, row), CancellationToken.None);

    private static WritingRow Ended(WritingRow row, RunEnd end) => end switch
    {
        RunEnd.Person => row with { State = WritingState.Cancelled },
        RunEnd.Stop => Failed(row, "The host was stopped while it was written.", StopRemedy),
        RunEnd.TooMuch => Failed(row, "The model wrote without an end.", "Ask for fewer words, or choose another model."),
        _ => Failed(row, "It took too long.", "Try it again, or choose a faster model."),
    };

    private static WritingRow Failed(WritingRow row, string failure, string? remedy) =>
        row with { State = WritingState.Failed, Content = row.Content with { Failure = failure, Remedy = remedy } };

    // What came is kept with the failure: to be read, unchecked, and nothing else.
    private static WritingRow WithText(WritingRow row, string text) => row with { Content = row.Content with { Text = SourceText.Visible(text) } };

    // Where in the writer's request it is says nothing to who reads it.
    private static string ReasonOf(RpcException refusal) => refusal.Detail is RpcInvalidData { Problems: [var first, ..] } ? first.Problem : refusal.Message;

    private static string? RemedyOf(RpcException refusal) => refusal.Detail switch
    {
        RpcNeedsSetupData need => need.Remedy,
        RpcInvalidData { Problems: [var first, ..] } => first.Remedy,
        RpcNotAuthorisedData { Remedy: { } remedy } => remedy,
        _ => null,
    };

    [LoggerMessage(1401, LogLevel.Warning, "Writing {Id} failed.")]
    private static partial void LogFailed(ILogger logger, string id, Exception error);
}
