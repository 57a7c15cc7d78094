using System.Collections.Concurrent;
using System.Globalization;
using Assistant.Plugins.MailGmail.Calls;

namespace Assistant.Plugins.MailGmail.Sending;

/// <summary>
/// Looks through the newest of what was sent for a message of ours, by the one header that Gmail leaves as it is. The list by label shows a message at
/// once, where a search lags; but finding nothing still proves nothing.
/// </summary>
internal sealed class SentSearch
{
    public const string IdHeader = "X-Assistant-Id";

    private const int Page = 50;

    // So many sent by hand within the half hour that is searched is no desk's day.
    private const int MostLooked = 200;

    // Clocks differ, and Gmail's date is its own.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    // What a sent message says never changes, so it is asked for once.
    private readonly ConcurrentDictionary<string, SentHead> _looked = new(StringComparer.Ordinal);

    /// <summary>The message; null where none is found.</summary>
    public async ValueTask<SentHead?> FindAsync(GmailApi api, string outboxId, DateTimeOffset since, CancellationToken cancel)
    {
        string? next = null;
        for (var looked = 0; looked < MostLooked; looked += Page)
        {
            var page = next is null ? "" : "&pageToken=" + Uri.EscapeDataString(next);
            var list = await api.GetAsync($"/messages?labelIds=SENT&maxResults={Page}{page}", Costs.List, GmailJson.Default.GmailMessageList, null, cancel);
            foreach (var message in list.Messages ?? [])
            {
                if (await LookAsync(api, message.Id, cancel) is not { } head)
                    continue;
                if (head.OutboxId == outboxId)
                    return head;
                if (head.Date < since - Slack)
                    return null;
            }

            if ((next = list.NextPageToken) is null)
                return null;
        }

        return null;
    }

    /// <summary>What one sent message says of itself; null where it is gone.</summary>
    public async ValueTask<SentHead?> LookAsync(GmailApi api, string id, CancellationToken cancel)
    {
        if (_looked.TryGetValue(Key(api, id), out var known))
            return known;
        try
        {
            var message = await api.GetAsync(
                $"/messages/{Uri.EscapeDataString(id)}?format=metadata&metadataHeaders={IdHeader}&metadataHeaders=Message-ID", Costs.Get, GmailJson.Default.GmailMessage, null, cancel);
            var date = long.TryParse(message.InternalDate, CultureInfo.InvariantCulture, out var milliseconds) ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : DateTimeOffset.MaxValue;
            var head = new SentHead(message, Header(message, IdHeader), Mail.Mime.MessageIds.Parse(Header(message, "Message-ID") ?? "") is [var first, ..] ? first : null, date);
            return _looked[Key(api, id)] = head;
        }
        catch (GmailException gone) when (gone.Fault == GmailFault.NotFound)
        {
            return null;
        }
    }

    private static string Key(GmailApi api, string id) => $"{api.AccountId}/{id}";

    private static string? Header(GmailMessage message, string name) =>
        message.Payload?.Headers?.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value.Trim();
}

/// <param name="Message">As Gmail answered.</param>
/// <param name="OutboxId">Ours; null for a message that is not.</param>
/// <param name="MessageId">The one that recipients see.</param>
/// <param name="Date">When Gmail took it.</param>
internal sealed record SentHead(GmailMessage Message, string? OutboxId, string? MessageId, DateTimeOffset Date);
