using Assistant.Protocol.Services;

namespace Assistant.Host.Security;

/// <summary>What can be done to a record. Each needs one scope.</summary>
internal enum PolicyAction
{
    See,
    Write,
    Propose,
    Decide,
    Approve,
    Administer,
}

internal static class PolicyActions
{
    public static string Scope(this PolicyAction action) => action switch
    {
        PolicyAction.See => Scopes.Read,
        PolicyAction.Write => Scopes.Draft,
        PolicyAction.Propose => Scopes.Propose,
        PolicyAction.Decide => Scopes.Decide,
        PolicyAction.Approve => Scopes.Approve,
        _ => Scopes.Admin,
    };
}
