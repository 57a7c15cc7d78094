using Assistant.Host.Storage;
using Assistant.Host.Storage.Events;

namespace Assistant.Host.Tests.Storage;

public sealed class EventLogTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Database _database;
    private readonly EventLog _log;

    public EventLogTests()
    {
        _database = _folder.OpenHost();
        _log = new EventLog(_database, TimeProvider.System);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void After_Seq_GivesWhatCameSince()
    {
        Append("a", "b");

        var only = Assert.Single(_log.After(1)!);
        Assert.Equal((2, "b", 3L), (only.Seq, only.Name, only.Revision));
        Assert.Equal(["x", "y"], only.Ids);
        Assert.Empty(_log.After(2)!);
    }

    [Fact]
    public void After_SeqAheadOfTheLog_AsksForResync()
    {
        Append("a");

        Assert.Null(_log.After(5));
    }

    [Fact]
    public void After_OlderThanKept_AsksForResync()
    {
        _database.Write(t =>
        {
            for (var n = 0; n < EventLog.Kept + 200; n++)
                _log.Append(t, "a", []);
        });

        Assert.Null(_log.After(10));
        Assert.Equal(EventLog.Kept, _log.After(200)!.Count);
    }

    [Fact]
    public async Task Subscribe_WithAfter_CatchesUpThenFollows()
    {
        Append("a", "b", "c");
        using var subscription = _log.Subscribe(null, after: 1);
        Append("d");

        Assert.Equal(["b", "c", "d"], await Take(subscription, 3));
        Assert.False(subscription.Resync);
        Assert.Equal(3, subscription.Seq);
    }

    [Fact]
    public async Task Subscribe_Names_HearsOnlyThose()
    {
        using var subscription = _log.Subscribe(["b"], after: null);
        Append("a", "b");

        Assert.Equal(["b"], await Take(subscription, 1));
    }

    [Fact]
    public async Task Append_RolledBack_IsNeverTold()
    {
        using var subscription = _log.Subscribe(null, null);
        Assert.Throws<InvalidTimeZoneException>(() => _database.Write(t =>
        {
            _log.Append(t, "lost", []);
            throw new InvalidTimeZoneException();
        }));
        Append("kept");

        Assert.Equal(["kept"], await Take(subscription, 1));
    }

    [Fact]
    public async Task Append_SubscriberDoesNotRead_IsCutOffAndOthersGoOn()
    {
        using var lazy = _log.Subscribe(null, null);
        using var other = _log.Subscribe(["last"], null);
        _database.Write(t =>
        {
            for (var n = 0; n <= EventSubscription.Bound; n++)
                _log.Append(t, "a", []);
        });
        Append("last");

        Assert.True(lazy.FellBehind);
        Assert.Equal(["last"], await Take(other, 1));
        var heard = 0;
        await foreach (var _ in lazy.ReadAllAsync(CancellationToken.None))
            heard++;
        Assert.Equal(EventSubscription.Bound, heard);
    }

    private static async Task<List<string>> Take(EventSubscription subscription, int count)
    {
        var names = new List<string>();
        await foreach (var each in subscription.ReadAllAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token))
        {
            names.Add(each.Name);
            if (names.Count == count)
                break;
        }

        return names;
    }

    private void Append(params string[] names)
    {
        foreach (var name in names)
            _database.Write(t => _log.Append(t, name, ["x", "y"], 3));
    }
}
