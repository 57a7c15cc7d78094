using Assistant.Host.Security;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Today;

/// <summary>The list for one connection, put together from the services that connection may call, so that nobody sees here what they would not see there.</summary>
/// <param name="parts">Those services.</param>
/// <param name="needs">What the host and its plugins want from the user.</param>
/// <param name="plugins">What plugins have.</param>
/// <param name="policy">Who may.</param>
/// <param name="caller">Who calls.</param>
/// <param name="time">The clock.</param>
internal sealed class TodayService(TodayParts parts, Func<IReadOnlyList<SetupNeed>> needs, TodayPlugins plugins, Policy policy, Caller caller, TimeProvider time) : IToday
{
    // Whoever has more drafts, proposals or follow-ups waiting than this is not helped by reading on.
    private const int Most = 100;

    // Newest events first: what is further down is older than its news.
    private const int Events = 300;

    public async ValueTask<TodayListResponse> ListAsync(TodayListRequest request, CancellationToken cancel)
    {
        policy.RequireScope(caller.Principal, Scopes.Read, "today.list");
        if (request.Limit is < 1 or > TodayLimits.MaxLimit)
            throw RpcException.Invalid("$.limit", $"It must be between 1 and {TodayLimits.MaxLimit}.");
        var today = DateOnly.FromDateTime(time.GetLocalNow().Date);
        var theirs = plugins.ListAsync(today, request.Limit, cancel);
        var ours = await OwnAsync(today, cancel);
        var (others, problems) = await theirs;
        var all = Ordered(ours.Concat(others), today).ToList();
        return new TodayListResponse
        {
            Day = today,
            Items = [.. all.Take(request.Limit)],
            Counts = all.CountBy(static item => item.Kind).ToDictionary(StringComparer.Ordinal),
            More = Math.Max(0, all.Count - request.Limit),
            Problems = problems,
        };
    }

    /// <summary>What may be done today, before what is only coming; the heavier first, then what was due first, then what waits longest.</summary>
    internal static IEnumerable<TodayItem> Ordered(IEnumerable<TodayItem> items, DateOnly today) => items
        .OrderBy(item => item.Due > today)
        .ThenByDescending(static item => item.Weight)
        .ThenBy(static item => item.Due ?? DateOnly.MaxValue)
        .ThenBy(static item => item.Since ?? DateTimeOffset.MaxValue)
        .ThenBy(static item => item.Key, StringComparer.Ordinal);

    private async Task<List<TodayItem>> OwnAsync(DateOnly today, CancellationToken cancel)
    {
        var items = new List<TodayItem>();
        items.AddRange(needs().Select(static need => TodaySteps.Of(need, "host")));
        foreach (var account in (await parts.Accounts.ListAsync(new(), cancel)).Accounts)
        {
            if (account.Need is { } need)
                items.Add(TodaySteps.Of(need, account.Id));
        }

        var stuck = await parts.Outbox.ListAsync(new() { States = [OutboxState.NeedsPerson, OutboxState.Quarantined], Limit = Most }, cancel);
        items.AddRange(stuck.Items.Select(TodaySteps.Stuck));
        var drafts = (await parts.Drafts.ListAsync(new() { State = DraftState.Open, Limit = Most }, cancel)).Drafts;
        items.AddRange(drafts.Select(static draft => TodaySteps.Of(draft, draft.To.Count > 0 ? draft.To[0] : null)));
        items.AddRange((await parts.Proposals.ListAsync(new() { Limit = Most }, cancel)).Proposals.Select(TodaySteps.Of));

        var due = (await parts.FollowUps.ListAsync(new() { DueBy = today, Limit = Most }, cancel)).FollowUps;
        foreach (var followUp in due)
            items.Add(TodaySteps.Of(followUp, (await parts.Contacts.GetAsync(new() { Id = followUp.ContactId }, cancel)).Name, today));
        var sent = (await parts.Tracking.ListAsync(new() { Limit = Events }, cancel)).Rows;
        items.AddRange(TodayTracking.News(sent, drafts, due.Select(static each => each.ContactId).ToHashSet(StringComparer.Ordinal), time.GetUtcNow(), today));
        return items;
    }
}

/// <summary>The services of one connection that know of something to do.</summary>
internal sealed record TodayParts(IAccounts Accounts, IDrafts Drafts, IOutbox Outbox, ITracking Tracking, IProposals Proposals, IFollowUps FollowUps, IContacts Contacts);
