using Assistant.Plugins.MailGmail.Calls;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailGmail.Reading;

/// <summary>
/// What is new in a mailbox, by its history: two units where nothing is. A point of the history that Gmail has forgotten is answered by reading the
/// newest messages again, back to when the point was noted and no further than a bound.
/// </summary>
internal sealed class ChangeReader(TimeProvider time)
{
    // Gmail's own most.
    private const int HistoryPage = 500;

    // Gmail's date and ours may differ, and a message may have come while the point was noted.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    // Where a cursor tells no time: as far as Gmail itself keeps a history.
    private static readonly TimeSpan Unknown = TimeSpan.FromDays(7);

    /// <exception cref="GmailException">Gmail cannot be asked now.</exception>
    public async ValueTask<ChangesResponse> ReadAsync(GmailApi api, ChangesRequest request, CancellationToken cancel)
    {
        var spending = new Spending();
        var cursor = request.Cursor is null ? null : HistoryCursor.Parse(request.Cursor);
        if (request.Cursor is null && request.Since is null)
            return Answer([], new HistoryCursor(await NowAsync(api, spending, cancel), 0, time.GetUtcNow()), more: false, resynced: false, spending);
        if (cursor is null)
        {
            var since = request.Since ?? time.GetUtcNow() - Unknown;
            return await ResyncAsync(api, new HistoryCursor(await NowAsync(api, spending, cancel), 0, since, IsResync: true), request.Limit, resynced: request.Cursor is not null, spending, cancel);
        }

        if (cursor.IsResync)
            return await ResyncAsync(api, cursor, request.Limit, resynced: false, spending, cancel);
        try
        {
            return await HistoryAsync(api, cursor, request.Limit, spending, cancel);
        }
        catch (GmailException forgotten) when (forgotten.Fault is GmailFault.NotFound or GmailFault.Refused)
        {
            var start = new HistoryCursor(await NowAsync(api, spending, cancel), 0, cursor.Time - Overlap, IsResync: true);
            return await ResyncAsync(api, start, request.Limit, resynced: true, spending, cancel);
        }
    }

    private async ValueTask<ChangesResponse> HistoryAsync(GmailApi api, HistoryCursor cursor, int limit, Spending spending, CancellationToken cancel)
    {
        var started = time.GetUtcNow();
        var added = new List<(string Id, bool MayBeIncoming, string Record)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        string? next = null;
        string? end = null;
        // Enough for this answer and to know whether there is more; what a page holds is known only when it is there.
        while (added.Count(static each => each.MayBeIncoming) <= cursor.Skip + limit)
        {
            var page = next is null ? "" : "&pageToken=" + Uri.EscapeDataString(next);
            var list = await api.GetAsync($"/history?startHistoryId={cursor.HistoryId}&historyTypes=messageAdded&maxResults={HistoryPage}{page}", Costs.History, GmailJson.Default.GmailHistoryList, spending, cancel);
            foreach (var record in list.History ?? [])
            {
                foreach (var message in record.MessagesAdded ?? [])
                {
                    if (seen.Add(message.Message.Id))
                        added.Add((message.Message.Id, HeadReader.MayBeIncoming(message.Message.LabelIds), record.Id));
                }
            }

            if ((next = list.NextPageToken) is not null)
                continue;
            end = list.HistoryId ?? (added.Count > 0 ? added[^1].Record : cursor.HistoryId);
            break;
        }

        var incoming = added.Where(static each => each.MayBeIncoming).ToList();
        var taken = incoming.Skip(cursor.Skip).Take(limit).ToList();
        var more = incoming.Count > cursor.Skip + taken.Count;
        var heads = await HeadReader.ReadAsync(api, [.. taken.Select(static each => each.Id)], spending, cancel);
        return Answer(heads, more ? Behind(cursor, incoming, cursor.Skip + taken.Count) : new HistoryCursor(end!, 0, started), more, resynced: false, spending);
    }

    // After the last record that is wholly dealt with, and so many of the next.
    private static HistoryCursor Behind(HistoryCursor cursor, List<(string Id, bool MayBeIncoming, string Record)> incoming, int done)
    {
        var open = incoming[done].Record;
        var first = incoming.FindIndex(each => each.Record == open);
        return first > 0 ? cursor with { HistoryId = incoming[first - 1].Record, Skip = done - first } : cursor with { Skip = done };
    }

    private static async ValueTask<ChangesResponse> ResyncAsync(GmailApi api, HistoryCursor cursor, int limit, bool resynced, Spending spending, CancellationToken cancel)
    {
        var (newest, isCut) = await NewestMessages.ListAsync(api, spending, cancel);
        var start = cursor.LastId is { } last && newest.IndexOf(last) is >= 0 and var at ? at - 1 : await NewestMessages.OldestSinceAsync(api, newest, cursor.Time, spending, cancel);
        var taken = Enumerable.Range(0, Math.Max(0, Math.Min(limit, start + 1))).Select(step => newest[start - step]).ToList();
        var heads = await HeadReader.ReadAsync(api, taken, spending, cancel);
        var more = start + 1 > taken.Count;
        var behind = more ? cursor with { LastId = taken[^1] } : new HistoryCursor(cursor.HistoryId, 0, cursor.Time);
        // All that may be read again is new, and there is more: what is older is told, and not passed over in silence.
        var oldest = isCut && cursor.LastId is null && start == newest.Count - 1 ? await HeadReader.FindAsync(api, newest[^1], "minimal", spending, cancel) : null;
        return Answer(heads, behind, more, resynced, spending) with { SkippedBefore = oldest is null ? null : HeadReader.Date(oldest) };
    }

    private static async ValueTask<string> NowAsync(GmailApi api, Spending spending, CancellationToken cancel) =>
        (await api.GetAsync("/profile", Costs.Profile, GmailJson.Default.GmailProfile, spending, cancel)).HistoryId;

    private static ChangesResponse Answer(List<MessageHead> heads, HistoryCursor cursor, bool more, bool resynced, Spending spending) =>
        new() { Messages = heads, Cursor = cursor.ToString(), More = more, Resynced = resynced, Cost = spending.Words, QuotaUnits = spending.Units };
}
