using System.Threading.Channels;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>Waits until it is known what became of messages, by what the host tells, so that nothing is asked in a loop.</summary>
/// <param name="time">Tells how long there is left.</param>
/// <param name="patience">How long after the last undo window a message counts as stuck; null is never.</param>
internal sealed class SentWatch(TimeProvider time, TimeSpan? patience = null) : IEventSink
{
    public static readonly IReadOnlyList<string> Names = ["outbox.changed", "outbox.progress"];

    // Only that something happened is kept: what, is read from the host's own lists.
    private readonly Channel<bool> _happened = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>What is waited for now, for a person.</summary>
    public string Words { get; private set; } = "Sending";

    public ValueTask EventAsync(HostEvent notification, CancellationToken cancel)
    {
        _happened.Writer.TryWrite(true);
        return default;
    }

    /// <summary>Ends when every message is final or wants a person, and answers them. The connection has subscribed to <see cref="Names"/>.</summary>
    /// <exception cref="CliException">One is not, in time.</exception>
    public async Task<IReadOnlyList<OutboxItem>> FinalAsync(HostConnection host, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var items = await ReadAsync(host, ids, cancel);
        if (patience is { } longest && items.Select(item => item.NotBefore - time.GetUtcNow()).DefaultIfEmpty().Max() is var last)
            enough.CancelAfter(longest + (last > TimeSpan.Zero ? last : TimeSpan.Zero));
        while (!items.All(IsFinal))
        {
            try
            {
                await _happened.Reader.ReadAsync(enough.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                throw new CliException(ExitCode.Failed, $"{items.Count(item => !IsFinal(item))} of {items.Count} messages did not leave in time.", $"{CommandLine.Program} outbox list shows where each stands.");
            }

            items = await ReadAsync(host, ids, cancel);
        }

        return items;
    }

    private async Task<IReadOnlyList<OutboxItem>> ReadAsync(HostConnection host, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        var items = new List<OutboxItem>();
        foreach (var id in ids)
            items.Add((await host.Outbox.ShowAsync(new() { Id = id }, cancel)).Item);
        var open = items.Where(item => !IsFinal(item)).ToList();
        var count = items.Count == 1 ? "" : $" {items.Count - open.Count + 1} of {items.Count}";
        Words = $"Sending{count}" + (open.FirstOrDefault(item => item.Progress is not null) is { Progress: { } upload } ? $", {Shown.Percent(upload)}"
            : open is [{ State: OutboxState.Approved or OutboxState.Unknown, Reason: { } reason }, ..] ? $", {reason}" : "");
        return items;
    }

    private static bool IsFinal(OutboxItem item) =>
        item.State is OutboxState.Sent or OutboxState.Refused or OutboxState.Cancelled or OutboxState.NeedsPerson or OutboxState.Quarantined;
}
