using Microsoft.AspNetCore.Connections;

namespace Assistant.Host.Doors.Web;

/// <summary>
/// The connections that stand, before TLS. Over the bound the oldest one that has shown no valid key makes room for a new one: a flood of strangers
/// pushes out strangers, and whoever is quick to show a key is let through it.
/// </summary>
internal sealed class WebSlots
{
    private readonly Lock _gate = new();
    private readonly LinkedList<WebSlot> _strangers = new();
    private readonly Dictionary<string, int> _clients = [];
    private int _count;

    /// <summary>The connection's place; disposed of when it is over.</summary>
    public WebSlot Enter(ConnectionContext connection)
    {
        var slot = new WebSlot(this, connection);
        WebSlot? leaving = null;
        lock (_gate)
        {
            if (++_count > WebLimits.Connections)
            {
                leaving = _strangers.First?.Value ?? slot;
                leaving.Node?.List?.Remove(leaving.Node);
            }

            if (leaving != slot)
                slot.Node = _strangers.AddLast(slot);
        }

        leaving?.Abort();
        return slot;
    }

    /// <summary>This connection brought a valid key. False where its client has too many already.</summary>
    public bool Know(WebSlot slot, string client)
    {
        lock (_gate)
        {
            if (slot.Client == client)
                return true;
            var held = _clients.GetValueOrDefault(client);
            if (held >= WebLimits.ConnectionsPerClient)
                return false;
            Release(slot);
            slot.Node?.List?.Remove(slot.Node);
            _clients[client] = held + 1;
            slot.Client = client;
            return true;
        }
    }

    public void Leave(WebSlot slot)
    {
        lock (_gate)
        {
            _count--;
            slot.Node?.List?.Remove(slot.Node);
            Release(slot);
        }
    }

    // A connection through which several clients speak counts for the last of them.
    private void Release(WebSlot slot)
    {
        if (slot.Client is { } client && --_clients[client] == 0)
            _clients.Remove(client);
    }
}

/// <summary>One connection's place among <see cref="WebSlots"/>; a feature of the connection, so that its requests find it.</summary>
internal sealed class WebSlot(WebSlots slots, ConnectionContext connection) : IDisposable
{
    public LinkedListNode<WebSlot>? Node { get; set; }

    public string? Client { get; set; }

    public bool Know(string client) => slots.Know(this, client);

    public void Abort() => connection.Abort(new ConnectionAbortedException("Too many connections stand."));

    public void Dispose() => slots.Leave(this);
}
