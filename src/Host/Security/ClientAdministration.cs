using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Storage.Events;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Security;

/// <summary>Gives keys and takes them back, each with its record and its event.</summary>
internal sealed class ClientAdministration(ClientKeys keys, Pairings pairings, LiveClients live, Database database, EventLog events, Policy policy, AuditLog audit)
{
    public Policy Policy => policy;

    public Pairings Pairings => pairings;

    public List<ClientKey> List() => keys.List();

    public int ConnectionsOf(string clientId) => live.CountOf(clientId);

    /// <exception cref="RpcException">Invalid; NotAuthorised for a scope that the caller has not.</exception>
    public (ClientKey Key, string Text) Create(Principal by, string name, IReadOnlyList<string> scopes)
    {
        ClientRules.RequireName(name);
        var asked = ClientRules.Scopes(scopes);
        ClientRules.RequireHeld(policy, by, asked, "client.create");
        return database.Write(transaction =>
        {
            var made = keys.Create(transaction, name, asked, origin: null);
            audit.Append(transaction, Record(by, "client.create", made.Key.Stamp.Id, $"done: {asked}"));
            events.Append(transaction, Pairings.Changed, [made.Key.Stamp.Id]);
            return made;
        });
    }

    /// <returns>How many connections were ended.</returns>
    /// <exception cref="RpcException">NotFound; WrongState for the last client that may administer, after whose end nobody could ever make another.</exception>
    public int Revoke(Caller asking, string id)
    {
        var by = asking.Principal;
        database.Write(transaction =>
        {
            var all = keys.List(transaction);
            if (!all.Exists(key => key.Stamp.Id == id))
                throw RpcException.NotFound("client", id);
            if (all.TrueForAll(key => key.Stamp.Id == id || !key.Scopes.Contains(Scopes.Admin)))
                throw new RpcException(RpcErrorCode.WrongState, "This is the last client that may administer: without it nobody could let another in. Make another first, then revoke this one.");
            keys.Revoke(transaction, id);
            audit.Append(transaction, Record(by, "client.revoke", id, "done"));
            events.Append(transaction, Pairings.Changed, [id]);
        });
        pairings.Withdraw(id);
        return live.CloseOf(id, asking);
    }

    private static AuditRecord Record(Principal by, string action, string id, string outcome) => new(by.Person, by.Client, action, "client", id, outcome);
}
