using Assistant.Host.Records.Contacts;
using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.FollowUps;

/// <summary>Follow-ups for one connection. Who may write a contact may set its clock.</summary>
internal sealed class FollowUpsService(Books books, FollowUpStore followUps, ContactStore contacts, Policy policy, Caller caller) : IFollowUps
{
    public ValueTask<FollowUpListResponse> ListAsync(FollowUpListRequest request, CancellationToken cancel)
    {
        var limit = PageCursor.Limit(request.Limit);
        return ValueTask.FromResult(new FollowUpListResponse
        {
            FollowUps = books.Database.Read(connection => FollowUpStore.List(connection, caller.Principal, request.DueBy, limit)),
        });
    }

    public ValueTask<FollowUp> SetAsync(FollowUpSetRequest request, CancellationToken cancel)
    {
        Require(request.ContactId, request.Reason);
        return books.WriteAsync(
            transaction =>
            {
                contacts.Get(transaction, request.ContactId);
                var set = followUps.Set(transaction, request.ContactId, request.Due, request.Reason).FollowUp;
                books.Note(transaction, caller.Principal, "followUps.set", "followUp", set.Id);
                return set;
            },
            cancel);
    }

    public ValueTask<Done> CloseAsync(FollowUpCloseRequest request, CancellationToken cancel)
    {
        Require(request.ContactId, request.Reason);
        return books.WriteAsync(
            transaction =>
            {
                var closed = followUps.Close(transaction, request.ContactId, request.Reason) ?? throw RpcException.NotFound("followUp", request.ContactId);
                books.Note(transaction, caller.Principal, "followUps.close", "followUp", closed.FollowUp.Id);
                return new Done();
            },
            cancel);
    }

    private void Require(string contactId, string reason)
    {
        policy.Require(caller.Principal, PolicyAction.Write, books.Resource("contact", contactId));
        if (FollowUpRules.ReasonRefusal(reason) is { } refusal)
            throw RpcException.Invalid("$.reason", refusal, FollowUpRules.ReasonRemedy);
    }
}
