using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Records.Proposals;

/// <summary>
/// What accepting one kind of proposal does. Called inside the transaction that changes the proposal's state: the record and the proposal
/// change together or not at all.
/// </summary>
internal interface IProposalKind
{
    /// <summary>For example <c>followUp.set</c>.</summary>
    string Name { get; }

    /// <summary>What is wrong with it, with paths below <c>$</c>; empty where it can be proposed.</summary>
    IReadOnlyList<RpcProblem> Check(ReadConnection connection, ProposedChange change);

    /// <summary>What the record is like that the change was thought for. Where it differs at the acceptance, the record has moved on.</summary>
    string Basis(ReadConnection connection, ProposedChange change);

    /// <summary>Makes the change; all that <see cref="Undo"/> needs to take back this and nothing else.</summary>
    string Apply(WriteTransaction transaction, ProposedChange change);

    /// <summary>Takes back what <see cref="Apply"/> did.</summary>
    /// <exception cref="RpcException">Conflict: the record was changed again since.</exception>
    void Undo(WriteTransaction transaction, ProposedChange change, string undo);
}
