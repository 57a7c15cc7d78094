using Assistant.Protocol.Services;

namespace Assistant.Host.Security;

/// <summary>The ways into the host.</summary>
internal enum DoorKind
{
    /// <summary>A bridge on standard input and output (editors).</summary>
    Stdio,

    /// <summary>The Unix socket or named pipe (scripts, the command line).</summary>
    Socket,

    /// <summary>HTTPS and WebSocket on localhost (the dashboard, the Outlook pane).</summary>
    Web,

    /// <summary>Tools of AI agents.</summary>
    Mcp,

    /// <summary>A plugin that calls the host.</summary>
    Plugin,
}

/// <summary>What each door grants to a connection without a client key. None grants decide, approve or admin: every program of the user can open the socket.</summary>
internal static class DoorScopes
{
    private static readonly ScopeSet Local = ScopeSet.Of(Scopes.Read, Scopes.Draft, Scopes.Propose);

    public static ScopeSet Of(DoorKind door) => door switch
    {
        DoorKind.Stdio or DoorKind.Socket or DoorKind.Mcp or DoorKind.Plugin => Local,
        _ => ScopeSet.None,
    };

    /// <summary>The most that even a client key can raise a connection to. Agents and plugins never approve, decide or administer.</summary>
    public static ScopeSet Ceiling(DoorKind door) => door is DoorKind.Mcp or DoorKind.Plugin ? Local : ScopeSet.All;
}
