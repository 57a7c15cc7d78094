using System.Text.Json.Nodes;
using Assistant.Host.Keeping.Tables;
using Assistant.Host.Storage;
using Assistant.Mail.Mime;
using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Erasing;

/// <summary>Finds the mail of a contact that only an address tells of, and takes the address out of the mail that others keep.</summary>
internal static class Correspondence
{
    private static readonly string[] Recipients = ["to", "cc", "bcc"];

    /// <summary>Whose rows: a contact's addresses, what went to them alone without naming the contact, and what they sent without being a contact's answer.</summary>
    /// <param name="connection">Where to look.</param>
    /// <param name="about">The subject; null for everything.</param>
    /// <param name="more">What an earlier erasure of the same subject found.</param>
    public static SubjectScope Find(ReadConnection connection, RecordRef? about, IReadOnlyList<string> more)
    {
        if (about is null)
            return SubjectScope.Everything;
        if (about.Kind != "contact")
            return new SubjectScope(about, [], more);
        var keys = connection.Query("SELECT match_key FROM contact_address WHERE contact = @id", static row => row.Text(0), ("@id", about.Id)).ToHashSet(StringComparer.Ordinal);
        var ids = more.ToHashSet(StringComparer.Ordinal);
        foreach (var (draft, _, recipients) in Messages(connection))
        {
            var people = People(recipients).ToList();
            if (people.Count > 0 && people.TrueForAll(person => IsOneOf(keys, person)))
                ids.Add(draft);
        }

        foreach (var (id, sender) in connection.Query("SELECT id, sender FROM incoming", static row => (Id: row.Text(0), Sender: row.Text(1))))
        {
            if (IsOneOf(keys, sender))
                ids.Add(id);
        }

        return new SubjectScope(about, keys, ids);
    }

    /// <summary>Drafts and messages to them and to others too, which are the others'.</summary>
    public static List<(string Draft, string? Outbox)> Shared(ReadConnection connection, SubjectScope scope)
    {
        if (scope.Keys.Count == 0)
            return [];
        var own = connection.Query($"SELECT id FROM draft WHERE {scope.Rows(KeptTables.Get("draft"))}", static row => row.Text(0), scope.Arguments).ToHashSet(StringComparer.Ordinal);
        return [.. Messages(connection).Where(message => !own.Contains(message.Draft) && People(message.Recipients).Any(person => IsOneOf(scope.Keys, person))).Select(static message => (message.Draft, message.Outbox))];
    }

    /// <summary>Takes them out of what is in the clear of such a message: the lists of recipients, and what was noted of its delivery.</summary>
    public static void TakeOut(WriteTransaction transaction, SubjectScope scope, (string Draft, string? Outbox) message, DateTimeOffset now)
    {
        Rewrite(transaction, "draft", "recipients", message.Draft, json => Without(json, scope.Keys), now);
        if (message.Outbox is not { } outbox)
            return;
        Rewrite(transaction, "outbox", "recipients", outbox, json => Without(json, scope.Keys), now);
        Rewrite(transaction, "outbox", "envelope", outbox, json => Without(json, scope.Keys), now);
        foreach (var key in scope.Keys)
        {
            foreach (var (table, column, by) in ((string, string, string)[])[("outbox", "evidence", "id"), ("outbox", "reason", "id"), ("outbox_step", "evidence", "outbox"), ("outbox_step", "reason", "outbox")])
            {
                foreach (var (id, text) in transaction.Query($"SELECT id, {column} FROM {table} WHERE {by} = @outbox AND instr(lower({column}), @key) > 0", static row => (row.Text(0), row.Text(1)), ("@outbox", outbox), ("@key", key)))
                    transaction.Execute($"UPDATE {table} SET {column} = @text WHERE id = @id", ("@text", text.Replace(key, "(erased)", StringComparison.OrdinalIgnoreCase)), ("@id", id));
            }
        }
    }

    private static List<(string Draft, string? Outbox, string Recipients)> Messages(ReadConnection connection) => connection.Query(
        "SELECT id, NULL, recipients FROM draft UNION ALL SELECT draft, id, recipients FROM outbox", static row => (row.Text(0), row.TextOrNull(1), row.Text(2)));

    private static IEnumerable<string> People(string recipients) =>
        JsonNode.Parse(recipients) is JsonObject lists ? Recipients.SelectMany(list => (lists[list] as JsonArray ?? []).Select(static each => (string)each!)) : [];

    private static bool IsOneOf(IReadOnlyCollection<string> keys, string person) => Mailbox.Parse(person) is { } mailbox && keys.Contains(mailbox.MatchKey);

    private static void Rewrite(WriteTransaction transaction, string table, string column, string id, Func<string, string> change, DateTimeOffset now)
    {
        if (transaction.Text($"SELECT {column} FROM {table} WHERE id = @id", ("@id", id)) is { } text && change(text) is var changed && changed != text)
            transaction.Execute($"UPDATE {table} SET {column} = @text, revision = revision + 1, changed = @now WHERE id = @id", ("@text", changed), ("@now", now), ("@id", id));
    }

    private static string Without(string json, IReadOnlyCollection<string> keys)
    {
        var node = JsonNode.Parse(json)!.AsObject();
        foreach (var list in node.Select(static member => member.Value).OfType<JsonArray>())
        {
            for (var i = list.Count - 1; i >= 0; i--)
            {
                if (IsOneOf(keys, (string)list[i]!))
                    list.RemoveAt(i);
            }
        }

        return node.ToJsonString(Plain);
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
