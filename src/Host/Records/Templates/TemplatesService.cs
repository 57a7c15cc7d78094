using Assistant.Host.Records.Contacts;
using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Templates;

/// <summary>Templates for one connection.</summary>
/// <param name="books">Where it writes.</param>
/// <param name="templates">The templates.</param>
/// <param name="contacts">The people of previews.</param>
/// <param name="composer">Reads and fills the texts.</param>
/// <param name="sender">What a preview knows of the sender (<see cref="ContactFacts.OfSender"/>); empty where there is no account yet.</param>
/// <param name="policy">Who may.</param>
/// <param name="caller">Who asks.</param>
internal sealed class TemplatesService(
    Books books,
    TemplateStore templates,
    ContactStore contacts,
    Func<CancellationToken, ValueTask<IComposer>> composer,
    Func<CancellationToken, ValueTask<IReadOnlyList<Fact>>> sender,
    Policy policy,
    Caller caller) : ITemplates
{
    private const string Kind = "template";

    public ValueTask<TemplateListResponse> ListAsync(TemplateListRequest request, CancellationToken cancel)
    {
        var limit = PageCursor.Limit(request.Limit);
        var after = PageCursor.Read(request.Cursor);
        return ValueTask.FromResult(books.Database.Read(connection => TemplateStore.List(connection, caller.Principal, limit, after)));
    }

    public ValueTask<Template> GetAsync(TemplateGetRequest request, CancellationToken cancel) => ValueTask.FromResult(
        request.Version is not { } version ? Get(request.Id) : GetVersion(request.Id, version));

    public async ValueTask<Template> SaveAsync(TemplateSaveRequest request, CancellationToken cancel)
    {
        if (request.Id is not null)
            policy.Require(caller.Principal, PolicyAction.Write, books.Resource(Kind, request.Id));
        var problems = new List<RpcProblem>();
        ContactRules.CheckName(request.Name, problems);
        if (request.Id is not null && request.Revision is null)
            problems.Add(new() { Path = "$.revision", Problem = "is missing", Remedy = "Give the revision that the change was made against." });
        if (request.Voice is { } voice)
            VoiceLimits.CheckTemplate(voice, problems);
        var check = await (await composer(cancel)).CheckAsync(new TemplateCheckRequest { Subject = request.Subject, Body = request.Body }, cancel);
        problems.AddRange(check.Problems);
        if (problems.Count > 0)
            throw RpcException.Invalid(problems);
        return await books.WriteAsync(
            transaction =>
            {
                var saved = templates.Save(transaction, request with { Name = request.Name.Trim(), Voice = request.Voice is { } said ? VoiceLimits.Read(said) : null }, check.Variables);
                books.Note(transaction, caller.Principal, "templates.save", Kind, saved.Id);
                return saved;
            },
            cancel);
    }

    public ValueTask<Done> DeleteAsync(TemplateDeleteRequest request, CancellationToken cancel)
    {
        policy.Require(caller.Principal, PolicyAction.Write, books.Resource(Kind, request.Id));
        return books.WriteAsync(
            transaction =>
            {
                templates.Delete(transaction, request.Id, request.Revision);
                books.Note(transaction, caller.Principal, "templates.delete", Kind, request.Id);
                return new Done();
            },
            cancel);
    }

    public async ValueTask<TemplatePreview> PreviewAsync(TemplatePreviewRequest request, CancellationToken cancel)
    {
        var template = Get(request.TemplateId);
        policy.Require(caller.Principal, PolicyAction.See, books.Resource("contact", request.ContactId));
        var contact = books.Database.Read(connection => contacts.Get(connection, request.ContactId));
        var composed = await (await composer(cancel)).ComposeAsync(
            new ComposeRequest { Subject = template.Subject, Body = template.Body, Facts = [.. ContactFacts.Of(contact), .. await sender(cancel)] },
            cancel);
        if (composed.Problems.Count > 0)
            throw RpcException.Invalid(composed.Problems);
        return new TemplatePreview
        {
            // With something unfilled there is no text: the template itself shows where.
            Subject = composed.Subject ?? template.Subject,
            Body = composed.Body ?? template.Body,
            Filled = composed.Filled,
            Unfilled = composed.Unfilled,
        };
    }

    private Template Get(string id)
    {
        policy.Require(caller.Principal, PolicyAction.See, books.Resource(Kind, id));
        return books.Database.Read(connection => templates.Get(connection, id));
    }

    private Template GetVersion(string id, int version)
    {
        policy.Require(caller.Principal, PolicyAction.See, books.Resource(Kind, id));
        return books.Database.Read(connection => templates.FindVersion(connection, id, version))
            ?? throw RpcException.NotFound("template version", FormattableString.Invariant($"{id}:{version}"));
    }
}
