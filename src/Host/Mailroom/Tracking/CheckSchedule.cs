using Assistant.Host.Extensions.Settings;
using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>
/// Looks through every active account's mailbox again and again while the host runs: one at a time and never one over another, not at the same
/// moment in every house, and ever more rarely where it fails. A check that a person asked for counts.
/// </summary>
internal sealed partial class CheckSchedule(
    Database database, AccountStore accounts, MailboxCheck check, Func<BackgroundSettings> settings, Func<double> random, TimeProvider time, ILogger<CheckSchedule> logger) : IAsyncDisposable
{
    /// <summary>A start has better things to do, and the network of a machine that wakes takes some seconds.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(30);

    /// <summary>An account that fails for a day is asked this often.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);

    // A timer does not count the time a laptop sleeps, and settings and accounts change: looking costs one read.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    // A timer wakes up to a millisecond early, and a loop that sleeps for what is left of it spins.
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromSeconds(1);

    // A tenth earlier or later, so that a provider does not see all of its users at once.
    private const double Spread = 0.1;

    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<string, Course> _courses = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _started = time.GetUtcNow();
    private Task _loop = Task.CompletedTask;

    /// <summary>Once.</summary>
    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Ends a check under way between two pages, where nothing is lost by it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    /// <summary>Does what is due; when to look again.</summary>
    internal async Task<DateTimeOffset> TurnAsync()
    {
        var next = time.GetUtcNow() + LongestSleep;
        if (settings().CheckEvery is not { } every)
            return next;
        foreach (var account in database.Read(accounts.List).Where(static account => account.State == AccountState.Active))
        {
            if (!_courses.TryGetValue(account.Id, out var course))
                _courses.Add(account.Id, course = new Course(Factor()));
            var due = Due(account, course, every);
            if (due <= time.GetUtcNow())
            {
                await CheckAsync(account.Id, course);
                due = time.GetUtcNow() + every;
            }

            next = due < next ? due : next;
        }

        return next;
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var sleep = await GuardedTurnAsync() - time.GetUtcNow();
                await Task.Delay(sleep > ShortestSleep ? sleep : ShortestSleep, time, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
        }
    }

    private async Task<DateTimeOffset> GuardedTurnAsync()
    {
        try
        {
            return await TurnAsync();
        }
        catch (StorageException error)
        {
            // A disk that cannot be read now is asked again, and takes no host down.
            LogFault(logger, error);
            return time.GetUtcNow() + LongestSleep;
        }
    }

    private DateTimeOffset Due(AccountRow account, Course course, TimeSpan every)
    {
        if (account.LastChecked > course.Attempted)
            course.Failures = 0;
        var last = account.LastChecked is { } seen && (course.Attempted is not { } tried || seen > tried) ? seen : course.Attempted ?? _started;
        var pause = every * course.Factor;
        for (var failure = 0; failure < course.Failures && pause < LongestPause; failure++)
            pause *= 2;
        if (course.Failures > 0 && pause > LongestPause && every < LongestPause)
            pause = LongestPause;
        var due = last + pause;
        return due < _started + Settling ? _started + Settling : due;
    }

    private async Task CheckAsync(string account, Course course)
    {
        var succeeded = false;
        try
        {
            var answer = await check.RunAsync(account, null, _stopping.Token);
            // A message that cannot be read is a problem of its own; the mailbox was looked through.
            succeeded = answer.Accounts.All(static each => each.Problem is null || each.Unreadable > 0);
        }
        catch (Exception error) when (error is not OperationCanceledException || !_stopping.IsCancellationRequested)
        {
            // Whatever it was, the page that it broke off at is read again; the schedule goes on.
            LogFailed(logger, account, error);
        }

        course.Attempted = time.GetUtcNow();
        course.Failures = succeeded ? 0 : course.Failures + 1;
        course.Factor = Factor();
    }

    private double Factor() => 1 - Spread + (2 * Spread * random());

    [LoggerMessage(1120, LogLevel.Warning, "The scheduled check of account {AccountId} failed.")]
    private static partial void LogFailed(ILogger logger, string accountId, Exception error);

    [LoggerMessage(1121, LogLevel.Error, "Mail cannot be checked for and will be tried again.")]
    private static partial void LogFault(ILogger logger, Exception error);

    private sealed class Course(double factor)
    {
        /// <summary>This much of the interval until the next.</summary>
        public double Factor { get; set; } = factor;

        public DateTimeOffset? Attempted { get; set; }

        /// <summary>One after another.</summary>
        public int Failures { get; set; }
    }
}
