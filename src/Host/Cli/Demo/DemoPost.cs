using Assistant.Host.Cli.Connection;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Demo;

/// <summary>The post office delivers a moment after it took a letter in, and tells nobody: its mailboxes are looked at until what is due is there.</summary>
internal sealed class DemoPost(TimeProvider time)
{
    /// <summary>Delivery is a file renamed; past this something is wrong, and the check shows what is there.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(40);

    /// <summary>True once every letter has reached its mailbox, and the absent one's answer and the report about the missing one ours.</summary>
    public async Task<bool> DeliveredAsync(HostConnection host, IReadOnlyCollection<TrackingRow> rows, CancellationToken cancel)
    {
        var written = rows.Where(row => row.State != TrackingState.Failed).Select(row => row.Address).ToHashSet();
        var ours = (written.Contains(DemoSeed.Absent.Address) ? 1 : 0) + (written.Contains(DemoSeed.Missing.Address) ? 1 : 0);
        var begun = time.GetTimestamp();
        while (time.GetElapsedTime(begun) < Patience)
        {
            var mailboxes = (await host.PostOffice.ListAsync(new(), cancel)).Mailboxes.ToDictionary(mailbox => mailbox.Address, mailbox => mailbox.Messages);
            var reached = DemoSeed.Reachable.Where(person => written.Contains(person.Address)).All(person => mailboxes.GetValueOrDefault(person.Address) > 0);
            if (reached && mailboxes.GetValueOrDefault(DemoSeed.OwnAddress) >= ours)
                return true;
            await Task.Delay(Interval, time, cancel);
        }

        return false;
    }
}
