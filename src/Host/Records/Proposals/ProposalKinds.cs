using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Assistant.Host.Records.Proposals;

/// <summary>The kinds of proposals that can be made and accepted: the host's own, and those a plugin brings.</summary>
internal sealed class ProposalKinds(params IEnumerable<IProposalKind> kinds)
{
    private readonly ConcurrentDictionary<string, IProposalKind> _kinds = new(kinds.Select(static k => KeyValuePair.Create(k.Name, k)), StringComparer.Ordinal);

    public IEnumerable<string> Names => _kinds.Keys.Order(StringComparer.Ordinal);

    /// <summary>False where the name is taken: a plugin cannot replace a kind of the host or of another plugin.</summary>
    public bool TryAdd(IProposalKind kind) => _kinds.TryAdd(kind.Name, kind);

    public bool TryGet(string name, [NotNullWhen(true)] out IProposalKind? kind) => _kinds.TryGetValue(name, out kind);
}
