using System.Text.Json;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Events;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Accounts;

/// <summary>Accounts. A disconnected one stays, so that what was sent from it keeps its account; connecting the address again revives it.</summary>
internal sealed class AccountStore(Desk desk, EventLog events, TimeProvider time)
{
    /// <summary>What an account was granted ends within a day.</summary>
    public const string Ending = "account.ending";

    private const string Table = "account";

    private const string Select =
        "SELECT a.id, a.space, a.owner, a.visibility, a.revision, a.device, a.created, a.changed, a.deleted, a.provider, a.address, a.display_name, a.state, a.grant_level, "
        + "a.grant_words, a.granted_until, a.settings, a.need, a.max_message_size, c.checked, a.signature FROM account a LEFT JOIN mailbox_cursor c ON c.account = a.id";

    public AccountRow? Find(ReadConnection connection, string id) =>
        connection.First(Select + " WHERE a.id = @id AND a.space = @space AND a.deleted IS NULL", Map, ("@id", id), ("@space", desk.Space));

    /// <exception cref="RpcException">There is none.</exception>
    public AccountRow Get(ReadConnection connection, string id) => Find(connection, id) ?? throw RpcException.NotFound(Table, id);

    public AccountRow? FindByAddress(ReadConnection connection, string provider, string address) => connection.First(
        Select + " WHERE a.space = @space AND a.provider = @provider AND a.match_key = @key AND a.deleted IS NULL", Map,
        ("@space", desk.Space), ("@provider", provider), ("@key", new Mailbox(null, address).MatchKey));

    /// <summary>In the order they were made.</summary>
    public List<AccountRow> List(ReadConnection connection) =>
        connection.Query(Select + " WHERE a.space = @space AND a.deleted IS NULL ORDER BY a.id", Map, ("@space", desk.Space));

    /// <summary>Writes a connected account: anew, or over the row it had.</summary>
    public void Put(WriteTransaction transaction, AccountRow row, bool isNew)
    {
        (string Name, SqlValue Value)[] own =
        [
            ("@provider", row.Provider), ("@address", row.Address), ("@key", new Mailbox(null, row.Address).MatchKey), ("@name", row.DisplayName),
            ("@state", EnumText.Of(row.State)), ("@grant", EnumText.Of(row.Grant)), ("@words", row.GrantWords), ("@until", row.GrantedUntil),
            ("@settings", row.Settings), ("@need", Json(row.Need)), ("@size", row.MaxMessageSize),
            ("@signature", row.Signature is { } signature ? JsonSerializer.Serialize(signature, MailroomJson.Default.Signature) : null),
        ];
        var revision = row.Stamp.Revision;
        if (isNew)
        {
            transaction.Execute(
                "INSERT INTO account(" + RowStamp.Columns + ", provider, address, match_key, display_name, state, grant_level, grant_words, granted_until, settings, need, max_message_size, signature) VALUES("
                + RowStamp.Parameters + ", @provider, @address, @key, @name, @state, @grant, @words, @until, @settings, @need, @size, @signature)",
                [.. row.Stamp.Arguments, .. own]);
        }
        else
        {
            revision = transaction.Update(
                Table, row.Id, row.Stamp.Revision, desk, time,
                "provider = @provider, address = @address, match_key = @key, display_name = @name, state = @state, grant_level = @grant, grant_words = @words, "
                + "granted_until = @until, settings = @settings, need = @need, max_message_size = @size, signature = @signature",
                own);
        }

        events.Append(transaction, "account.changed", [row.Id], revision);
    }

    /// <summary>An account that cannot work without the user; what waits for it waits on.</summary>
    public void NeedsSetup(WriteTransaction transaction, string id, SetupNeed need)
    {
        if (Find(transaction, id) is { State: AccountState.Active } row)
            Put(transaction, row with { State = AccountState.NeedsSetup, Need = need }, isNew: false);
    }

    /// <summary>An account that works and soon will not, unless the user does something about it. Told once, until it is connected again.</summary>
    public void Warn(WriteTransaction transaction, string id, SetupNeed need)
    {
        if (Find(transaction, id) is not { State: AccountState.Active, Need: null } row)
            return;
        Put(transaction, row with { Need = need }, isNew: false);
        events.Append(transaction, Ending, [id]);
    }

    public void Disconnect(WriteTransaction transaction, AccountRow row) =>
        Put(transaction, row with { State = AccountState.Disconnected, Settings = null, Need = null, GrantedUntil = null, Signature = row.Signature is { From: SignatureSource.Own } ? row.Signature : null }, isNew: false);

    private static string? Json(SetupNeed? need) => need is null ? null : JsonSerializer.Serialize(need, MailroomJson.Default.SetupNeed);

    private static AccountRow Map(Row row) => new()
    {
        Stamp = RowStamp.Read(row),
        Provider = row.Text(9),
        Address = row.Text(10),
        DisplayName = row.TextOrNull(11),
        State = EnumText.Parse<AccountState>(row.Text(12)),
        Grant = EnumText.Parse<GrantLevel>(row.Text(13)),
        GrantWords = row.Text(14),
        GrantedUntil = row.TimeOrNull(15),
        Settings = row.TextOrNull(16),
        Need = row.TextOrNull(17) is { } need ? JsonSerializer.Deserialize(need, MailroomJson.Default.SetupNeed) : null,
        MaxMessageSize = row.Long(18),
        LastChecked = row.TimeOrNull(19),
        Signature = row.TextOrNull(20) is { } signature ? JsonSerializer.Deserialize(signature, MailroomJson.Default.Signature) : null,
    };
}
