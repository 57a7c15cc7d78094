using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Security;

/// <summary>
/// Who is at the other end of one connection. It begins with what its door grants, or with the key that its door demands; one <c>initialize</c> may
/// present a client key where the door demanded none, which raises it, and may narrow it. Nothing raises it after that, and a revoked key takes everything.
/// </summary>
internal sealed class Caller
{
    private readonly ClientKeys _keys;
    private readonly AuditLog _audit;
    private readonly string? _origin;
    private int _initialized;
    private volatile string? _key;
    private volatile Principal _principal;

    /// <param name="desk">Whose host it is.</param>
    /// <param name="door">The door it came through, which has already checked what it checks.</param>
    /// <param name="origin">The web page's origin, as the door verified it; null where there is none.</param>
    /// <param name="keys">The client keys it may present.</param>
    /// <param name="audit">Where a wrong key is noted.</param>
    /// <param name="client">Who it is where the door knows, as it does of a plugin; else the door's name stands for it.</param>
    /// <param name="key">The key it came with, where the door demands one.</param>
    public Caller(Desk desk, DoorKind door, string? origin, ClientKeys keys, AuditLog audit, string? client = null, ClientKey? key = null)
    {
        _keys = keys;
        _audit = audit;
        _origin = origin;
        _key = key?.Stamp.Id;
        var name = client ?? door.ToString().ToLowerInvariant();
        var scopes = key is null ? DoorScopes.Of(door) : key.Scopes.And(DoorScopes.Ceiling(door));
        _principal = new Principal(desk.Person, desk.Space, PersonRole.Owner, _key ?? name, key?.Name ?? name, door, scopes);
    }

    /// <summary>Without any scope once its key was revoked.</summary>
    public Principal Principal => IsRevoked ? _principal with { Scopes = ScopeSet.None } : _principal;

    /// <summary>Whether it holds a key that was revoked: its connection is to end.</summary>
    public bool IsRevoked => _key is { } key && _keys.IsRevoked(key);

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
            if (_key is { } held)
            {
                if (held != key.Stamp.Id)
                    throw RefuseKey(principal);
            }
            else
                principal = principal with { Client = key.Stamp.Id, Scopes = principal.Scopes.Or(key.Scopes).And(DoorScopes.Ceiling(principal.Door)) };
            _key = key.Stamp.Id;
        }

        _principal = scopes is null ? principal : principal with { Scopes = principal.Scopes.And(ScopeSet.Of(scopes)) };
        // It was revoked between the look and this line, and those who close its connections did not find this one.
        if (IsRevoked)
            throw RefuseKey(principal);
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
