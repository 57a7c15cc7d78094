using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Assistant.Host.Storage;

/// <summary>
/// One prepared statement. Straight on the native interface, and not through ADO.NET, whose first query costs a start some 30 ms
/// and whose every later one boxes its parameters.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly string[] _parameters;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        Sql = sql;
        Require(raw.sqlite3_prepare_v2(database, sql, out _statement));
        if (_statement.IsInvalid)
            throw new ArgumentException("There is no statement in the text.", nameof(sql));
        _parameters = new string[raw.sqlite3_bind_parameter_count(_statement)];
        for (var i = 0; i < _parameters.Length; i++)
            _parameters[i] = raw.sqlite3_bind_parameter_name(_statement, i + 1).utf8_to_string() ?? throw new ArgumentException("Parameters are named, as in @id.", nameof(sql));
    }

    public string Sql { get; }

    public Row Row => new(_statement);

    /// <summary>Gives every parameter its value. Arguments that the text does not name are left out.</summary>
    public void Bind(ReadOnlySpan<(string Name, SqlValue Value)> arguments)
    {
        for (var i = 0; i < _parameters.Length; i++)
            Require(Find(arguments, i).Bind(_statement, i + 1));
    }

    /// <summary>Goes to the next row; false at the end.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
            return code == raw.SQLITE_ROW;
        throw Failure(_database, code);
    }

    /// <summary>Ready for another run; holds on to no value of this one.</summary>
    public void Reset()
    {
        // The code is that of the step before, which has been thrown already.
        _ = raw.sqlite3_reset(_statement);
        _ = raw.sqlite3_clear_bindings(_statement);
    }

    public void Dispose() => _statement.Dispose();

    public static SqliteException Failure(sqlite3 database, int code) =>
        new($"SQLite: {raw.sqlite3_errmsg(database).utf8_to_string()}", code & 0xff, code);

    private SqlValue Find(ReadOnlySpan<(string Name, SqlValue Value)> arguments, int parameter)
    {
        var name = _parameters[parameter];
        // Callers mostly name them in the order of the text.
        if (parameter < arguments.Length && arguments[parameter].Name == name)
            return arguments[parameter].Value;
        foreach (var (each, value) in arguments)
        {
            if (each == name)
                return value;
        }

        throw new ArgumentException($"The parameter {name} has no value.", nameof(arguments));
    }

    private void Require(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Failure(_database, code);
    }
}
