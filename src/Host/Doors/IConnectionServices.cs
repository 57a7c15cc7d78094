using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Doors;

/// <summary>What a connection is served with. The composed host implements it; a door knows nothing behind it.</summary>
internal interface IConnectionServices
{
    /// <summary>Who a connection through this door is, before it has said anything.</summary>
    Caller Admit(DoorKind door);

    /// <summary>The methods of one connection.</summary>
    /// <param name="caller">Whose calls they answer.</param>
    /// <param name="session">The connection itself: the way to call the client, and when it ends.</param>
    RpcDispatcher For(Caller caller, RpcSession session);

    /// <summary>Why this caller may not call this method; null where it may. A refusal is audited here.</summary>
    RpcException? Refuse(Caller caller, RpcMethod method);

    /// <summary>A method that a plugin contributes; null where nobody does.</summary>
    RpcBinding? Resolve(Caller caller, string method);
}
