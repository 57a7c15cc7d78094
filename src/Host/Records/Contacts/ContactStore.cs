using System.Text;
using System.Text.Json;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Contacts;

/// <summary>Contacts and their addresses. An address belongs to one live contact of the space.</summary>
internal sealed class ContactStore(Books books)
{
    internal const string Changed = "contact.changed";

    private const string Table = "contact";

    private const string Select = "SELECT id, revision, name, kind, fields, source, changed, name_key FROM contact";

    // Words beyond this many narrow nothing that a person typed.
    private const int MaxSearchWords = 8;

    public Contact? Find(ReadConnection connection, string id)
    {
        var row = connection.First(Select + " WHERE id = @id AND space = @space AND deleted IS NULL", Map, ("@id", id), ("@space", books.Desk.Space));
        return row is null ? null : WithAddresses(connection, row);
    }

    /// <exception cref="RpcException">There is none.</exception>
    public Contact Get(ReadConnection connection, string id) => Find(connection, id) ?? throw RpcException.NotFound(Table, id);

    /// <summary>The live contact that has this mailbox, in whatever spelling.</summary>
    public string? FindByAddress(ReadConnection connection, Mailbox mailbox) => connection.Text(
        "SELECT contact FROM contact_address WHERE space = @space AND match_key = @key", ("@space", books.Desk.Space), ("@key", mailbox.MatchKey));

    /// <summary>By name, then id, from behind <paramref name="after"/>. Every word of the query is part of a name, an address or a field's value.</summary>
    public static ContactListResponse List(ReadConnection connection, Principal viewer, string? query, int limit, PageCursor? after)
    {
        var sql = new StringBuilder(Select + " WHERE " + Visible.Rows);
        List<(string Name, SqlValue Value)> arguments = [.. Visible.To(viewer), ("@limit", limit + 1)];
        if (after is { } last)
        {
            sql.Append(" AND (name_key, id) > (@key, @id)");
            arguments.Add(("@key", last.Key));
            arguments.Add(("@id", last.Id));
        }

        var words = Folded.Of(query ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < Math.Min(words.Length, MaxSearchWords); i++)
        {
            sql.Append(System.Globalization.CultureInfo.InvariantCulture, $@" AND search LIKE @word{i} ESCAPE '\'");
            arguments.Add(($"@word{i}", $"%{EscapeLike(words[i])}%"));
        }

        sql.Append(" ORDER BY name_key, id LIMIT @limit");
        var rows = connection.Query(sql.ToString(), static row => (Contact: Map(row), Key: row.Text(7)), arguments.ToArray());
        var more = rows.Count > limit;
        if (more)
            rows.RemoveAt(limit);
        return new ContactListResponse
        {
            Contacts = rows.ConvertAll(row => WithAddresses(connection, row.Contact)),
            Next = more ? new PageCursor(rows[^1].Key, rows[^1].Contact.Id).Text : null,
        };
    }

    /// <exception cref="RpcException">An address belongs to another contact.</exception>
    public Contact Insert(WriteTransaction transaction, ContactDetails details)
    {
        RequireFree(transaction, details.Addresses, contact: null);
        var stamp = InsertQuietly(transaction, details);
        books.Events.Append(transaction, Changed, [stamp.Id], stamp.Revision);
        return Get(transaction, stamp.Id);
    }

    /// <summary>For many at once: the caller knows that the addresses are free, and tells of all together.</summary>
    public RowStamp InsertQuietly(WriteTransaction transaction, ContactDetails details)
    {
        var stamp = RowStamp.New(books.Desk, books.Time);
        transaction.Execute(
            "INSERT INTO contact(" + RowStamp.Columns + ", name, name_key, kind, fields, source, search) VALUES(" + RowStamp.Parameters + ", @name, @name_key, @kind, @fields, @source, @search)",
            [.. stamp.Arguments, .. Arguments(details), ("@source", details.Source)]);
        InsertAddresses(transaction, stamp.Id, details.Addresses);
        return stamp;
    }

    /// <summary>Sets all of a contact's content but its source.</summary>
    /// <exception cref="RevisionConflictException">The contact is at another revision.</exception>
    /// <exception cref="RpcException">An address belongs to another contact.</exception>
    public Contact Update(WriteTransaction transaction, string id, long revision, ContactDetails details)
    {
        RequireFree(transaction, details.Addresses, id);
        books.Events.Append(transaction, Changed, [id], UpdateQuietly(transaction, id, revision, details));
        return Get(transaction, id);
    }

