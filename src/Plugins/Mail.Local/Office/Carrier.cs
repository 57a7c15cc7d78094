using System.Collections.Concurrent;
using System.Threading.Channels;
using Assistant.Plugins.MailLocal.Maildirs;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailLocal.Office;

/// <summary>
/// Carries what is in the queue. Every file it makes has a name that follows from the submission, so that what a crash interrupted is simply done
/// again: what is there already is not made twice.
/// </summary>
internal sealed class Carrier(Spool spool, MailboxDirectory mailboxes, TimeProvider time, OfficePace pace, Action<PluginLogLevel, string> log) : IAsyncDisposable
{
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _expected = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly AwayResponder _away = new(mailboxes, time);
    private Task _loop = Task.CompletedTask;

    public void Start() => _loop = Task.Run(RunAsync);

    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>A task that ends with the first attempt at a submission.</summary>
    public Task ExpectAsync(string submission) =>
        _expected.GetOrAdd(submission, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        await _loop;
        foreach (var waiter in _expected.Values)
            waiter.TrySetCanceled();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var next = CarryAll();
            using var timer = next is { } due ? time.CreateTimer(_ => Wake(), null, Positive(due - time.GetUtcNow()), Timeout.InfiniteTimeSpan) : null;
            try
            {
                await _wake.Reader.ReadAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>One round; answers when the next is due, or null where nothing waits.</summary>
    private DateTimeOffset? CarryAll()
    {
        DateTimeOffset? next = null;
        foreach (var submission in Waiting())
        {
            if (_stop.IsCancellationRequested)
                break;
            DateTimeOffset? due;
            try
            {
                due = Carry(submission);
            }
#pragma warning disable CA1031 // The boundary of the loop: one message that cannot be carried must not hold up the others; it stays queued and is tried again.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                log(PluginLogLevel.Warning, $"The post office could not carry {submission}: {fault.GetType().Name}. It tries again.");
                due = time.GetUtcNow() + pace.Retry;
            }

            if (_expected.TryRemove(submission, out var waiter))
                waiter.TrySetResult();
            if (due is { } moment && (next is null || moment < next))
                next = moment;
        }

        return next;
    }

    private IReadOnlyList<string> Waiting()
    {
        try
        {
            return spool.Waiting();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log(PluginLogLevel.Error, $"The post office cannot read its queue: {fault.GetType().Name}.");
            return [];
        }
    }

    private DateTimeOffset? Carry(string submission)
    {
        var now = time.GetUtcNow();
        var state = spool.State(submission);
        if (state is not null && state.Next > now)
            return state.Next;
        if (!spool.TryRead(submission, out var envelope, out var message))
        {
            log(PluginLogLevel.Error, $"The queued message {submission} is damaged and was put aside in 'spool/damaged'.");
            return null;
        }

        var round = new DeliveryRound(envelope, TransportHeader.WithLf(message.Span), state, mailboxes, _away, pace, now);
        if (round.Run() is { } waiting)
        {
            spool.Keep(submission, waiting);
            return waiting.Next;
        }

        spool.Remove(submission);
        return null;
    }

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;
}
