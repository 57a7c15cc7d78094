using System.Text.Json;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Records.FollowUps;
using Assistant.Host.Storage;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Records.Proposals;

/// <summary><c>contact.suppress {address, reason}</c>: marks an address as one that must not be written to.</summary>
internal sealed class ContactSuppress(SuppressionStore suppressions, ContactStore contacts) : IProposalKind
{
    public string Name => "contact.suppress";

    public IReadOnlyList<RpcProblem> Check(ReadConnection connection, ProposedChange change)
    {
        var problems = new List<RpcProblem>();
        if (ContactGone(connection, change))
            problems.Add(new() { Path = "$.about.id", Problem = "is no contact", Remedy = "Give the id of a contact." });
        var read = Mailbox.Create(null, change.Text("address") ?? "");
        if (!read.IsValid)
            problems.Add(new() { Path = "$.values.address", Problem = read.Problems[0].Reason, Remedy = ContactRules.AddressRemedy });
        if (FollowUpRules.ReasonRefusal(change.Text("reason") ?? "") is { } refusal)
            problems.Add(new() { Path = "$.values.reason", Problem = refusal, Remedy = FollowUpRules.ReasonRemedy });
        return problems;
    }

    public string Basis(ReadConnection connection, ProposedChange change) => ContactGone(connection, change) ? "contact gone" : "";

    public string Apply(WriteTransaction transaction, ProposedChange change) => JsonSerializer.Serialize(
        new SuppressionUndo(suppressions.Add(transaction, Address(change), change.Text("reason")!)),
        RecordsJson.Default.SuppressionUndo);

    public void Undo(WriteTransaction transaction, ProposedChange change, string undo)
    {
        // Null: somebody else had suppressed the address before, and that stays.
        if (JsonSerializer.Deserialize(undo, RecordsJson.Default.SuppressionUndo)!.Id is not { } id)
            return;
        if (!SuppressionStore.Stands(transaction, id))
            throw RpcException.Conflict(1, 2);
        suppressions.Remove(transaction, Address(change));
    }

    private static Mailbox Address(ProposedChange change) => Mailbox.Create(null, change.Text("address")!).Require();

    private bool ContactGone(ReadConnection connection, ProposedChange change) =>
        change.About.Kind == "contact" && contacts.Find(connection, change.About.Id) is null;
}

/// <param name="Id">The suppression that was made; null where there was one already.</param>
internal sealed record SuppressionUndo(string? Id);
