using System.Globalization;
using System.Text;
using Assistant.Plugins.MailGmail.Calls;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailGmail.Reading;

/// <summary>Headers of messages, a few at a time and in the order that they were asked for. Gmail gives them as names and values; what is answered is a header block again.</summary>
internal static class HeadReader
{
    // Our own, and what the user threw away or never meant as mail.
    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal) { "DRAFT", "TRASH", "CHAT" };

    /// <summary>Whether it may be mail from somebody else; a copy of our own counts where it also came in.</summary>
    public static bool MayBeIncoming(IReadOnlyList<string>? labels) =>
        labels is null || (!labels.Any(Passed.Contains) && (!labels.Contains("SENT") || labels.Contains("INBOX")));

    /// <summary>Those that are still there; one that is gone is left out.</summary>
    public static async ValueTask<List<MessageHead>> ReadAsync(GmailApi api, IReadOnlyList<string> ids, Spending spending, CancellationToken cancel)
    {
        var heads = new MessageHead?[ids.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, ids.Count), new ParallelOptions { MaxDegreeOfParallelism = Wire.MostAtOnce, CancellationToken = cancel }, async (place, token) =>
        {
            if (await FindAsync(api, ids[place], "metadata", spending, token) is { } message && MayBeIncoming(message.LabelIds))
                heads[place] = new MessageHead { Id = message.Id, ThreadId = message.ThreadId, Received = Date(message) ?? DateTimeOffset.UnixEpoch, Headers = Block(message) };
        });
        return [.. heads.OfType<MessageHead>()];
    }

    /// <summary>One message; null where it is gone.</summary>
    public static async ValueTask<GmailMessage?> FindAsync(GmailApi api, string id, string format, Spending spending, CancellationToken cancel)
    {
        try
        {
            return await api.GetAsync($"/messages/{Uri.EscapeDataString(id)}?format={format}", Costs.Get, GmailJson.Default.GmailMessage, spending, cancel);
        }
        catch (GmailException gone) when (gone.Fault == GmailFault.NotFound)
        {
            return null;
        }
    }

    public static DateTimeOffset? Date(GmailMessage message) =>
        long.TryParse(message.InternalDate, CultureInfo.InvariantCulture, out var milliseconds) ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    private static byte[] Block(GmailMessage message)
    {
        var block = new StringBuilder();
        foreach (var header in message.Payload?.Headers ?? [])
        {
            if (header.Name.Length > 0 && header.Name.All(static c => c is > ' ' and < (char)127 and not ':'))
                block.Append(header.Name).Append(": ").Append(OneLine(header.Value)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(block.ToString());
    }

    // Gmail has decoded some values, and what was encoded may have held a line end: a value must not become a field of its own.
    private static string OneLine(string value) => value.AsSpan().ContainsAny('\r', '\n', '\0') ? value.Replace('\r', ' ').Replace('\n', ' ').Replace('\0', ' ') : value;
}