    /// <summary>As <see cref="InsertQuietly"/>; the new revision.</summary>
    public long UpdateQuietly(WriteTransaction transaction, string id, long revision, ContactDetails details)
    {
        var next = transaction.Update(
            Table, id, revision, books.Desk, books.Time,
            "name = @name, name_key = @name_key, kind = @kind, fields = @fields, search = @search",
            Arguments(details));
        transaction.Execute("DELETE FROM contact_address WHERE contact = @id", ("@id", id));
        InsertAddresses(transaction, id, details.Addresses);
        return next;
    }

    /// <summary>Leaves a tombstone without content. Suppressions of its addresses stay.</summary>
    /// <exception cref="RevisionConflictException">The contact is at another revision.</exception>
    public void Delete(WriteTransaction transaction, string id, long revision)
    {
        var next = transaction.Delete(Table, id, revision, books.Desk, books.Time, "name = '', name_key = '', fields = '{}', source = '', search = ''");
        transaction.Execute("DELETE FROM contact_address WHERE contact = @id", ("@id", id));
        books.Events.Append(transaction, Changed, [id], next);
    }

    /// <summary>The revision of a contact, tombstone or not; null where there never was one.</summary>
    public long? Revision(ReadConnection connection, string id) =>
        connection.Number("SELECT revision FROM contact WHERE id = @id AND space = @space", ("@id", id), ("@space", books.Desk.Space));

    private static (string Name, SqlValue Value)[] Arguments(ContactDetails details) =>
    [
        ("@name", details.Name),
        ("@name_key", Folded.Of(details.Name)),
        ("@kind", details.Kind == ContactKind.Person ? "person" : "organisation"),
        ("@fields", JsonSerializer.Serialize(new Dictionary<string, string>(details.Fields), RecordsJson.Default.DictionaryStringString)),
        ("@search", Folded.Of(string.Join(' ', [details.Name, .. details.Addresses.Select(static a => a.Address), .. details.Fields.Values]))),
    ];

    private void RequireFree(ReadConnection connection, IReadOnlyList<Mailbox> addresses, string? contact)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            if (FindByAddress(connection, addresses[i]) is { } other && other != contact)
                throw RpcException.Invalid($"$.addresses[{i}]", "belongs to another contact already", $"Change that contact ({other}), or take the address from it first.");
        }
    }

    private void InsertAddresses(WriteTransaction transaction, string id, IReadOnlyList<Mailbox> addresses)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            transaction.Execute(
                "INSERT INTO contact_address(contact, position, space, address, match_key) VALUES(@contact, @position, @space, @address, @key)",
                ("@contact", id), ("@position", i), ("@space", books.Desk.Space), ("@address", addresses[i].Address), ("@key", addresses[i].MatchKey));
            // Somebody who was erased and is known again: what they asked for still holds, and can be shown.
            transaction.Execute(
                "UPDATE suppression SET match_key = @key WHERE space = @space AND match_key = @fingerprint AND deleted IS NULL",
                ("@key", addresses[i].MatchKey), ("@space", books.Desk.Space), ("@fingerprint", SuppressionStore.Fingerprint(books.Desk.Space, addresses[i].MatchKey)));
        }
    }

    private static Contact WithAddresses(ReadConnection connection, Contact contact) => contact with
    {
        Addresses = connection.Query(
            """
            SELECT a.address, s.reason FROM contact_address a
            LEFT JOIN suppression s ON s.space = a.space AND s.match_key = a.match_key AND s.deleted IS NULL
            WHERE a.contact = @id ORDER BY a.position
            """,
            static row => new ContactAddress { Address = row.Text(0), MayWrite = row.IsNull(1), WhyNot = row.TextOrNull(1) },
            ("@id", contact.Id)),
    };

    private static Contact Map(Row row) => new()
    {
        Id = row.Text(0),
        Revision = row.Long(1),
        Name = row.Text(2),
        Kind = row.Text(3) == "person" ? ContactKind.Person : ContactKind.Organisation,
        Addresses = [],
        Fields = JsonSerializer.Deserialize(row.Text(4), RecordsJson.Default.DictionaryStringString)!,
        Source = row.Text(5),
        Changed = row.Time(6),
    };

    private static string EscapeLike(string word) =>
        word.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
