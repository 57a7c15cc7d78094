namespace Assistant.Host.Security;

/// <summary>Which connections hold which key at this moment, whatever door they came through.</summary>
internal sealed class LiveClients(TimeProvider time)
{
    private const string Revoked = "The client key was revoked.";

    // A client that ends its own key is told so before its connection goes: an answer leaves in far less, and a second is promised.
    private static readonly TimeSpan LastAnswer = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly HashSet<Entry> _entries = [];

    /// <summary>Keeps a connection in mind until the result is disposed of.</summary>
    /// <param name="caller">Whose it is; what it holds may change while it stands.</param>
    /// <param name="close">Ends the connection without another word to its peer, and returns at once.</param>
    public IDisposable Add(Caller caller, Action<string> close)
    {
        var entry = new Entry(this, caller, close);
        lock (_gate)
            _entries.Add(entry);
        // A key that was revoked on the way here was looked for before this connection could be found.
        if (caller.IsRevoked)
            close(Revoked);
        return entry;
    }

    public int CountOf(string clientId)
    {
        lock (_gate)
            return _entries.Count(entry => entry.Caller.Principal.Client == clientId);
    }

    /// <summary>Ends every connection that holds this client's key; how many there were.</summary>
    /// <param name="clientId">Whose key it was.</param>
    /// <param name="asking">The caller that waits for the answer: its connection is ended a moment later.</param>
    public int CloseOf(string clientId, Caller? asking = null)
    {
        Entry[] held;
        lock (_gate)
            held = [.. _entries.Where(entry => entry.Caller.Principal.Client == clientId)];
        foreach (var entry in held)
        {
            if (entry.Caller == asking)
                _ = CloseSoonAsync(entry);
            else
                entry.Close(Revoked);
        }

        return held.Length;
    }

    /// <summary>Ends every connection that came through this door.</summary>
    public void CloseThrough(DoorKind door)
    {
        Entry[] held;
        lock (_gate)
            held = [.. _entries.Where(entry => entry.Caller.Principal.Door == door)];
        foreach (var entry in held)
            entry.Close("The door was closed.");
    }

    private async Task CloseSoonAsync(Entry entry)
    {
        await Task.Delay(LastAnswer, time);
        entry.Close(Revoked);
    }

    private sealed class Entry(LiveClients clients, Caller caller, Action<string> close) : IDisposable
    {
        public Caller Caller => caller;

        public Action<string> Close => close;

        public void Dispose()
        {
            lock (clients._gate)
                clients._entries.Remove(this);
        }
    }
}
