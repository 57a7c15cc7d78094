using Assistant.Host.Storage.Audit;
using Assistant.Protocol.JsonRpc;
using static Assistant.Host.Security.PolicyAction;

namespace Assistant.Host.Security;

/// <summary>
/// The one place that answers "may this principal do this to this record". Services ask before they act, outside a write; they decide nothing themselves.
/// </summary>
internal sealed class Policy(AuditLog audit, TimeProvider time)
{
    // A client that repeats a refused call writes to the disk each time; once a second tells the same story.
    private static readonly TimeSpan RepeatWindow = TimeSpan.FromSeconds(1);

    // Memory that a caller can fill with refusals of many kinds; forgetting costs at most a record more.
    private const int MostRemembered = 256;

    // What a person may do to a record, before scopes: by relation to it, then by role. A record that may not be seen does not exist for the caller.
    private static readonly (Relation Relation, PersonRole Role, PolicyAction[] Allowed)[] Matrix =
    [
        (Relation.Own, PersonRole.Owner, [See, Write, Propose, Decide, Approve, Administer]),
        (Relation.Own, PersonRole.Member, [See, Write, Propose, Decide, Approve]),
        (Relation.Shared, PersonRole.Owner, [See, Propose, Administer]),
        (Relation.Shared, PersonRole.Member, [See, Propose]),
        (Relation.Hidden, PersonRole.Owner, []),
        (Relation.Hidden, PersonRole.Member, []),
    ];

    private readonly Lock _gate = new();
    private readonly Dictionary<AuditRecord, long> _refusals = [];

    private enum Relation
    {
        Own,
        Shared,
        Hidden,
    }

    public static bool Allows(Principal principal, PolicyAction action, Resource resource) =>
        principal.Scopes.Contains(action.Scope()) && AllowedTo(principal, resource).Contains(action);

    /// <exception cref="RpcException">NotAuthorised; or NotFound, where the caller may not even know of the record.</exception>
    public void Require(Principal principal, PolicyAction action, Resource resource)
    {
        RequireScope(principal, action.Scope(), $"{resource.Kind}.{Word(action)}", resource.Kind, resource.Id);
        var allowed = AllowedTo(principal, resource);
        if (allowed.Contains(action))
            return;
        NoteRefusal(new AuditRecord(principal.Person, principal.Client, $"{resource.Kind}.{Word(action)}", resource.Kind, resource.Id, "refused: record"));
        throw allowed.Contains(See)
            ? new RpcException(RpcErrorCode.NotAuthorised, $"This {resource.Kind} belongs to someone else.", new RpcNotAuthorisedData { Remedy = "Ask its owner." })
            : RpcException.NotFound(resource.Kind, resource.Id);
    }

    /// <summary>For a method as a whole, before its parameters are read.</summary>
    /// <param name="principal">Who calls.</param>
    /// <param name="scope">What the method requires.</param>
    /// <param name="action">The method, as the audit log names it.</param>
    /// <exception cref="RpcException">NotAuthorised.</exception>
    public void RequireScope(Principal principal, string scope, string action) => RequireScope(principal, scope, action, "", "");

    /// <summary>Writes a refusal to the audit chain, the same one at most once a second.</summary>
    public void NoteRefusal(AuditRecord refusal)
    {
        lock (_gate)
        {
            if (_refusals.TryGetValue(refusal, out var last) && time.GetElapsedTime(last) < RepeatWindow)
                return;
            if (_refusals.Count >= MostRemembered)
                _refusals.Clear();
            _refusals[refusal] = time.GetTimestamp();
        }

        audit.Append(refusal);
    }

    private static ReadOnlySpan<PolicyAction> AllowedTo(Principal principal, Resource resource)
    {
        var relation = principal.Space != resource.Space ? Relation.Hidden
            : principal.Person == resource.Owner ? Relation.Own
            : resource.Visibility == Resource.ToSpace ? Relation.Shared
            : Relation.Hidden;
        foreach (var (each, role, allowed) in Matrix)
        {
            if (each == relation && role == principal.Role)
                return allowed;
        }

        return [];
    }

    private static string Word(PolicyAction action) => action.ToString().ToLowerInvariant();

    private void RequireScope(Principal principal, string scope, string action, string kind, string id)
    {
        if (principal.Scopes.Contains(scope))
            return;
        NoteRefusal(new AuditRecord(principal.Person, principal.Client, action, kind, id, $"refused: scope {scope}"));
        throw RpcException.NotAuthorised(scope);
    }
}
