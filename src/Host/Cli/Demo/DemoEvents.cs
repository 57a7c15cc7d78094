using System.Threading.Channels;
using Assistant.Host.Cli.Connection;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Demo;

/// <summary>Waits for what the host tells, so that nothing is asked in a loop.</summary>
internal sealed class DemoEvents(TimeProvider time) : IEventSink
{
    /// <summary>Sending to a local post office takes milliseconds once the undo window is over; this long after it, it is stuck.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // Only that something happened is kept: what, is read from the host's own lists.
    private readonly Channel<bool> _happened = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public ValueTask EventAsync(HostEvent notification, CancellationToken cancel)
    {
        _happened.Writer.TryWrite(true);
        return default;
    }

    /// <summary>Ends when every message is final, and answers them.</summary>
    /// <exception cref="CliException">One is not, in time.</exception>
    public async Task<IReadOnlyList<OutboxItem>> FinalAsync(HostConnection host, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var last = (await Everything.OutboxAsync(host, cancel)).Select(item => item.NotBefore - time.GetUtcNow()).DefaultIfEmpty().Max();
        patience.CancelAfter(Patience + (last > TimeSpan.Zero ? last : TimeSpan.Zero));
        while (true)
        {
            var items = (await Everything.OutboxAsync(host, cancel)).Where(item => ids.Contains(item.Id)).ToList();
            if (items.All(IsFinal))
                return items;
            try
            {
                await _happened.Reader.ReadAsync(patience.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw new CliException(ExitCode.Failed, $"{items.Count(item => !IsFinal(item))} of {items.Count} messages did not leave in time.", $"{CommandLine.Program} outbox list shows where each stands.");
            }
        }
    }

    private static bool IsFinal(OutboxItem item) =>
        item.State is OutboxState.Sent or OutboxState.Refused or OutboxState.Cancelled or OutboxState.NeedsPerson or OutboxState.Quarantined;
}
