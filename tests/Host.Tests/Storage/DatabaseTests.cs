using Assistant.Host.Storage;

namespace Assistant.Host.Tests.Storage;

public sealed class DatabaseTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Database _database;

    public DatabaseTests()
    {
        _database = new Database(_folder.PathTo("test.db"), MigrationSet.Of([new Migration(1, "start", "CREATE TABLE t(id INTEGER PRIMARY KEY, word TEXT UNIQUE)")]), TimeProvider.System);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Constructor_BeforeFirstCall_TouchesNoFile() => Assert.False(File.Exists(_database.FilePath));

    [Fact]
    public void Write_ThenRead_GivesWhatWasWritten()
    {
        _database.Write(t => t.Execute("INSERT INTO t(word) VALUES(@word)", ("@word", "yes")));

        Assert.Equal("yes", _database.Read(c => c.Text("SELECT word FROM t")));
    }

    [Fact]
    public void Rest_WhileOneReads_LeavesItInPeaceAndNobodyNoticesAfterwards()
    {
        _database.Rest();
        _database.Write(t => t.Execute("INSERT INTO t(word) VALUES('yes')"));
        var seen = _database.Read(c =>
        {
            _database.Rest();
            return c.Text("SELECT word FROM t");
        });
        _database.Rest();

        Assert.Equal("yes", seen);
        Assert.Equal("yes", _database.Read(c => c.Text("SELECT word FROM t")));
        Assert.Equal(1, _database.Write(t => t.Execute("UPDATE t SET word = 'no'")));
    }

    [Fact]
    public void Rest_InsideAWrite_WaitsForNobody() => _database.Write(_ => _database.Rest());

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("trusted_schema", "0")]
    [InlineData("secure_delete", "1")]
    [InlineData("temp_store", "2")]
    [InlineData("busy_timeout", "5000")]
    public void Open_Writer_HasTheSetting(string pragma, string expected) =>
        Assert.Equal(expected, _database.Write(t => t.First("PRAGMA " + pragma, row => row.Raw(0)))!.ToString());

    [Fact]
    public void Read_ThatWrites_IsRefused() =>
        Assert.Equal(StorageFault.ReadOnly, Assert.Throws<StorageException>(() => _database.Read(c => c.Query("INSERT INTO t(word) VALUES('x') RETURNING id", row => row.Long(0)))).Fault);

    [Fact]
    public void Write_ThatThrows_LeavesNothing()
    {
        Assert.Throws<InvalidTimeZoneException>(() => _database.Write(t =>
        {
            t.Execute("INSERT INTO t(word) VALUES('x')");
            throw new InvalidTimeZoneException();
        }));

        Assert.Equal(0, _database.Read(c => c.Number("SELECT count(*) FROM t")));
    }

    [Fact]
    public void Write_InsideAWrite_ThrowsInsteadOfWaitingForItself() =>
        Assert.Throws<InvalidOperationException>(() => _database.Write(_ => _database.Write(t => t.Execute("DELETE FROM t"))));

    [Fact]
    public void Write_TransactionUsedAfterwards_Throws()
    {
        var kept = _database.Write(t => t);

        Assert.Throws<InvalidOperationException>(() => kept.Execute("DELETE FROM t"));
    }

    [Fact]
    public void OnCommitted_RolledBack_DoesNotRun()
    {
        var ran = 0;
        _database.Write(t => t.OnCommitted(() => ran++));
        Assert.Throws<InvalidTimeZoneException>(() => _database.Write(t =>
        {
            t.OnCommitted(() => ran++);
            throw new InvalidTimeZoneException();
        }));

        Assert.Equal(1, ran);
    }

    [Fact]
    public void Read_WhileAWriteIsUnderWay_SeesTheStateBefore() =>
        Assert.Equal(0, _database.Write(t =>
        {
            t.Execute("INSERT INTO t(word) VALUES('x')");
            return _database.Read(c => c.Number("SELECT count(*) FROM t"));
        }));

    [Fact]
    public void Query_NestedInItsOwnRows_GivesEach()
    {
        _database.Write(t => t.Execute("INSERT INTO t(word) VALUES('a'), ('b')"));

        const string sql = "SELECT word FROM t ORDER BY word";
        var pairs = _database.Read(c => c.Query(sql, outer => (outer.Text(0), c.Query(sql, inner => inner.Text(0)).Count)));

        Assert.Equal([("a", 2), ("b", 2)], pairs);
    }

    [Fact]
    public void Write_UniqueRuleBroken_IsAConstraintFault() =>
        Assert.Equal(StorageFault.Constraint, Assert.Throws<StorageException>(() => _database.Write(t => t.Execute("INSERT INTO t(word) VALUES('a'), ('a')"))).Fault);

    [Fact]
    public async Task WriteAsync_FromManyThreads_AllArrive()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(async () =>
            await _database.WriteAsync(t => t.Execute("INSERT INTO t(word) VALUES(@word)", ("@word", $"w{n}")), CancellationToken.None))));

        Assert.Equal(50, _database.Read(c => c.Number("SELECT count(*) FROM t")));
    }

    [Fact]
    public void Write_FileFull_SaysSoAndRollsBack()
    {
        _database.Open();
        _database.Write(t => t.First("PRAGMA max_page_count = 20", row => row.Long(0)));

        var error = Assert.Throws<StorageException>(() => _database.Write(t =>
        {
            for (var n = 0; n < 100; n++)
                t.Execute("INSERT INTO t(word) VALUES(@word)", ("@word", n + new string('x', 2_000)));
        }));

        Assert.Equal(StorageFault.Full, error.Fault);
        Assert.Contains("Free some space", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(0, _database.Read(c => c.Number("SELECT count(*) FROM t")));
        _database.Write(t => t.Execute("INSERT INTO t(word) VALUES('small')"));
    }

    [Fact]
    public void Open_NoDatabase_SaysDamaged()
    {
        var path = _folder.PathTo("text.db");
        File.WriteAllText(path, new string('x', 5_000));
        using var database = new Database(path, MigrationSet.Empty, TimeProvider.System);

        Assert.Equal(StorageFault.Corrupt, Assert.Throws<StorageException>(database.Open).Fault);
    }

    [Fact]
    public void Open_NewFile_IsPrivateWithItsLog()
    {
        if (OperatingSystem.IsWindows())
            return;
        _database.Write(t => t.Execute("INSERT INTO t(word) VALUES('x')"));

        foreach (var suffix in new[] { "", "-wal", "-shm" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_database.FilePath + suffix));
    }

    [Fact]
    public void SqliteLibrary_Bundled_NamesTheWalResetRace() => Assert.Contains("two programs", Assert.Single(SqliteLibrary.Unsafe), StringComparison.Ordinal);
}
