using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Records;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>What one connection may do with what came back.</summary>
internal sealed class TrackingService(
    Database database, OutboxStore outbox, OutboxReader outboxReader, AccountStore accounts, IncomingStore incoming, TrackingReader reader, MailboxCheck check, VerdictCorrection correction,
    TrackingBodies bodies, Policy policy, Caller caller) : ITracking
{
    public async ValueTask<TrackingCheckResponse> CheckAsync(TrackingCheckRequest request, IProgress<CheckProgress>? progress, CancellationToken cancel)
    {
        var principal = caller.Principal;
        policy.RequireScope(principal, Scopes.Draft, "tracking.check");
        if (request.AccountId is { } id)
            policy.Require(principal, PolicyAction.Write, Resource.Of("account", database.Read(connection => accounts.Get(connection, id)).Stamp));
        return await check.RunAsync(request.AccountId, progress, cancel);
    }

    public ValueTask<TrackingListResponse> ListAsync(TrackingListRequest request, CancellationToken cancel)
    {
        var principal = caller.Principal;
        policy.RequireScope(principal, Scopes.Read, "tracking.list");
        var (limit, after) = (PageCursor.Limit(request.Limit), PageCursor.Read(request.Cursor));
        return new(database.Read(connection =>
        {
            var found = reader.Page(connection, limit + 1, after);
            var page = found.Take(limit).ToList();
            return new TrackingListResponse
            {
                Rows = [.. page.Where(each => Policy.Allows(principal, PolicyAction.See, Resource.Of("outbox", each.Row.Stamp))).Select(each => reader.Read(connection, each.Row))],
                Next = found.Count > limit ? page[^1].Cursor.Text : null,
            };
        }));
    }

    public ValueTask<TrackingShowResponse> ShowAsync(TrackingShowRequest request, CancellationToken cancel)
    {
        var row = database.Read(connection => outbox.Get(connection, request.OutboxId));
        policy.Require(caller.Principal, PolicyAction.See, Resource.Of("outbox", row.Stamp));
        return new(database.Read(connection => new TrackingShowResponse
        {
            Row = reader.Read(connection, row),
            Sent = outboxReader.Read(connection, row),
            Incoming = [.. incoming.Of(connection, row.Id).Select(static each => each.ForClient())],
        }));
    }

    public async ValueTask<IncomingMessage> CorrectAsync(TrackingCorrectRequest request, CancellationToken cancel)
    {
        Require(request.MessageId, PolicyAction.Decide);
        return (await correction.RunAsync(Actor.Of(caller.Principal), request, cancel)).ForClient();
    }

    public async ValueTask<TrackingReadResponse> ReadAsync(TrackingReadRequest request, CancellationToken cancel) =>
        new() { Text = (await bodies.ReadAsync(Require(request.MessageId, PolicyAction.See), cancel)).Text };

    private IncomingRow Require(string id, PolicyAction action)
    {
        var row = database.Read(connection => incoming.Get(connection, id));
        policy.Require(caller.Principal, action, Resource.Of("message", row.Stamp));
        return row;
    }
}
