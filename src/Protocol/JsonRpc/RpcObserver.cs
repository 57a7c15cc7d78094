namespace Assistant.Protocol.JsonRpc;

/// <summary>What a session tells its owner, for logs and audits. Called on the session's own threads, so it returns quickly and does not throw. Never sees parameters or results.</summary>
public abstract class RpcObserver
{
    /// <summary>A call from the other side is over.</summary>
    /// <param name="method">The method called.</param>
    /// <param name="outcome"><see cref="RpcErrorCode.None"/> where it succeeded.</param>
    /// <param name="duration">From the arrival of the call to the writing of its answer.</param>
    public virtual void Called(RpcMethod method, RpcErrorCode outcome, TimeSpan duration)
    {
    }

    /// <summary>A call was turned away before it ran, by the authorisation hook or for its parameters.</summary>
    public virtual void Refused(RpcMethod method, RpcErrorCode reason)
    {
    }

    /// <summary>A handler threw what may not cross the wire; the caller was told <paramref name="correlationId"/>.</summary>
    public virtual void Failed(string method, string correlationId, Exception exception)
    {
    }

    /// <summary>The peer sent what is no message or broke a limit.</summary>
    public virtual void Rejected(RpcErrorCode reason, string message)
    {
    }

    /// <summary>A response or a progress value for a call that is not, or no longer, waiting.</summary>
    public virtual void Strayed()
    {
    }

    /// <summary>The connection is over.</summary>
    /// <param name="reason">One sentence.</param>
    /// <param name="exception">What the transport threw, where that was the cause.</param>
    public virtual void Ended(string reason, Exception? exception)
    {
    }
}
