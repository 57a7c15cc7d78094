using Assistant.Protocol.Services;

namespace Assistant.Host.Storage.Events;

/// <summary>
/// What changed, written with the change itself and told to subscribers only once both are durable, in order of <c>seq</c>.
/// </summary>
internal sealed class EventLog(Database database, TimeProvider time)
{
    /// <summary>How far back a client can resume; a day or two of a busy desk.</summary>
    public const int Kept = 10_000;

    // Deleting one old row per new one would double the work of every change.
    private const int PruneEvery = 100;

    private readonly Lock _gate = new();
    private EventSubscription[] _subscriptions = [];

    public void Append(WriteTransaction transaction, string name, IReadOnlyList<string> ids, long? revision = null)
    {
        var seq = transaction.First(
            "INSERT INTO event(name, ids, revision, time) VALUES(@name, @ids, @revision, @time) RETURNING seq", static row => row.Long(0),
            ("@name", name), ("@ids", string.Join('\n', ids)), ("@revision", revision), ("@time", time.GetUtcNow()));
        if (seq % PruneEvery == 0)
            transaction.Execute("DELETE FROM event WHERE seq <= @last", ("@last", seq - Kept));
        var told = new HostEvent { Seq = seq, Name = name, Ids = ids, Revision = revision };
        transaction.OnCommitted(() => Tell(told));
    }

    /// <summary>The newest <c>seq</c>; 0 when nothing happened yet.</summary>
    public long Newest() => database.Read(Newest);

    /// <summary>
    /// What happened after <paramref name="seq"/>, oldest first; null when that reaches further back than what is kept, or ahead of what happened
    /// (the database was restored): the client must read its lists anew.
    /// </summary>
    public List<HostEvent>? After(long seq) => database.Read(connection => After(connection, seq));

    /// <summary>
    /// Subscribes to <paramref name="names"/> (null is all) and, with <paramref name="after"/>, catches up; nothing between is missed or told twice.
    /// </summary>
    public EventSubscription Subscribe(IReadOnlyCollection<string>? names, long? after)
    {
        var subscription = new EventSubscription(names, Remove);
        lock (_gate)
            _subscriptions = [.. _subscriptions, subscription];
        database.Read<object?>(connection =>
        {
            var missed = after is { } seq ? After(connection, seq) : [];
            subscription.Begin(Newest(connection), missed);
            return null;
        });
        return subscription;
    }

    private static long Newest(ReadConnection connection) => connection.Number("SELECT max(seq) FROM event") ?? 0;

    private static List<HostEvent>? After(ReadConnection connection, long seq)
    {
        var newest = Newest(connection);
        var oldest = connection.Number("SELECT min(seq) FROM event") ?? 1;
        if (seq > newest || seq < oldest - 1)
            return null;
        return connection.Query(
            "SELECT seq, name, ids, revision FROM event WHERE seq > @seq ORDER BY seq",
            static row => new HostEvent { Seq = row.Long(0), Name = row.Text(1), Ids = Ids(row.Text(2)), Revision = row.LongOrNull(3) },
            ("@seq", seq));
    }

    private static string[] Ids(string joined) => joined.Length == 0 ? [] : joined.Split('\n');

    // Runs while no other write can begin, so that subscribers hear in order.
    private void Tell(HostEvent told)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
            subscription.Offer(told);
    }

    private void Remove(EventSubscription subscription)
    {
        lock (_gate)
            _subscriptions = Array.FindAll(_subscriptions, each => each != subscription);
    }
}
