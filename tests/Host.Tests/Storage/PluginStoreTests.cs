using Assistant.Host.Storage.Plugins;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Storage;

public sealed class PluginStoreTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly PluginStore _store;

    public PluginStoreTests() => _store = new PluginStore(_folder.Data, "mail.local", _time);

    public async Task InitializeAsync() => await Migrate("001_start", "CREATE TABLE t(id INTEGER PRIMARY KEY, word TEXT UNIQUE, n REAL, b BLOB)");

    public Task DisposeAsync()
    {
        _store.Dispose();
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Execute_ThenQuery_GivesEveryKindOfValue()
    {
        await Execute(null, S("INSERT INTO t(id, word, n, b) VALUES(@id, @word, @n, @b)", ("id", 7), ("word", "w"), ("n", 1.5), ("b", new byte[] { 1, 2 })), S("INSERT INTO t(id) VALUES(8)"));

        var answer = await Query(S("SELECT id, word, n, b FROM t ORDER BY id"));
        Assert.Equal(["id", "word", "n", "b"], answer.Columns);
        Assert.Equal((7, "w", 1.5), (answer.Rows[0][0].Number, answer.Rows[0][1].Text, answer.Rows[0][2].Real));
        Assert.Equal([1, 2], answer.Rows[0][3].Bytes!);
        Assert.Equal(StoreValue.Null, answer.Rows[1][1]);
    }

    [Fact]
    public async Task Execute_OneStatementFails_NoneIsDone()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Execute("k", Insert("a"), Insert("a")));

        Assert.Equal("$.statements[1]", Assert.IsType<RpcInvalidData>(error.Detail).Problems[0].Path);
        Assert.Empty((await Query(S("SELECT id FROM t"))).Rows);
        Assert.False((await Execute("k", Insert("a"))).Repeated);
    }

    [Fact]
    public async Task Execute_SameKeyAgain_AnswersTheSameAndChangesNothing()
    {
        var first = await Execute("job-1", Insert("a"), S("UPDATE t SET n = 2"));
        var second = await Execute("job-1", Insert("b"));

        Assert.Equal([1, 1], first.Changed);
        Assert.Equal([1, 1], second.Changed);
        Assert.Equal((false, true), (first.Repeated, second.Repeated));
        Assert.Single((await Query(S("SELECT id FROM t"))).Rows);
    }

    [Theory]
    [InlineData("ATTACH 'x.db' AS x", "ATTACH")]
    [InlineData("DETACH main", "DETACH")]
    [InlineData("PRAGMA journal_mode = DELETE", "PRAGMA")]
    [InlineData("SELECT * FROM pragma_table_info('t')", "PRAGMA")]
    [InlineData("COMMIT", "Transaction")]
    [InlineData("BEGIN", "Transaction")]
    [InlineData("SAVEPOINT x", "Transaction")]
    [InlineData("SELECT load_extension('x')", "load_extension")]
    [InlineData("DELETE FROM assistant_done", "assistant_")]
    [InlineData("DROP TABLE assistant_script", "assistant_")]
    [InlineData("SELECT key FROM Assistant_Done", "assistant_")]
    [InlineData("CREATE TEMP TABLE x(id)", "temporary")]
    [InlineData("VACUUM INTO 'x.db'", "")]
    [InlineData("DELETE FROM t; DELETE FROM t", "one statement")]
    [InlineData("DELETE FROM t; nonsense", "one statement")]
    [InlineData("DELETE FROM t WHERE id = ?", "@id")]
    [InlineData("DELETE FROM nowhere", "no such table")]
    [InlineData("  -- nothing", "no statement")]
    public async Task Execute_SqlOutOfBounds_IsRefused(string sql, string reason)
    {
        await Execute(null, Insert("kept"));

        var error = await Assert.ThrowsAsync<RpcException>(async () => await Execute(null, S(sql)));
        Assert.Equal(RpcErrorCode.Invalid, error.Code);
        Assert.Contains(reason, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Single((await Query(S("SELECT id FROM t"))).Rows);
    }

    [Theory]
    [InlineData("CREATE TABLE x(id); ATTACH 'x.db' AS x;")]
    [InlineData("CREATE TABLE x(id); COMMIT;")]
    [InlineData("CREATE TABLE assistant_x(id);")]
    public async Task Migrate_ScriptOutOfBounds_IsRefusedWhole(string sql)
    {
        await Assert.ThrowsAsync<RpcException>(async () => await Migrate("001_start", "CREATE TABLE t(id INTEGER PRIMARY KEY, word TEXT UNIQUE, n REAL, b BLOB)", "002_bad", sql));

        Assert.Empty((await Query(S("SELECT 1 FROM sqlite_master WHERE name = 'x'"))).Rows);
    }

    [Fact]
    public async Task Execute_TrailingCommentAndSemicolon_IsOneStatement() => await Execute(null, S("DELETE FROM t; -- all of it\n"));

    [Fact]
    public async Task Execute_FullTextTable_Works()
    {
        await Migrate("001_start", "CREATE TABLE t(id INTEGER PRIMARY KEY, word TEXT UNIQUE, n REAL, b BLOB)", "002_search", "CREATE VIRTUAL TABLE f USING fts5(body); INSERT INTO f VALUES('hello world');");
        await Execute(null, S("INSERT INTO f VALUES('hello there')"));

        Assert.Equal(2, (await Query(S("SELECT rowid FROM f WHERE f MATCH @q", ("q", "hello")))).Rows.Count);
    }

    [Fact]
    public async Task Query_ThatWrites_IsRefused()
    {
        Assert.Equal(RpcErrorCode.Invalid, (await Assert.ThrowsAsync<RpcException>(async () => await Query(S("DELETE FROM t")))).Code);
    }

    [Fact]
    public async Task Query_ParameterWithoutValue_IsNamed()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await Query(S("SELECT 1 FROM t WHERE id = @id")));

        Assert.Equal("$.statement.parameters.id", Assert.IsType<RpcInvalidData>(error.Detail).Problems[0].Path);
    }

    [Fact]
    public async Task Query_MoreRowsThanAsked_IsALimit()
    {
        await Execute(null, Insert("a"), Insert("b"));

        var error = await Assert.ThrowsAsync<RpcException>(async () => await _store.QueryAsync(new StoreQueryRequest { Statement = S("SELECT id FROM t"), Limit = 1 }, CancellationToken.None));
        Assert.Equal(RpcErrorCode.Limit, error.Code);
    }

    [Theory]
    [InlineData("SELECT randomblob(3000000)")]
    [InlineData("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 900) SELECT randomblob(4000) FROM c")]
    public async Task Query_AnswerTooLarge_IsALimit(string sql) =>
        Assert.Equal(RpcErrorCode.Limit, (await Assert.ThrowsAsync<RpcException>(async () => await Query(S(sql)))).Code);

    [Fact]
    public async Task Query_EndlessQuery_IsStoppedAndTheStoreGoesOn()
    {
        var endless = Task.Run(async () => await Query(S("WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c")));
        while (!endless.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(RpcErrorCode.Limit, (await Assert.ThrowsAsync<RpcException>(() => endless)).Code);
        await Execute(null, Insert("a"));
    }

    [Fact]
    public async Task Migrate_Again_AppliesWhatIsNewAndRefusesWhatChanged()
    {
        const string first = "CREATE TABLE t(id INTEGER PRIMARY KEY, word TEXT UNIQUE, n REAL, b BLOB)";
        Assert.Equal(1, (await Migrate("002_more", "CREATE TABLE u(id)", "001_start", first)).Applied);
        Assert.Equal(0, (await Migrate("001_start", first, "002_more", "CREATE TABLE u(id)")).Applied);

        Assert.Equal(RpcErrorCode.Invalid, (await Assert.ThrowsAsync<RpcException>(async () => await Migrate("001_start", first, "002_more", "CREATE TABLE v(id)"))).Code);
        Assert.Equal(RpcErrorCode.Invalid, (await Assert.ThrowsAsync<RpcException>(async () => await Migrate("001_start", first))).Code);
        Assert.Equal(RpcErrorCode.Invalid, (await Assert.ThrowsAsync<RpcException>(async () => await Migrate("start", first))).Code);
    }

    [Theory]
    [InlineData("../assistant")]
    [InlineData("A")]
    public void Constructor_IdThatIsNoFileName_Throws(string id) => Assert.Throws<ArgumentException>(() => new PluginStore(_folder.Data, id, _time));

    private static StoreStatement S(string sql, params (string Name, StoreValue Value)[] parameters) => new(sql, parameters.ToDictionary(p => p.Name, p => p.Value));

    private static StoreStatement Insert(string word) => S("INSERT INTO t(word) VALUES(@word)", ("word", word));

    private ValueTask<StoreMigrateResponse> Migrate(params string[] namesAndSql) => _store.MigrateAsync(
        new StoreMigrateRequest { Scripts = [.. namesAndSql.Chunk(2).Select(pair => new StoreScript(pair[0], pair[1]))] }, CancellationToken.None);

    private ValueTask<StoreQueryResponse> Query(StoreStatement statement) =>
        _store.QueryAsync(new StoreQueryRequest { Statement = statement }, CancellationToken.None);

    private ValueTask<StoreExecuteResponse> Execute(string? key, params StoreStatement[] statements) =>
        _store.ExecuteAsync(new StoreExecuteRequest { Statements = statements, Key = key }, CancellationToken.None);
}
