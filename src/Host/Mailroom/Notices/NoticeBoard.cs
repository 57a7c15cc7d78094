using Assistant.Host.Extensions.Settings;
using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Events;
using Assistant.Protocol.Services;
using Microsoft.Extensions.Logging;

namespace Assistant.Host.Mailroom.Notices;

/// <summary>Shows on the desktop what a person waits for: a reply, a bounce, a proposal, a permission that ends, a certificate that was renewed. What comes together is shown together.</summary>
internal sealed partial class NoticeBoard(
    EventLog events, Func<HostEvent, string?> words, IDesktop desktop, Func<BackgroundSettings> settings, TimeProvider time, ILogger<NoticeBoard> logger) : IAsyncDisposable
{
    /// <summary>One check finds a page of messages within this, and each makes an event or two.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private const string Title = "Assistant";

    // A notice is a glance; who wants the rest opens the list.
    private const int MostLines = 4;

    private static readonly string[] Names = [NoticeWords.Replied, NoticeWords.Bounced, NoticeWords.Proposed, AccountStore.Ending, NoticeWords.Renewed];

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private List<HostEvent> _waiting = [];
    private Task _showing = Task.CompletedTask;
    private Task _loop = Task.CompletedTask;
    private bool _saidMissing;

    /// <summary>Once. What happened before is not news.</summary>
    public void Start()
    {
        var first = events.Subscribe(Names, after: null);
        _loop = Task.Run(() => RunAsync(first));
    }

    public async ValueTask DisposeAsync()
    {
        // Cancelled, and not disposed: nothing waits on its handle, and a second call finds it as it is.
        await _stopping.CancelAsync();
        await _loop;
        await _showing;
    }

    private async Task RunAsync(EventSubscription subscription)
    {
        try
        {
            while (true)
            {
                using (subscription)
                {
                    await foreach (var told in subscription.ReadAllAsync(_stopping.Token))
                        Add(told);
                }

                // So many at once that this was cut off: they are counted in the notice that is being made.
                subscription = events.Subscribe(Names, after: null);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or StorageException)
        {
            // The host ends, or its disk is gone: a notice is the least that is missed then.
        }
        finally
        {
            subscription.Dispose();
        }
    }

    private void Add(HostEvent told)
    {
        lock (_gate)
        {
            _waiting.Add(told);
            if (_waiting.Count > 1)
                return;
        }

        _showing = ShowAsync(_showing);
    }

    private async Task ShowAsync(Task before)
    {
        try
        {
            await Task.Delay(Window, time, _stopping.Token);
            await before;
            List<HostEvent> news;
            lock (_gate)
                (news, _waiting) = (_waiting, []);
            if (settings().DesktopNotices && Text(news) is { } text && !await desktop.ShowAsync(Title, text, _stopping.Token))
                SayMissing();
        }
        catch (Exception error) when (error is OperationCanceledException or StorageException)
        {
            // As above.
        }
    }

    private string? Text(List<HostEvent> news)
    {
        // Only so many are read: a mailbox full of bounces must not hold up the rest.
        var lines = news.Take(MostLines).Select(words).OfType<string>().Distinct().ToList();
        if (news.Count > MostLines)
            lines.Add($"And {news.Count - MostLines} more.");
        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    private void SayMissing()
    {
        if (!_saidMissing)
            LogMissing(logger);
        _saidMissing = true;
    }

    [LoggerMessage(1130, LogLevel.Information, "No desktop takes notices here.")]
    private static partial void LogMissing(ILogger logger);
}
