using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Proposals;

/// <summary>Proposals for one connection.</summary>
internal sealed class ProposalsService(Books books, ProposalStore proposals, Policy policy, Caller caller) : IProposals
{
    private const string Kind = "proposal";

    public ValueTask<ProposalListResponse> ListAsync(ProposalListRequest request, CancellationToken cancel)
    {
        var limit = PageCursor.Limit(request.Limit);
        var after = PageCursor.Read(request.Cursor);
        return ValueTask.FromResult(books.Database.Read(connection => proposals.List(connection, caller.Principal, request.State, limit, after)));
    }

    public ValueTask<Proposal> MakeAsync(ProposalMakeRequest request, CancellationToken cancel)
    {
        if (request.About.Kind == "contact")
            policy.Require(caller.Principal, PolicyAction.Propose, books.Resource("contact", request.About.Id));
        return books.WriteAsync(
            transaction =>
            {
                var made = proposals.Make(transaction, request, caller.Principal.ClientName);
                books.Note(transaction, caller.Principal, "proposals.make", Kind, made.Id);
                return made;
            },
            cancel);
    }

    public ValueTask<Proposal> AcceptAsync(ProposalAcceptRequest request, CancellationToken cancel) =>
        DecideAsync(request.Id, "proposals.accept", proposals.Accept, cancel);

    public ValueTask<Proposal> DismissAsync(ProposalDismissRequest request, CancellationToken cancel) =>
        DecideAsync(request.Id, "proposals.dismiss", proposals.Dismiss, cancel);

    public ValueTask<Proposal> UndoAsync(ProposalUndoRequest request, CancellationToken cancel) =>
        DecideAsync(request.Id, "proposals.undo", proposals.Undo, cancel);

    private ValueTask<Proposal> DecideAsync(string id, string action, Func<WriteTransaction, string, Proposal> decide, CancellationToken cancel)
    {
        policy.Require(caller.Principal, PolicyAction.Decide, books.Resource(Kind, id));
        return books.WriteAsync(
            transaction =>
            {
                var decided = decide(transaction, id);
                books.Note(transaction, caller.Principal, action, Kind, id);
                return decided;
            },
            cancel);
    }
}
