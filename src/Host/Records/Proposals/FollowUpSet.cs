using System.Globalization;
using System.Text.Json;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Records.FollowUps;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Records.Proposals;

/// <summary><c>followUp.set {due, reason}</c> about a contact: sets or moves its one clock.</summary>
internal sealed class FollowUpSet(FollowUpStore followUps, ContactStore contacts) : IProposalKind
{
    public string Name => "followUp.set";

    public IReadOnlyList<RpcProblem> Check(ReadConnection connection, ProposedChange change)
    {
        var problems = new List<RpcProblem>();
        if (change.About.Kind != "contact")
            problems.Add(new() { Path = "$.about.kind", Problem = "is not contact", Remedy = "A follow-up belongs to a contact." });
        else if (contacts.Find(connection, change.About.Id) is null)
            problems.Add(new() { Path = "$.about.id", Problem = "is no contact", Remedy = "Give the id of a contact." });
        if (Due(change) is null)
            problems.Add(new() { Path = "$.values.due", Problem = "is no day", Remedy = "Give it as 2026-12-09." });
        if (FollowUpRules.ReasonRefusal(change.Text("reason") ?? "") is { } refusal)
            problems.Add(new() { Path = "$.values.reason", Problem = refusal, Remedy = FollowUpRules.ReasonRemedy });
        return problems;
    }

    public string Basis(ReadConnection connection, ProposedChange change) =>
        contacts.Find(connection, change.About.Id) is null ? "contact gone"
        : followUps.FindOpen(connection, change.About.Id) is { } open ? FormattableString.Invariant($"{open.FollowUp.Id} {open.Revision}")
        : "";

    public string Apply(WriteTransaction transaction, ProposedChange change)
    {
        var before = followUps.FindOpen(transaction, change.About.Id);
        var after = followUps.Set(transaction, change.About.Id, Due(change)!.Value, change.Text("reason")!);
        return JsonSerializer.Serialize(
            new FollowUpUndo(after.FollowUp.Id, after.Revision, before?.FollowUp.Due, before?.FollowUp.Reason),
            RecordsJson.Default.FollowUpUndo);
    }

    public void Undo(WriteTransaction transaction, ProposedChange change, string undo)
    {
        var kept = JsonSerializer.Deserialize(undo, RecordsJson.Default.FollowUpUndo)!;
        var open = followUps.FindOpen(transaction, change.About.Id);
        if (open is null || open.FollowUp.Id != kept.Id || open.Revision != kept.Revision)
            throw RpcException.Conflict(kept.Revision, open?.Revision ?? kept.Revision + 1);
        if (kept is { Due: { } due, Reason: { } reason })
            followUps.Set(transaction, change.About.Id, due, reason);
        else
            followUps.Remove(transaction, open);
    }

    private static DateOnly? Due(ProposedChange change) =>
        DateOnly.TryParseExact(change.Text("due"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due) ? due : null;
}

/// <param name="Id">The follow-up that was set or moved.</param>
/// <param name="Revision">Its revision after that.</param>
/// <param name="Due">What it was before; null where there was none.</param>
/// <param name="Reason">What it was before; null where there was none.</param>
internal sealed record FollowUpUndo(string Id, long Revision, DateOnly? Due, string? Reason);
