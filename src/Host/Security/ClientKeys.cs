using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Assistant.Host.Storage;

namespace Assistant.Host.Security;

/// <summary>The client keys of a data folder. A key's text is shown once, when it is made; what is stored is its SHA-256.</summary>
internal sealed class ClientKeys(Database database, Desk desk, TimeProvider time)
{
    /// <summary>So that a key is recognised where it should not be: in a log, in a commit.</summary>
    public const string Prefix = "assistant_key_";

    private const string Columns = RowStamp.Columns + ", name, scopes, origin, last_used, hash";

    // 256 random bits need no slow hash: there is nothing to guess.
    private const int SecretSize = 32;

    // Writing at each use would make every connection wait for the disk.
    private static readonly TimeSpan UseResolution = TimeSpan.FromHours(1);

    // Never changed, only replaced: it is read while a commit adds to it.
    private volatile HashSet<string> _revoked = [];

    /// <summary>Makes a key; its text is nowhere else after this.</summary>
    public (ClientKey Key, string Text) Create(WriteTransaction transaction, string name, ScopeSet scopes, string? origin)
    {
        var text = TextOf(RandomNumberGenerator.GetBytes(SecretSize));
        return (Add(transaction, name, scopes, origin, Hash(text)), text);
    }

    /// <summary>Makes a key whose text its holder already has.</summary>
    public ClientKey Add(WriteTransaction transaction, string name, ScopeSet scopes, string? origin, byte[] hash)
    {
        var key = new ClientKey(RowStamp.New(desk, time), name, scopes, origin, null);
        transaction.Execute(
            "INSERT INTO client_key(" + RowStamp.Columns + ", name, scopes, origin, hash) VALUES(" + RowStamp.Parameters + ", @name, @scopes, @origin, @hash)",
            [.. key.Stamp.Arguments, ("@name", name), ("@scopes", scopes.ToString()), ("@origin", origin), ("@hash", hash)]);
        return key;
    }

    /// <summary>The live key that this text is, for this origin (null: not a web page); null when it is none.</summary>
    public ClientKey? Find(string text, string? origin)
    {
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || text.Length > 2 * SecretSize + Prefix.Length)
            return null;
        var hash = Hash(text);
        var found = database.Read(connection => connection.First(
            $"SELECT {Columns} FROM client_key WHERE hash = @hash AND deleted IS NULL", static row => (Key: Read(row), Hash: row.Bytes(RowStamp.Count + 4)), ("@hash", hash)));
        if (found.Key is not { } key || !CryptographicOperations.FixedTimeEquals(found.Hash, hash) || !string.Equals(key.Origin, origin, StringComparison.Ordinal))
            return null;
        var now = time.GetUtcNow();
        if (key.LastUsed is null || now - key.LastUsed >= UseResolution)
            database.Write(transaction => transaction.Execute("UPDATE client_key SET last_used = @now WHERE id = @id", ("@now", now), ("@id", key.Stamp.Id)));
        return key;
    }

    /// <summary>Whether a key was ever made, revoked ones included: an owner who revoked the last key did not ask for a new setup.</summary>
    public static bool Any(ReadConnection connection) => connection.Exists("SELECT 1 FROM client_key LIMIT 1");

    /// <summary>The live keys, oldest first.</summary>
    public List<ClientKey> List() => database.Read(List);

    public List<ClientKey> List(ReadConnection connection) =>
        connection.Query($"SELECT {Columns} FROM client_key WHERE deleted IS NULL ORDER BY created, id", Read);

    /// <summary>False when there is no such live key. What holds it can do nothing from the commit on; connections are the caller's to close.</summary>
    public bool Revoke(WriteTransaction transaction, string id)
    {
        var now = time.GetUtcNow();
        var revoked = transaction.Execute(
            "UPDATE client_key SET deleted = @now, changed = @now, revision = revision + 1, device = @device WHERE id = @id AND deleted IS NULL",
            ("@now", now), ("@device", desk.Device), ("@id", id)) == 1;
        if (revoked)
            transaction.OnCommitted(() => _revoked = [.. _revoked, id]);
        return revoked;
    }

    /// <summary>Whether this run revoked it. Asked at every call of those who hold a key, so it asks no disk.</summary>
    public bool IsRevoked(string id) => _revoked.Contains(id);

    /// <summary>A key's text from its random part.</summary>
    public static string TextOf(ReadOnlySpan<byte> secret) => Prefix + Base64Url.EncodeToString(secret);

    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static ClientKey Read(Row row) => new(
        RowStamp.Read(row), row.Text(RowStamp.Count), ScopeSet.Parse(row.Text(RowStamp.Count + 1)), row.TextOrNull(RowStamp.Count + 2), row.TimeOrNull(RowStamp.Count + 3));
}
