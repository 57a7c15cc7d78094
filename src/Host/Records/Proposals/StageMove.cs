using System.Text.Json;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Storage;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Proposals;

/// <summary><c>stage.move {stage}</c> about a contact: sets its field <c>stage</c>. Taking it back sets what the field was, or takes it away.</summary>
internal sealed class StageMove(ContactStore contacts) : IProposalKind
{
    public const string KindName = "stage.move";

    private const string Field = "stage";

    // A word or two.
    private const int LongestStage = 40;

    public string Name => KindName;

    public IReadOnlyList<RpcProblem> Check(ReadConnection connection, ProposedChange change)
    {
        var problems = new List<RpcProblem>();
        if (change.About.Kind != "contact")
            problems.Add(new() { Path = "$.about.kind", Problem = "is not contact", Remedy = "A stage belongs to a contact." });
        else if (contacts.Find(connection, change.About.Id) is null)
            problems.Add(new() { Path = "$.about.id", Problem = "is no contact", Remedy = "Give the id of a contact." });
        if (change.Text("stage") is not { Length: > 0 and <= LongestStage } stage || string.IsNullOrWhiteSpace(stage) || stage.Any(char.IsControl))
            problems.Add(new() { Path = "$.values.stage", Problem = "is no stage", Remedy = $"Give 1 to {LongestStage} characters on one line." });
        return problems;
    }

    public string Basis(ReadConnection connection, ProposedChange change) =>
        contacts.Find(connection, change.About.Id) is { } contact ? $"stage {Stage(contact)}" : "contact gone";

    public string Apply(WriteTransaction transaction, ProposedChange change)
    {
        var contact = contacts.Get(transaction, change.About.Id);
        var stage = change.Text("stage")!;
        Set(transaction, contact, stage);
        return JsonSerializer.Serialize(new StageUndo(stage, Stage(contact)), RecordsJson.Default.StageUndo);
    }

    public void Undo(WriteTransaction transaction, ProposedChange change, string undo)
    {
        var kept = JsonSerializer.Deserialize(undo, RecordsJson.Default.StageUndo)!;
        if (contacts.Find(transaction, change.About.Id) is not { } contact || Stage(contact) != kept.After)
            throw RpcException.Conflict(1, 2);
        Set(transaction, contact, kept.Before);
    }

    private static string? Stage(Contact contact) => contact.Fields.TryGetValue(Field, out var stage) ? stage : null;

    private void Set(WriteTransaction transaction, Contact contact, string? stage)
    {
        var fields = new Dictionary<string, string>(contact.Fields);
        if (stage is null)
            fields.Remove(Field);
        else
            fields[Field] = stage;
        contacts.Update(transaction, contact.Id, contact.Revision, new ContactDetails(
            contact.Name, contact.Kind, [.. contact.Addresses.Select(static each => Mailbox.Create(null, each.Address).Require())], fields, contact.Source));
    }
}

/// <param name="After">What the acceptance set.</param>
/// <param name="Before">What it was before; null where the field was not there.</param>
internal sealed record StageUndo(string After, string? Before);
