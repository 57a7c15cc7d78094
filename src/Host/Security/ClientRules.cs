using Assistant.Protocol.JsonRpc;
using ScopeNames = Assistant.Protocol.Services.Scopes;

namespace Assistant.Host.Security;

/// <summary>What a client may be called, and which scopes one may be given.</summary>
internal static class ClientRules
{
    // Shown in lists and in the question before a yes; a name is short.
    private const int LongestName = 100;

    public static void RequireName(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl))
            throw RpcException.Invalid("$.name", $"A name has 1 to {LongestName} characters and none of them is a control character.", "Give another name.");
    }

    /// <exception cref="RpcException">Invalid: none, or a word that is no scope.</exception>
    public static ScopeSet Scopes(IReadOnlyList<string> names)
    {
        if (names.Count == 0)
            throw RpcException.Invalid("$.scopes", "At least one scope is needed.", $"Use {string.Join(", ", ScopeNames.All)}.");
        for (var index = 0; index < names.Count; index++)
        {
            if (!ScopeNames.All.Contains(names[index]))
                throw RpcException.Invalid($"$.scopes[{index}]", "is no scope", $"Use {string.Join(", ", ScopeNames.All)}.");
        }

        return ScopeSet.Of(names);
    }

    /// <summary>Nobody hands on what they were not given.</summary>
    /// <exception cref="RpcException">NotAuthorised, audited, naming the first scope that the caller has not.</exception>
    public static void RequireHeld(Policy policy, Principal by, ScopeSet scopes, string action)
    {
        foreach (var scope in scopes.ToList())
            policy.RequireScope(by, scope, action);
    }
}
