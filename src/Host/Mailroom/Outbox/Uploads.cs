using System.Collections.Concurrent;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Events;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>How far the messages are that a provider is being given now. It is kept nowhere: what a message's state is says the outbox alone.</summary>
internal sealed class Uploads(Database database, EventLog events, TimeProvider time)
{
    public const string Progressed = "outbox.progress";

    // More often nobody looks, and each is a write.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, UploadProgress> _now = new(StringComparer.Ordinal);

    public UploadProgress? Find(string outboxId) => _now.GetValueOrDefault(outboxId);

    /// <summary>Listens to one call of a provider. Whatever it reports after the end is not heard.</summary>
    public Listener Listen(string outboxId) => new(this, outboxId);

    private async Task TellAsync(string outboxId)
    {
        try
        {
            await database.WriteAsync<object?>(
                transaction =>
                {
                    events.Append(transaction, Progressed, [outboxId]);
                    return null;
                },
                CancellationToken.None);
        }
        catch (StorageException)
        {
            // The message itself needs the disk next, and says so better.
        }
    }

    internal sealed class Listener(Uploads uploads, string outboxId) : IProgress<UploadProgress>, IAsyncDisposable
    {
        private readonly Lock _gate = new();
        private Task _telling = Task.CompletedTask;
        private DateTimeOffset _told = DateTimeOffset.MinValue;
        private bool _ended;
        private long _most;

        /// <summary>The most bytes that were ever given, as reported.</summary>
        public long Most => Interlocked.Read(ref _most);

        public void Report(UploadProgress value)
        {
            if (value.Total <= 0)
                return;
            lock (_gate)
            {
                if (_ended)
                    return;
                var done = Math.Clamp(value.Done, 0, value.Total);
                _most = Math.Max(_most, done);
                uploads._now[outboxId] = value with { Done = done };
                var now = uploads.Now;
                if (!_telling.IsCompleted || now - _told < Between)
                    return;
                _told = now;
                // Not on the thread that gives the bytes.
                _telling = Task.Run(() => uploads.TellAsync(outboxId));
            }
        }

        public async ValueTask DisposeAsync()
        {
            lock (_gate)
                _ended = true;
            uploads._now.TryRemove(outboxId, out _);
            await _telling;
        }
    }

    private DateTimeOffset Now => time.GetUtcNow();
}
