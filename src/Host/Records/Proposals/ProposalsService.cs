using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Proposals;

/// <summary>Proposals for one connection.</summary>
internal sealed class ProposalsService(Books books, ProposalStore proposals, ProposalDecisions decisions, Policy policy, Caller caller) : IProposals
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
        foreach (var contact in Contacts(request).Distinct())
            policy.Require(caller.Principal, PolicyAction.Propose, books.Resource("contact", contact));
        return decisions.MakeAsync(request, Maker(caller.Principal), (transaction, made) => Note(transaction, "proposals.make", made.Id), cancel);
    }

    public ValueTask<Proposal> AcceptAsync(ProposalAcceptRequest request, CancellationToken cancel)
    {
        Require(request.Id);
        return decisions.AcceptAsync(request.Id, transaction => Note(transaction, "proposals.accept", request.Id), cancel);
    }

    public ValueTask<Proposal> DismissAsync(ProposalDismissRequest request, CancellationToken cancel)
    {
        Require(request.Id);
        return decisions.DismissAsync(request.Id, transaction => Note(transaction, "proposals.dismiss", request.Id), cancel);
    }

    public ValueTask<Proposal> UndoAsync(ProposalUndoRequest request, CancellationToken cancel)
    {
        Require(request.Id);
        return decisions.UndoAsync(request.Id, transaction => Note(transaction, "proposals.undo", request.Id), cancel);
    }

    // The door knows a plugin by its id; another client is what it calls itself, unless that is what the host, a plugin or a model is called.
    private static string Maker(Principal principal) => principal.Door == DoorKind.Plugin ? principal.Client
        : principal.ClientName == "host" || principal.ClientName.StartsWith("plugin:", StringComparison.Ordinal) || principal.ClientName.StartsWith("model:", StringComparison.Ordinal) ? $"client:{principal.ClientName}"
        : principal.ClientName;

    private static IEnumerable<string> Contacts(ProposalMakeRequest request) =>
        [.. request.About.Kind == "contact" ? (string[])[request.About.Id] : [], .. request.ContactId is { } contact ? (string[])[contact] : []];

    private void Require(string id) => policy.Require(caller.Principal, PolicyAction.Decide, books.Resource(Kind, id));

    private void Note(WriteTransaction transaction, string action, string id) => books.Note(transaction, caller.Principal, action, Kind, id);
}
