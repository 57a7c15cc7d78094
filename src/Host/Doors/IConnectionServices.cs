using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Doors;

/// <summary>What a connection is served with. The composed host implements it; a door knows nothing behind it.</summary>
internal interface IConnectionServices
{
    /// <summary>Who a connection through this door is, before it has said anything.</summary>
    /// <param name="door">The door, which has checked what it checks.</param>
    /// <param name="origin">The web page's origin, as the door verified it; null where there is none.</param>
    /// <param name="clientKey">The key it came with; the web door lets nobody in without one, the others take it with <c>initialize</c>.</param>
    /// <returns>Null where the key is missing, unknown, revoked, or bound to another origin; that refusal is audited here.</returns>
    Caller? Admit(DoorKind door, string? origin = null, string? clientKey = null);

    /// <summary>Pages on their way in.</summary>
    Pairings Pairings { get; }

    /// <summary>The connections that stand, by the key they hold. Every door's are entered here.</summary>
    LiveClients Clients { get; }

    /// <summary>The first words of one connection, which <see cref="For"/> serves too.</summary>
    ISession Session(Caller caller);

    /// <summary>The methods of one connection.</summary>
    /// <param name="caller">Whose calls they answer.</param>
    /// <param name="session">The connection itself: the way to call the client, and when it ends.</param>
    RpcDispatcher For(Caller caller, RpcSession session);

    /// <summary>Why this caller may not call this method; null where it may. A refusal is audited here.</summary>
    RpcException? Refuse(Caller caller, RpcMethod method);

    /// <summary>A method that a plugin contributes; null where nobody does.</summary>
    RpcBinding? Resolve(Caller caller, string method);
}
