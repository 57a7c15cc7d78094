using System.Buffers.Text;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Assistant.TestKit.Google;

/// <summary>What Gmail's API shows of a mailbox to whoever may read it.</summary>
internal static class GoogleReading
{
    public static WebAnswer Drafts(GoogleMailbox mailbox)
    {
        var json = new JsonObject { ["resultSizeEstimate"] = mailbox.Drafts.Count };
        if (mailbox.Drafts.Count > 0)
            json["drafts"] = new JsonArray([.. mailbox.Drafts.Reverse().Select(static draft => new JsonObject { ["id"] = draft.Key, ["message"] = new JsonObject { ["id"] = draft.Value.Id, ["threadId"] = draft.Value.ThreadId } })]);
        return WebAnswer.Of(json);
    }

    public static WebAnswer Draft(WebRequest request, GoogleMailbox mailbox, string id) => mailbox.Drafts.TryGetValue(id, out var draft)
        ? WebAnswer.Of(new JsonObject { ["id"] = id, ["message"] = Shown(draft, request.Asked("format") ?? "full", []) })
        : GoogleErrors.NotFound();

    public static WebAnswer Profile(GoogleMailbox mailbox) =>
        WebAnswer.Of(new JsonObject { ["emailAddress"] = mailbox.Address, ["messagesTotal"] = mailbox.Messages.Count, ["threadsTotal"] = 1, ["historyId"] = Text(mailbox.HistoryId) });

    public static WebAnswer SendAs(GoogleMailbox mailbox) => WebAnswer.Of(new JsonObject
    {
        ["sendAs"] = new JsonArray([
            new JsonObject { ["sendAsEmail"] = mailbox.Address, ["isPrimary"] = true, ["isDefault"] = true, ["signature"] = mailbox.Signature },
            .. mailbox.Aliases.Select(static alias => new JsonObject { ["sendAsEmail"] = alias, ["verificationStatus"] = alias.StartsWith("pending", StringComparison.Ordinal) ? "pending" : "accepted", ["treatAsAlias"] = true }),
        ]),
    });

    public static WebAnswer List(WebRequest request, GoogleGrant grant, GoogleMailbox mailbox)
    {
        if (request.Asked("q") is not null && grant.Has("metadata"))
            return GoogleErrors.Forbidden("Metadata scope does not support 'q' parameter");
        var labels = request.Query.Where(static pair => pair.Key == "labelIds").Select(static pair => pair.Value).ToList();
        var all = request.Asked("includeSpamTrash") == "true";
        var found = mailbox.Seen(message => labels.All(message.Labels.Contains) && (all || !message.Labels.Any(static label => label is "SPAM" or "TRASH")));
        var (page, next) = Page(request, found);
        var json = new JsonObject { ["resultSizeEstimate"] = found.Count };
        if (page.Count > 0)
            json["messages"] = new JsonArray([.. page.Select(static message => new JsonObject { ["id"] = message.Id, ["threadId"] = message.ThreadId })]);
        if (next is not null)
            json["nextPageToken"] = next;
        return WebAnswer.Of(json);
    }

    public static WebAnswer Get(WebRequest request, GoogleGrant grant, GoogleMailbox mailbox, string id)
    {
        var format = request.Asked("format") ?? "full";
        if (grant.Has("metadata") && format is "full" or "raw")
            return GoogleErrors.Forbidden($"Metadata scope doesn't allow format {format.ToUpperInvariant()}");
        if (id.Length > 20 || !id.All(char.IsAsciiHexDigitLower))
            return GoogleErrors.Invalid("Invalid id value");
        var wanted = request.Query.Where(static pair => pair.Key == "metadataHeaders").Select(static pair => pair.Value).ToList();
        return mailbox.Find(id) is { } message ? WebAnswer.Of(Shown(message, format, wanted)) : GoogleErrors.NotFound();
    }

    private static JsonObject Shown(GoogleMessage message, string format, List<string> wanted)
    {
        var json = new JsonObject
        {
            ["id"] = message.Id, ["threadId"] = message.ThreadId, ["labelIds"] = new JsonArray([.. message.Labels.Select(static label => JsonValue.Create(label))]),
            ["historyId"] = Text(message.HistoryId), ["internalDate"] = Text(message.Date.ToUnixTimeMilliseconds()), ["sizeEstimate"] = message.Raw.Length,
        };
        if (format == "raw")
            json["raw"] = Base64Url.EncodeToString(message.Raw);
        if (format is "metadata" or "full")
        {
            json["payload"] = new JsonObject
            {
                ["partId"] = "",
                ["headers"] = new JsonArray([.. message.Fields().Where(field => wanted.Count == 0 || wanted.Contains(field.Name, StringComparer.OrdinalIgnoreCase)).Select(static field => new JsonObject { ["name"] = field.Name, ["value"] = Decoded(field.Value) })]),
            };
        }

        return json;
    }

    // As Gmail does with encoded words of a subject or a name, whatever they hold.
    private static string Decoded(string value)
    {
        const string begin = "=?utf-8?q?";
        return value.StartsWith(begin, StringComparison.Ordinal) && value.EndsWith("?=", StringComparison.Ordinal) ? Uri.UnescapeDataString(value[begin.Length..^2].Replace('=', '%').Replace('_', ' ')) : value;
    }

    public static WebAnswer History(WebRequest request, GoogleMailbox mailbox)
    {
        if (!long.TryParse(request.Asked("startHistoryId"), CultureInfo.InvariantCulture, out var start))
            return GoogleErrors.Invalid("Invalid startHistoryId");
        if (start < mailbox.Floor)
            return GoogleErrors.NotFound();
        var found = mailbox.Seen(message => message.HistoryId > start).OrderBy(static message => message.HistoryId).ToList();
        var (page, next) = Page(request, found);
        var json = new JsonObject { ["historyId"] = Text(mailbox.HistoryId) };
        if (page.Count > 0)
        {
            json["history"] = new JsonArray([.. page.Select(static message => new JsonObject
            {
                ["id"] = Text(message.HistoryId),
                ["messages"] = new JsonArray(new JsonObject { ["id"] = message.Id, ["threadId"] = message.ThreadId }),
                ["messagesAdded"] = new JsonArray(new JsonObject { ["message"] = new JsonObject { ["id"] = message.Id, ["threadId"] = message.ThreadId, ["labelIds"] = new JsonArray([.. message.Labels.Select(static label => JsonValue.Create(label))]) } }),
            })]);
        }

        if (next is not null)
            json["nextPageToken"] = next;
        return WebAnswer.Of(json);
    }

    private static (List<GoogleMessage> Page, string? Next) Page(WebRequest request, List<GoogleMessage> all)
    {
        var most = Math.Clamp(int.TryParse(request.Asked("maxResults"), CultureInfo.InvariantCulture, out var asked) ? asked : 100, 1, 500);
        var start = request.Asked("pageToken") is { } token ? int.Parse(token["page".Length..], CultureInfo.InvariantCulture) : 0;
        return ([.. all.Skip(start).Take(most)], start + most < all.Count ? $"page{start + most}" : null);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
