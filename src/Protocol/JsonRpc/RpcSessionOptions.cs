namespace Assistant.Protocol.JsonRpc;

/// <summary>How a session behaves; the defaults suit a trusted peer on the same machine.</summary>
public sealed class RpcSessionOptions
{
    /// <summary>Asked for every call before its parameters are looked at, on the read loop: a refusal, or null to let it pass. By default everything passes.</summary>
    public Func<RpcMethod, RpcException?>? Authorize { get; init; }

    /// <summary>Asked, on the read loop, for a method that the session's dispatcher lacks: the method bound, as of a plugin that was activated since, or null.</summary>
    public Func<string, RpcBinding?>? Resolve { get; init; }

    /// <summary>What an exception of a handler means on the wire, or null where it must stay inside and be answered as an internal error.</summary>
    public Func<Exception, RpcException?>? Translate { get; init; }

    public RpcObserver? Observer { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long the peer may take to its first message, as in <see cref="RpcLimits.HandshakeTimeout"/>. None by default.</summary>
    public TimeSpan? HandshakeTimeout { get; init; }

    /// <summary>How long a connection may rest without messages and without calls in either direction. None by default: editors rest for hours.</summary>
    public TimeSpan? IdleTimeout { get; init; }

    /// <summary>How long calls may go on when the peer has closed its sending side: what a script pipes in is answered although its input is at its end.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
