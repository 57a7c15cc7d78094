using System.Globalization;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Proposals;

/// <summary>
/// Makes proposals and decides on them, whoever has the record. A record of a plugin's is changed by the plugin first and the decision is recorded after it,
/// under a key that is the proposal and its revision: a host that ends in between leaves the proposal open, and the same decision does the same again, once.
/// </summary>
/// <param name="books">Where decisions are written.</param>
/// <param name="proposals">The proposals.</param>
/// <param name="target">The plugin that has records of a kind; null where they are the host's.</param>
internal sealed class ProposalDecisions(Books books, ProposalStore proposals, Func<string, CancellationToken, ValueTask<IProposalTarget?>> target) : IDisposable
{
    // Two decisions on one proposal would both ask its plugin; decisions are rare and short.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <param name="request">The change.</param>
    /// <param name="madeBy">As <see cref="Proposal.MadeBy"/> says.</param>
    /// <param name="noted">What is written in the same transaction.</param>
    /// <param name="cancel">Ends it before anything is written.</param>
    public async ValueTask<Proposal> MakeAsync(ProposalMakeRequest request, string madeBy, Action<WriteTransaction, Proposal> noted, CancellationToken cancel)
    {
        var subject = request.ContactId is { } contact ? $"contact:{contact}" : null;
        var check = await CheckAsync(request, cancel);
        return await books.WriteAsync(
            transaction =>
            {
                var made = proposals.Make(transaction, request, madeBy, subject, check);
                noted(transaction, made);
                return made;
            },
            cancel);
    }

    /// <summary>What the plugin says of a change to one of its records; null where the record is the host's.</summary>
    public async ValueTask<ProposalCheckResponse?> CheckAsync(ProposalMakeRequest request, CancellationToken cancel) =>
        await target(request.About.Kind, cancel) is { } owner
            ? await owner.CheckAsync(new ProposalChangeRequest { Kind = request.Kind, About = request.About, Values = request.Values }, cancel)
            : null;

    public ValueTask<Proposal> AcceptAsync(string id, Action<WriteTransaction> noted, CancellationToken cancel) => DecideAsync(
        id, noted, proposals.Accept,
        async (owner, row) =>
        {
            ProposalStore.Require(row, row.State == ProposalState.Open);
            var applied = await owner.ApplyAsync(new ProposalApplyRequest { Key = Key(row.Id, row.Revision), Change = Change(row), Basis = row.Basis }, cancel);
            return transaction => proposals.Record(transaction, row, ProposalState.Accepted, row.Basis, applied.Undo);
        },
        cancel);

    public ValueTask<Proposal> DismissAsync(string id, Action<WriteTransaction> noted, CancellationToken cancel) => DecideAsync(
        id, noted, proposals.Dismiss,
        async (owner, row) =>
        {
            ProposalStore.Require(row, row.State == ProposalState.Open);
            // An acceptance that the host did not live to record.
            await owner.UndoAsync(new ProposalUndoChangeRequest { Key = Key(row.Id, row.Revision), Change = Change(row) }, cancel);
            return transaction => proposals.Record(transaction, row, ProposalState.Dismissed, row.Basis, null);
        },
        cancel);

    public ValueTask<Proposal> UndoAsync(string id, Action<WriteTransaction> noted, CancellationToken cancel) => DecideAsync(
        id, noted, proposals.Undo,
        async (owner, row) =>
        {
            ProposalStore.Require(row, row.State != ProposalState.Open);
            if (row.State == ProposalState.Dismissed)
                return transaction => proposals.Record(transaction, row, ProposalState.Open, row.Basis, null);
            // It was applied under the revision before this one, which the acceptance made.
            var undone = await owner.UndoAsync(new ProposalUndoChangeRequest { Key = Key(row.Id, row.Revision - 1), Change = Change(row), Undo = row.Undo }, cancel);
            return transaction => proposals.Record(transaction, row, ProposalState.Open, undone.Basis, null);
        },
        cancel);

    private async ValueTask<Proposal> DecideAsync(
        string id, Action<WriteTransaction> noted, Func<WriteTransaction, string, Proposal> own, Func<IProposalTarget, ProposalRow, Task<Func<WriteTransaction, Proposal>>> theirs, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            var row = books.Database.Read(connection => proposals.Find(connection, id));
            var decide = await target(row.Change.About.Kind, cancel) is { } owner ? await theirs(owner, row) : transaction => own(transaction, id);
            // What the plugin did stands, so this is written even where the caller has gone meanwhile.
            return await books.WriteAsync(
                transaction =>
                {
                    var decided = decide(transaction);
                    noted(transaction);
                    return decided;
                },
                CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private static string Key(string id, long revision) => string.Create(CultureInfo.InvariantCulture, $"{id}:{revision}");

    private static ProposalChangeRequest Change(ProposalRow row) => new() { Kind = row.Kind, About = row.Change.About, Values = row.Change.Values };
}
