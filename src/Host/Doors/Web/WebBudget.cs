namespace Assistant.Host.Doors.Web;

/// <summary>What clients have under way through the door, so that none of them takes what the others need. Strangers are not counted here: they get nothing.</summary>
internal sealed class WebBudget(TimeProvider time)
{
    private readonly Lock _gate = new();

    // As many as there are keys: only who holds one gets here.
    private readonly Dictionary<string, Spent> _clients = [];
    private int _posts;
    private int _sockets;

    /// <summary>WebSockets that stand.</summary>
    public int Sockets
    {
        get
        {
            lock (_gate)
                return _sockets;
        }
    }

    /// <summary>A call by POST; null where it may run, and <see cref="EndPost"/> is then owed.</summary>
    public WebRefusal? BeginPost(string client)
    {
        lock (_gate)
        {
            var spent = Of(client);
            if (spent.Posts >= WebLimits.PostsPerClient || !spent.Allowance.Try())
                return WebRefusal.TooMany;
            if (_posts >= WebLimits.Posts)
                return WebRefusal.Busy;
            spent.Posts++;
            _posts++;
            return null;
        }
    }

    public void EndPost(string client)
    {
        lock (_gate)
        {
            _posts--;
            Of(client).Posts--;
        }
    }

    /// <summary>The same for a WebSocket.</summary>
    public WebRefusal? BeginSocket(string client)
    {
        lock (_gate)
        {
            var spent = Of(client);
            if (spent.Sockets >= WebLimits.UpgradedPerClient)
                return WebRefusal.TooMany;
            if (_sockets >= WebLimits.Upgraded)
                return WebRefusal.Busy;
            spent.Sockets++;
            _sockets++;
            return null;
        }
    }

    public void EndSocket(string client)
    {
        lock (_gate)
        {
            _sockets--;
            Of(client).Sockets--;
        }
    }

    private Spent Of(string client) => _clients.TryGetValue(client, out var spent)
        ? spent
        : _clients[client] = new Spent(new WebAllowance(WebLimits.PostBurst, WebLimits.PostsPerSecond, time));

    private sealed class Spent(WebAllowance allowance)
    {
        public WebAllowance Allowance { get; } = allowance;

        public int Posts { get; set; }

        public int Sockets { get; set; }
    }
}
