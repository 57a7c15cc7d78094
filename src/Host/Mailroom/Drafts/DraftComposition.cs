using Assistant.Host.Extensions;
using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Records.Templates;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>
/// One draft for each contact from a template. The composer gets one contact's facts and no other's; recipient and account come from the database,
/// never from what it writes.
/// </summary>
internal sealed class DraftComposition(
    Database database, ICapabilities capabilities, ContactStore contacts, Func<ReadConnection, string, Template> templates, AccountStore accounts, OutboxStore outbox, DraftEditor editor)
{
    // As many as a person can look through before approving.
    private const int MostContacts = 500;

    /// <summary>The drafts in the request's order, and what each left-out contact lacks.</summary>
    public async ValueTask<(List<DraftRow> Drafts, List<RpcProblem> Problems)> ComposeAsync(DraftComposeRequest request, IProgress<ComposeProgress>? progress, CancellationToken cancel)
    {
        if (request.ContactIds.Count is 0 or > MostContacts)
            throw RpcException.Invalid("$.contactIds", "is empty or too long", $"Give 1 to {MostContacts} contacts.");
        var (template, account) = database.Read(connection => (templates(connection, request.TemplateId), accounts.Get(connection, editor.Account(connection, request.AccountId))));
        var composer = await capabilities.ComposerAsync(cancel);
        var drafts = new List<DraftRow>();
        var problems = new List<RpcProblem>();
        for (var i = 0; i < request.ContactIds.Count; i++)
        {
            var path = $"$.contactIds[{i}]";
            var (draft, found) = await ComposeOneAsync(composer, template, account, request.ContactIds[i], request.FollowUp, path, cancel);
            problems.AddRange(found);
            if (draft is not null)
                drafts.Add(draft);
            progress?.Report(new ComposeProgress(i + 1, request.ContactIds.Count));
        }

        return (drafts, problems);
    }

    private async ValueTask<(DraftRow? Draft, IReadOnlyList<RpcProblem> Problems)> ComposeOneAsync(
        IComposer composer, Template template, AccountRow account, string contactId, bool followUp, string path, CancellationToken cancel)
    {
        var (contact, earlier) = database.Read(connection => (contacts.Find(connection, contactId), followUp ? outbox.NewestSent(connection, contactId, account.Id) : null));
        if (contact is null)
            return (null, [Problem(path, "is no contact", null)]);
        if (contact.Addresses.Count == 0)
            return (null, [Problem(path, $"{contact.Name} has no address", "Add one to the contact.")]);
        if (followUp && earlier is null)
            return (null, [Problem(path, $"nothing was sent to {contact.Name} yet", "Compose a first message instead.")]);
        var text = await composer.ComposeAsync(new ComposeRequest { Subject = template.Subject, Body = template.Body, Facts = [.. ContactFacts.Of(contact), .. ContactFacts.OfSender(account.DisplayName, account.Address)] }, cancel);
        if (text.Unfilled.Count > 0)
            return (null, [Problem(path, $"{contact.Name} lacks {string.Join(", ", text.Unfilled)}", "Fill it in the contact, or give the template a fallback.")]);
        if (text.Subject is null || text.Body is null)
            return (null, text.Problems.Count == 0 ? [Problem(path, "the composer wrote nothing", null)] : [.. text.Problems.Select(problem => problem with { Path = $"{path}: {problem.Path}" })]);
        var draft = await database.WriteAsync(transaction => editor.Insert(transaction, Draft(template, account, contact, earlier, text)), cancel);
        return (draft, []);
    }

    private static NewDraft Draft(Template template, AccountRow account, Contact contact, OutboxRow? earlier, ComposeResponse text) => new()
    {
        ContactId = contact.Id,
        Content = new DraftContent
        {
            AccountId = account.Id,
            Recipients = new Recipients { To = [DraftEditor.AddressOf(contact)] },
            Subject = earlier is null ? text.Subject! : ReplySubject(earlier.Subject),
            Body = text.Body!,
            Attachments = [],
        },
        Parent = earlier is null ? null : new ParentRef { OutboxId = earlier.Id },
        About = new RecordRef("contact", contact.Id),
        Provenance = new Provenance
        {
            Work = text.Work,
            Composer = text.Model is null ? "drafting/offline" : "drafting",
            Model = text.Model,
            TemplateId = template.Id,
            TemplateVersion = template.Version,
            Sources = text.Filled,
        },
    };

    // Gmail and others keep a conversation together only while the subject stays.
    private static string ReplySubject(string subject) => subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) ? subject : $"Re: {subject}";

    private static RpcProblem Problem(string path, string problem, string? remedy) => new() { Path = path, Problem = problem, Remedy = remedy };
}
