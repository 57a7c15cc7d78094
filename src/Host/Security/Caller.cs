using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Security;

/// <summary>
/// Who is at the other end of one connection. It begins with what its door grants; one <c>initialize</c> may present a client key,
/// which raises it, and may narrow it. Nothing raises it after that.
/// </summary>
internal sealed class Caller
{
    private readonly ClientKeys _keys;
    private readonly AuditLog _audit;
    private readonly string? _origin;
    private int _initialized;
    private volatile Principal _principal;

    /// <param name="desk">Whose host it is.</param>
    /// <param name="door">The door it came through, which has already checked what it checks.</param>
    /// <param name="origin">The web page's origin, as the door verified it; null where there is none.</param>
    /// <param name="keys">The client keys it may present.</param>
    /// <param name="audit">Where a wrong key is noted.</param>
    /// <param name="client">Who it is where the door knows, as it does of a plugin; else the door's name stands for it.</param>
    public Caller(Desk desk, DoorKind door, string? origin, ClientKeys keys, AuditLog audit, string? client = null)
    {
        _keys = keys;
        _audit = audit;
        _origin = origin;
        var name = client ?? door.ToString().ToLowerInvariant();
        _principal = new Principal(desk.Person, desk.Space, PersonRole.Owner, name, name, door, DoorScopes.Of(door));
    }

    public Principal Principal => _principal;

    /// <param name="clientName">What the client calls itself.</param>
    /// <param name="clientKey">A key's text; null presents none.</param>
    /// <param name="scopes">The scopes to keep; null keeps all.</param>
    /// <exception cref="RpcException">The key is not valid here, or the connection was initialized before.</exception>
    public void Initialize(string clientName, string? clientKey, IReadOnlyList<string>? scopes)
    {
        if (Interlocked.Exchange(ref _initialized, 1) != 0)
            throw new RpcException(RpcErrorCode.InvalidRequest, "This connection was initialized before; open another to change what it may do.");
        var principal = _principal with { ClientName = clientName };
        if (clientKey is not null)
        {
            var key = _keys.Find(clientKey, _origin) ?? throw RefuseKey(principal);
            principal = principal with { Client = key.Stamp.Id, Scopes = principal.Scopes.Or(key.Scopes).And(DoorScopes.Ceiling(principal.Door)) };
        }

        _principal = scopes is null ? principal : principal with { Scopes = principal.Scopes.And(ScopeSet.Of(scopes)) };
    }

    private RpcException RefuseKey(Principal principal)
    {
        _audit.Append(new AuditRecord(principal.Person, principal.Client, "client.initialize", "", "", "refused: client key"));
        return new RpcException(
            RpcErrorCode.NotAuthorised,
            "The client key is not valid here: it is unknown, revoked, or bound to another origin.",
            new RpcNotAuthorisedData { Remedy = "Run `assistant setup`, or pair this client again." });
    }
}
