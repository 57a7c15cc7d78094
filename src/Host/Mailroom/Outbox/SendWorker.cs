using Assistant.Host.Storage;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>
/// The one loop that sends. It wakes by a signal or at the earliest time that a row names, and runs at most one <see cref="Sender.DrainAsync"/>
/// for each account, so that a slow provider holds up no other. It owns every task it starts: when <see cref="StopAsync"/> returns, none runs.
/// </summary>
internal sealed partial class SendWorker(Database database, Sender sender, TimeProvider time, ILogger<SendWorker> logger) : IAsyncDisposable
{
    // A timer does not count the time a laptop sleeps, and a clock may be set: looking again this often finds what became due meanwhile.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    // After a fault of the host's own (a full disk), trying at once would only fill the log.
    private static readonly TimeSpan FaultPause = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stopping = new();

    private readonly SemaphoreSlim _signal = new(0, 1);

    private readonly Dictionary<string, Lane> _lanes = new(StringComparer.Ordinal);

    private Task _loop = Task.CompletedTask;

    /// <summary>Once. What was left half done is dealt with before anything new.</summary>
    public void Start()
    {
        sender.Recover();
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Something may be due that was not before. Costs nothing; safe from any thread.</summary>
    public void Signal()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // The loop has not yet taken the last one, and will look at everything.
        }
    }

    /// <summary>Takes nothing new and waits for a request that is under way.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
        _signal.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (!_stopping.IsCancellationRequested)
                await WaitAsync(Turn());
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }

        await Task.WhenAll(_lanes.Values.Select(static lane => lane.Work));
    }

    /// <summary>Starts what is due; when to look again.</summary>
    private DateTimeOffset Turn()
    {
        var now = time.GetUtcNow();
        var next = now + LongestSleep;
        try
        {
            foreach (var (account, wake) in database.Read(OutboxStore.Wakes))
            {
                if (!_lanes.TryGetValue(account, out var lane))
                    _lanes.Add(account, lane = new Lane(account));
                if (lane.Busy)
                    continue;
                var start = lane.NotBefore > wake ? lane.NotBefore : wake;
                if (start <= now)
                    lane.Begin(() => DrainAsync(lane));
                else if (start < next)
                    next = start;
            }
        }
        catch (StorageException error)
        {
            LogFault(logger, error);
            next = now + FaultPause;
        }

        return next;
    }

    private async Task DrainAsync(Lane lane)
    {
        try
        {
            await sender.DrainAsync(lane.Account, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            // Every step is a transaction of its own, so the row stands where its last step left it and is taken up from there after a pause.
            LogFault(logger, error);
            lane.NotBefore = time.GetUtcNow() + FaultPause;
        }

        // In this order, or the loop could find the lane still busy, pass over what became due meanwhile, and sleep.
        lane.Busy = false;
        Signal();
    }

    private async Task WaitAsync(DateTimeOffset until)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var sleep = until - time.GetUtcNow();
        var timer = Task.Delay(sleep > TimeSpan.Zero ? sleep : TimeSpan.Zero, time, enough.Token);
        var signal = _signal.WaitAsync(enough.Token);
        await Task.WhenAny(timer, signal);
        await enough.CancelAsync();
        await Task.WhenAll(timer, signal).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(1104, LogLevel.Error, "The outbox cannot go on and will try again.")]
    private static partial void LogFault(ILogger logger, Exception error);

    // Written by the loop while no work runs, and by the work before it ends.
    private sealed class Lane(string account)
    {
        private volatile bool _busy;

        public string Account { get; } = account;

        public Task Work { get; private set; } = Task.CompletedTask;

        public bool Busy
        {
            get => _busy;
            set => _busy = value;
        }

        public DateTimeOffset NotBefore { get; set; }

        public void Begin(Func<Task> work)
        {
            _busy = true;
            // The former has said that it is over; what is left of it is its return.
            Work = Work.IsCompleted ? Task.Run(work) : Task.WhenAll(Work, Task.Run(work));
        }
    }
}
