using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Security;

/// <summary>What one connection may ask about clients and their keys.</summary>
internal sealed class ClientsService(ClientAdministration clients, Caller caller) : IClients
{
    public ValueTask<ClientListResponse> ListAsync(ClientListRequest request, CancellationToken cancel)
    {
        clients.Policy.RequireScope(caller.Principal, Scopes.Read, "client.list");
        return new(new ClientListResponse { Clients = [.. clients.List().Select(Shown)] });
    }

    public ValueTask<ClientCreateResponse> CreateAsync(ClientCreateRequest request, CancellationToken cancel)
    {
        clients.Policy.RequireScope(caller.Principal, Scopes.Admin, "client.create");
        var (key, text) = clients.Create(caller.Principal, request.Name, request.Scopes);
        return new(new ClientCreateResponse { Client = Shown(key), ClientKey = text });
    }

    public ValueTask<ClientRevokeResponse> RevokeAsync(ClientRevokeRequest request, CancellationToken cancel)
    {
        clients.Policy.RequireScope(caller.Principal, Scopes.Admin, "client.revoke");
        return new(new ClientRevokeResponse { Closed = clients.Revoke(caller, request.Id) });
    }

    public ValueTask<PairingListResponse> PairingsAsync(PairingListRequest request, CancellationToken cancel)
    {
        clients.Policy.RequireScope(caller.Principal, Scopes.Read, "client.pairings");
        return new(new PairingListResponse { Pairings = [.. clients.Pairings.Pending.Select(Shown)] });
    }

    public ValueTask<PairedClient> ConfirmAsync(PairingConfirmRequest request, CancellationToken cancel)
    {
        clients.Policy.RequireScope(caller.Principal, Scopes.Approve, "client.pair");
        ScopeSet? chosen = request.Scopes is { } scopes ? ClientRules.Scopes(scopes) : null;
        return new(Shown(clients.Pairings.Confirm(caller.Principal, request.Code, chosen)));
    }

    public ValueTask<Done> RefuseAsync(PairingRefuseRequest request, CancellationToken cancel)
    {
        clients.Policy.RequireScope(caller.Principal, Scopes.Approve, "client.pair");
        clients.Pairings.Refuse(caller.Principal, request.Code);
        return new(new Done());
    }

    public ValueTask<PairingAskResponse> AskAsync(PairingAskRequest request, CancellationToken cancel)
    {
        RequireProgram("client.ask");
        var ticket = clients.Pairings.Begin(request.Name, request.Scopes, origin: null);
        return new(new PairingAskResponse { Request = ticket.Request, Secret = ticket.Secret, Code = ticket.Code, Expires = ticket.Expires });
    }

    public ValueTask<PairingClaimResponse> ClaimAsync(PairingClaimRequest request, CancellationToken cancel)
    {
        RequireProgram("client.claim");
        var answer = clients.Pairings.Claim(request.Request, request.Secret, origin: null);
        return new(new PairingClaimResponse { State = answer.State, ClientKey = answer.ClientKey, ClientId = answer.ClientId, Scopes = answer.Scopes });
    }

    public ValueTask<PairingOfferResponse> OfferAsync(PairingOfferRequest request, CancellationToken cancel)
    {
        clients.Policy.RequireScope(caller.Principal, Scopes.Admin, "client.offer");
        var offer = clients.Pairings.Offer(caller.Principal, request.Name, request.Scopes);
        return new(new PairingOfferResponse { Url = $"{offer.Origin}/#code={offer.Code}", Expires = offer.Expires });
    }

    // A key without an origin is good for any program of the user: a page, an agent's tools and a plugin have none to ask for.
    private void RequireProgram(string action)
    {
        clients.Policy.RequireScope(caller.Principal, Scopes.Propose, action);
        if (caller.Principal.Door is not (DoorKind.Stdio or DoorKind.Socket))
            throw new RpcException(RpcErrorCode.NotAuthorised, "Only a program that came through the local socket asks this way.", new RpcNotAuthorisedData { Remedy = "A page asks at POST /pair." });
    }

    private static Pairing Shown(PendingPairing pending) =>
        new() { Code = pending.Code, Name = pending.Name, Origin = pending.Origin, Scopes = pending.Scopes.ToList(), Expires = pending.Expires };

    private PairedClient Shown(ClientKey key) => new()
    {
        Id = key.Stamp.Id,
        Name = key.Name,
        Scopes = key.Scopes.ToList(),
        Origin = key.Origin,
        Created = key.Stamp.Created,
        LastUsed = key.LastUsed,
        Connections = clients.ConnectionsOf(key.Stamp.Id),
        Current = key.Stamp.Id == caller.Principal.Client,
    };
}
