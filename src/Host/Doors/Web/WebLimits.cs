using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.JsonRpc.Transports;

namespace Assistant.Host.Doors.Web;

/// <summary>The bounds of the web door. Over one of them the peer gets a status that says so, or its connection is closed; memory stays flat.</summary>
internal static class WebLimits
{
    /// <summary>Connections that stand at once. A browser opens six; over this the one longest without a valid key makes room, so that strangers keep nobody out.</summary>
    public const int Connections = 256;

    /// <summary>Connections of one client: ten browsers' worth.</summary>
    public const int ConnectionsPerClient = 64;

    /// <summary>WebSockets that stand at once, for all clients: each may hold a message and a queue.</summary>
    public const int Upgraded = 64;

    /// <summary>WebSockets of one client: a page in a few tabs.</summary>
    public const int UpgradedPerClient = 16;

    /// <summary>Calls by POST that run at once, for all clients.</summary>
    public const int Posts = 64;

    /// <summary>Calls by POST of one client that run at once: a browser sends six, a script with some workers a few more.</summary>
    public const int PostsPerClient = 16;

    /// <summary>Calls by POST of one client in a row without a pause, and what is given back in a second: more than a person's page or an honest script makes.</summary>
    public const int PostBurst = 2_000;

    public const int PostsPerSecond = 1_000;

    /// <summary>Bytes of the first line of a request; ours have fewer than 100.</summary>
    public const int RequestLineBytes = 4 * 1024;

    /// <summary>Bytes of all headers. Cookies do not know ports, so those of other programs on localhost come along unasked.</summary>
    public const int HeaderBytes = 16 * 1024;

    public const int HeaderCount = 64;

    /// <summary>Bytes of a call by POST; of a WebSocket's message as well, which Kestrel does not bound (<see cref="RpcLimits.FrameBytes"/>).</summary>
    public const int BodyBytes = RpcLimits.FrameBytes;

    /// <summary>What is taken in of a WebSocket: a screenful of calls at once, and then as much a second as a file is uploaded at by someone who watches it.</summary>
    public static readonly ReadPace Pace = new(512 * 1024, 16 * 1024 * 1024);

    /// <summary>Bytes of a request to be paired: a name, scopes, a code.</summary>
    public const int PairingBytes = 4 * 1024;

    /// <summary>Bytes that Kestrel reads ahead, or keeps for a client that does not read, of one connection.</summary>
    public const int BufferBytes = 64 * 1024;

    /// <summary>Slower bodies and readers than this, after the grace, are cut off (bytes a second).</summary>
    public const double SlowestBytesPerSecond = 240;

    /// <summary>How many seconds a TLS handshake may take.</summary>
    public static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long the headers of a request may take, from its first byte.</summary>
    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(5);

    /// <summary>How long a body may take as a whole, however steadily it drips.</summary>
    public static readonly TimeSpan BodyTimeout = RpcLimits.FrameTimeout;

    /// <summary>How long slowness is forgiven.</summary>
    public static readonly TimeSpan SlownessGrace = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may rest between two requests.</summary>
    public static readonly TimeSpan RestTimeout = TimeSpan.FromSeconds(60);

    /// <summary>How long a call by POST may run; what takes longer is asked for over a WebSocket.</summary>
    public static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(100);

    /// <summary>How often a WebSocket is asked whether it still lives; it may take as long again to say so.</summary>
    public static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(30);

    /// <summary>How long a WebSocket that broke the rules stands unread before it is closed: whoever misuses the door at once again pays for it, and not those beside it.</summary>
    public static readonly TimeSpan Penalty = TimeSpan.FromSeconds(1);

    /// <summary>How long a door that closes waits for what is under way.</summary>
    public static readonly TimeSpan ClosingTimeout = TimeSpan.FromSeconds(2);
}
