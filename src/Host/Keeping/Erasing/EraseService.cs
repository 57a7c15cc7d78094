using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Erasing;

/// <summary>What one connection may ask of the eraser.</summary>
internal sealed class EraseService(Eraser eraser, Policy policy, Caller caller) : IErase
{
    public async ValueTask<ErasePlan> PlanAsync(ErasePlanRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Read, "erase.plan");
        return await eraser.PlanAsync(Subject(request.About, request.Everything), cancel);
    }

    public async ValueTask<EraseReceipt> RunAsync(EraseRunRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Admin, "erase.run");
        var principal = caller.Principal;
        return await Task.Run(() => eraser.RunAsync(Subject(request.About, request.Everything), principal.Person, principal.Client), CancellationToken.None);
    }

    public ValueTask<EraseListResponse> ListAsync(EraseListRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Admin, "erase.list");
        return new(new EraseListResponse { Receipts = eraser.Receipts(Records.PageCursor.Limit(request.Limit)) });
    }

    // An absent subject must never be taken for everybody.
    private static RecordRef? Subject(RecordRef? about, bool everything) => (about, everything) switch
    {
        (null, false) => throw RpcException.Invalid("$.about", "Say whom or what to erase.", "Give {\"kind\": \"contact\", \"id\": ...}, or \"everything\": true."),
        (not null, true) => throw RpcException.Invalid("$.everything", "It is either one record or everything.", "Leave one of the two out."),
        ({ } named, _) when !PathName.IsId(named.Kind.ToLowerInvariant()) || named.Id.Length is 0 or > 100 || named.Id.Any(static c => !char.IsAsciiLetterOrDigit(c) && c != '-') =>
            throw RpcException.Invalid("$.about", "It names no record.", "Take the id from `assistant contact list --json`."),
        _ => about,
    };
}
