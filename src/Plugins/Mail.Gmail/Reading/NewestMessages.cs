using Assistant.Plugins.MailGmail.Calls;

namespace Assistant.Plugins.MailGmail.Reading;

/// <summary>The ids of a mailbox's newest messages, newest first, up to a bound; and which of them are not older than a time, found by halving.</summary>
internal static class NewestMessages
{
    private const int Page = 500;

    /// <summary>What may be read again after Gmail forgot the history: the headers of these cost 20,000 units, four minutes of reading.</summary>
    private const int Most = 1_000;

    /// <summary>The ids, and whether there are older ones beyond the bound.</summary>
    public static async ValueTask<(List<string> Ids, bool IsCut)> ListAsync(GmailApi api, Spending spending, CancellationToken cancel)
    {
        var ids = new List<string>();
        string? next = null;
        do
        {
            var page = next is null ? "" : "&pageToken=" + Uri.EscapeDataString(next);
            var list = await api.GetAsync($"/messages?maxResults={Page}&includeSpamTrash=true{page}", Costs.List, GmailJson.Default.GmailMessageList, spending, cancel);
            ids.AddRange((list.Messages ?? []).Select(static message => message.Id));
            next = list.NextPageToken;
        }
        while (next is not null && ids.Count < Most);
        return ids.Count > Most ? (ids[..Most], true) : (ids, next is not null);
    }

    /// <summary>The last place, counted from the newest, whose message is not older; -1 where all are.</summary>
    public static async ValueTask<int> OldestSinceAsync(GmailApi api, List<string> newest, DateTimeOffset since, Spending spending, CancellationToken cancel)
    {
        var (inside, outside) = (-1, newest.Count);
        while (outside - inside > 1)
        {
            var middle = inside + ((outside - inside) / 2);
            // One that is gone this moment counts as new: it is left out when its headers are read.
            var date = await HeadReader.FindAsync(api, newest[middle], "minimal", spending, cancel) is { } message ? HeadReader.Date(message) : null;
            if (date is null || date >= since)
                inside = middle;
            else
                outside = middle;
        }

        return inside;
    }
}
