using System.Collections.Concurrent;
using Assistant.Protocol.JsonRpc;
using SQLitePCL;

namespace Assistant.Host.Storage.Plugins;

/// <summary>
/// Judges a plugin's SQL by SQLite's own parser: one statement, nothing that reaches outside the plugin's tables or the transaction
/// the host opened for it.
/// </summary>
internal sealed class PluginSql
{
    /// <summary>The host's own tables in a plugin's file.</summary>
    public const string ReservedPrefix = "assistant_";

    // A plugin has a few dozen texts; one that composes them anew each time only loses the shortcut.
    private const int Remembered = 1_000;

    private readonly ConcurrentDictionary<(string Sql, bool Reads), string[]> _judged = new();

    /// <summary>The names of its parameters, with their sign. Must be called on the connection that will run it.</summary>
    /// <exception cref="RpcException">Invalid: it is not allowed, or no valid SQL.</exception>
    public string[] Judge(ReadConnection connection, string sql, bool reads, string path)
    {
        if (_judged.TryGetValue((sql, reads), out var known))
            return known;
        var parameters = Guarded(connection, path, () => Parse(connection.Handle, sql, reads, path));
        if (_judged.Count >= Remembered)
            _judged.Clear();
        _judged[(sql, reads)] = parameters;
        return parameters;
    }

    /// <summary>Runs a script of several statements under the same rules.</summary>
    public static void RunScript(WriteTransaction transaction, string sql, string path) => Guarded(transaction, path, () =>
    {
        transaction.ExecuteScript(sql);
        return 0;
    });

    private static T Guarded<T>(ReadConnection connection, string path, Func<T> run)
    {
        string? refused = null;
        raw.sqlite3_set_authorizer(connection.Handle, (strdelegate_authorizer)((_, action, first, second, _, _) =>
        {
            if (Refusal(action, first, second) is not { } reason)
                return raw.SQLITE_OK;
            refused ??= reason;
            return raw.SQLITE_DENY;
        }), null);
        try
        {
            return run();
        }
        catch (Exception) when (refused is not null)
        {
            throw RpcException.Invalid(path, $"{refused} is not allowed in a plugin's store.");
        }
        finally
        {
            raw.sqlite3_set_authorizer(connection.Handle, (strdelegate_authorizer?)null, null);
        }
    }

    private static string? Refusal(int action, string? first, string? second) => action switch
    {
        raw.SQLITE_ATTACH => "ATTACH",
        raw.SQLITE_DETACH => "DETACH",
        // Full text search looks at this one by itself.
        raw.SQLITE_PRAGMA => string.Equals(first, "data_version", StringComparison.OrdinalIgnoreCase) ? null : "PRAGMA",
        raw.SQLITE_TRANSACTION or raw.SQLITE_SAVEPOINT => "Transaction control",
        raw.SQLITE_CREATE_TEMP_INDEX or raw.SQLITE_CREATE_TEMP_TABLE or raw.SQLITE_CREATE_TEMP_TRIGGER or raw.SQLITE_CREATE_TEMP_VIEW => "A temporary table",
        raw.SQLITE_FUNCTION => string.Equals(second, "load_extension", StringComparison.OrdinalIgnoreCase) ? "load_extension" : null,
        raw.SQLITE_READ when first is not null && first.StartsWith("pragma_", StringComparison.OrdinalIgnoreCase) => "PRAGMA",
        _ => IsReserved(first) || IsReserved(second) ? $"A name that begins with {ReservedPrefix}" : null,
    };

    private static bool IsReserved(string? name) => name is not null && name.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase);

    private static string[] Parse(sqlite3 handle, string sql, bool reads, string path)
    {
        var code = raw.sqlite3_prepare_v2(handle, sql, out var statement, out var tail);
        using (statement)
        {
            if (code != raw.SQLITE_OK)
                throw RpcException.Invalid(path, raw.sqlite3_errmsg(handle).utf8_to_string());
            if (statement is null || statement.IsInvalid)
                throw RpcException.Invalid(path, "There is no statement.");
            if (reads && raw.sqlite3_stmt_readonly(statement) == 0)
                throw RpcException.Invalid(path, "A query may not change anything.");
            RequireEnd(handle, tail, path);
            var parameters = new string[raw.sqlite3_bind_parameter_count(statement)];
            for (var i = 0; i < parameters.Length; i++)
            {
                var name = raw.sqlite3_bind_parameter_name(statement, i + 1).utf8_to_string();
                parameters[i] = name is ['@', ..] ? name : throw RpcException.Invalid(path, "Parameters are named, as in @id.");
            }

            return parameters;
        }
    }

    // Blanks and comments parse to nothing; whatever parses to something, or not at all, is a second statement.
    private static void RequireEnd(sqlite3 handle, string? tail, string path)
    {
        if (string.IsNullOrWhiteSpace(tail))
            return;
        var code = raw.sqlite3_prepare_v2(handle, tail, out var second);
        using (second)
        {
            if (code != raw.SQLITE_OK || second is { IsInvalid: false })
                throw RpcException.Invalid(path, "Only one statement is allowed.");
        }
    }
}
