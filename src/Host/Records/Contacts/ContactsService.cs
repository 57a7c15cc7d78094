using Assistant.Host.Records.Import;
using Assistant.Host.Security;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Contacts;

/// <summary>Contacts for one connection.</summary>
internal sealed class ContactsService(Books books, ContactStore contacts, SuppressionStore suppressions, ContactImport import, Policy policy, Caller caller) : IContacts
{
    private const string Kind = "contact";

    public ValueTask<ContactListResponse> ListAsync(ContactListRequest request, CancellationToken cancel)
    {
        var limit = PageCursor.Limit(request.Limit);
        var after = PageCursor.Read(request.Cursor);
        return ValueTask.FromResult(books.Database.Read(connection => ContactStore.List(connection, caller.Principal, request.Query, limit, after)));
    }

    public ValueTask<Contact> GetAsync(ContactGetRequest request, CancellationToken cancel)
    {
        policy.Require(caller.Principal, PolicyAction.See, books.Resource(Kind, request.Id));
        return ValueTask.FromResult(books.Database.Read(connection => contacts.Get(connection, request.Id)));
    }

    public ValueTask<Contact> CreateAsync(ContactCreateRequest request, CancellationToken cancel)
    {
        var problems = new List<RpcProblem>();
        var fields = request.Fields ?? new Dictionary<string, string>();
        ContactRules.CheckName(request.Name, problems);
        ContactRules.CheckFields(fields, problems);
        ContactRules.CheckSource(request.Source, problems);
        var addresses = ContactRules.CheckAddresses(request.Addresses, problems);
        Refuse(problems);
        return books.WriteAsync(
            transaction =>
            {
                var made = contacts.Insert(transaction, new ContactDetails(request.Name.Trim(), request.Kind, addresses, fields, request.Source));
                books.Note(transaction, caller.Principal, "contacts.create", Kind, made.Id);
                return made;
            },
            cancel);
    }

    public ValueTask<Contact> UpdateAsync(ContactUpdateRequest request, CancellationToken cancel)
    {
        policy.Require(caller.Principal, PolicyAction.Write, books.Resource(Kind, request.Id));
        var problems = new List<RpcProblem>();
        if (request.Name is not null)
            ContactRules.CheckName(request.Name, problems);
        if (request.Fields is not null)
            ContactRules.CheckFields(request.Fields, problems);
        var addresses = request.Addresses is null ? null : ContactRules.CheckAddresses(request.Addresses, problems);
        Refuse(problems);
        return books.WriteAsync(
            transaction =>
            {
                var was = contacts.Get(transaction, request.Id);
                var changed = contacts.Update(transaction, request.Id, request.Revision, new ContactDetails(
                    request.Name?.Trim() ?? was.Name,
                    was.Kind,
                    addresses ?? [.. was.Addresses.Select(static a => new Mailbox(null, a.Address))],
                    request.Fields ?? was.Fields,
                    was.Source));
                books.Note(transaction, caller.Principal, "contacts.update", Kind, changed.Id);
                return changed;
            },
            cancel);
    }

    public ValueTask<Done> DeleteAsync(ContactDeleteRequest request, CancellationToken cancel)
    {
        policy.Require(caller.Principal, PolicyAction.Write, books.Resource(Kind, request.Id));
        return books.WriteAsync(
            transaction =>
            {
                contacts.Delete(transaction, request.Id, request.Revision);
                books.Note(transaction, caller.Principal, "contacts.delete", Kind, request.Id);
                return new Done();
            },
            cancel);
    }

    public ValueTask<ContactImportResponse> ImportAsync(ContactImportRequest request, IProgress<ImportProgress>? progress, CancellationToken cancel) =>
        import.RunAsync(request, caller.Principal, progress, cancel);

    public ValueTask<Done> SuppressAsync(ContactSuppressRequest request, CancellationToken cancel)
    {
        var problems = new List<RpcProblem>();
        if (FollowUps.FollowUpRules.ReasonRefusal(request.Reason) is { } refusal)
            problems.Add(new() { Path = "$.reason", Problem = refusal, Remedy = FollowUps.FollowUpRules.ReasonRemedy });
        var mailbox = ReadAddress(request.Address, problems);
        Refuse(problems);
        return books.WriteAsync(
            transaction =>
            {
                if (suppressions.Add(transaction, mailbox!, request.Reason) is { } id)
                    books.Note(transaction, caller.Principal, "contacts.suppress", "suppression", id);
                return new Done();
            },
            cancel);
    }

    public ValueTask<Done> AllowAsync(ContactAllowRequest request, CancellationToken cancel)
    {
        var problems = new List<RpcProblem>();
        var mailbox = ReadAddress(request.Address, problems);
        Refuse(problems);
        return books.WriteAsync(
            transaction =>
            {
                if (suppressions.Remove(transaction, mailbox!) is { } id)
                    books.Note(transaction, caller.Principal, "contacts.allow", "suppression", id);
                return new Done();
            },
            cancel);
    }

    private static Mailbox? ReadAddress(string address, List<RpcProblem> problems)
    {
        var read = Mailbox.Create(null, address.Trim());
        if (!read.IsValid)
            problems.Add(new() { Path = "$.address", Problem = read.Problems[0].Reason, Remedy = ContactRules.AddressRemedy });
        return read.Value;
    }

    private static void Refuse(List<RpcProblem> problems)
    {
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
    }
}
