using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Microsoft.Data.Sqlite;

namespace Assistant.Host.Tests.Storage;

public sealed class AuditLogTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Database _database;
    private readonly AuditLog _log;

    public AuditLogTests()
    {
        _database = _folder.OpenHost();
        _log = new AuditLog(_database, _folder.Data.State.AuditHead, TimeProvider.System);
        for (var n = 1; n <= 10; n++)
            _log.Append(Record($"{n}"));
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Verify_Untouched_IsWhole()
    {
        var report = _log.Verify();

        Assert.True(report.IsWhole);
        Assert.Equal(10, report.Records);
    }

    [Fact]
    public void Append_RolledBack_IsNotInTheChain()
    {
        Assert.Throws<InvalidTimeZoneException>(() => _database.Write(t =>
        {
            _log.Append(t, Record("x"));
            throw new InvalidTimeZoneException();
        }));
        _log.Append(Record("y"));

        Assert.Equal(11, _log.Verify().Records);
        Assert.True(_log.Verify().IsWhole);
    }

    [Theory]
    [InlineData("UPDATE audit SET outcome = 'x'")]
    [InlineData("DELETE FROM audit")]
    public void Write_ThroughTheProgram_IsRefused(string sql) =>
        Assert.Equal(StorageFault.Constraint, Assert.Throws<StorageException>(() => _database.Write(t => t.Execute(sql))).Fault);

    [Theory]
    [InlineData("UPDATE audit SET outcome = 'done well' WHERE seq = 4", (int)AuditBreak.Changed, 4)]
    [InlineData("UPDATE audit SET time = time + 1 WHERE seq = 10", (int)AuditBreak.Changed, 10)]
    [InlineData("UPDATE audit SET person = person || client, client = '' WHERE seq = 1", (int)AuditBreak.Changed, 1)]
    [InlineData("DELETE FROM audit WHERE seq = 5", (int)AuditBreak.Removed, 6)]
    [InlineData("DELETE FROM audit WHERE seq = 1", (int)AuditBreak.Removed, 2)]
    [InlineData("DELETE FROM audit WHERE seq > 7", (int)AuditBreak.CutOff, 7)]
    [InlineData("DELETE FROM audit", (int)AuditBreak.CutOff, 0)]
    public void Verify_FileTamperedWith_NamesTheBreakAndItsPlace(string sql, int expected, long seq)
    {
        Tamper(sql);

        var problem = Reopened().Verify().Problems[0];
        Assert.Equal(((AuditBreak)expected, seq), (problem.Break, problem.Seq));
    }

    [Fact]
    public void Verify_ChainWrittenAnew_IsSeenByTheAnchor()
    {
        Rechain();

        var problem = Assert.Single(Reopened().Verify().Problems);
        Assert.Equal((AuditBreak.Rewritten, 10L), (problem.Break, problem.Seq));
    }

    [Fact]
    public void Verify_ChainWrittenAnewAndContinued_StaysSeen()
    {
        Rechain();
        var log = Reopened();
        log.Append(Record("later"));

        Assert.Equal(AuditBreak.Rewritten, Assert.Single(log.Verify().Problems).Break);
    }

    [Fact]
    public void Verify_AnchorGone_IsSeenEvenAfterMoreRecords()
    {
        File.Delete(_folder.Data.State.AuditHead.FullPath);
        var log = Reopened();
        log.Append(Record("later"));

        Assert.Equal(AuditBreak.NoAnchor, Assert.Single(log.Verify().Problems).Break);
    }

    [Fact]
    public void Verify_CrashBeforeTheAnchorMoved_IsWhole()
    {
        var before = File.ReadAllBytes(_folder.Data.State.AuditHead.FullPath);
        _log.Append(Record("11"));
        File.WriteAllBytes(_folder.Data.State.AuditHead.FullPath, before);
        var log = Reopened();

        Assert.True(log.Verify().IsWhole);
        log.Append(Record("12"));
        Assert.Equal(12, _folder.Data.State.AuditHead.Read()!.Value.Number);
    }

    [Fact]
    public void Verify_CrashBeforeTheVeryFirstAnchor_IsWhole()
    {
        using var folder = new TempFolder();
        using var database = folder.OpenHost();
        var head = folder.Data.State.AuditHead;
        var log = new AuditLog(database, head, TimeProvider.System);
        database.Write(t =>
        {
            log.Append(t, Record("1"));
            File.Copy(head.FullPath, head.FullPath + ".before");
        });
        File.Move(head.FullPath + ".before", head.FullPath, overwrite: true);

        Assert.True(new AuditLog(database, head, TimeProvider.System).Verify().IsWhole);
    }

    [Fact]
    public void Reanchor_BrokenEnd_IsWholeAgainAndSaysSo()
    {
        Tamper("DELETE FROM audit WHERE seq > 7");
        var log = Reopened();
        _database.Write(t => log.Reanchor(t, Record("accepted")));

        Assert.True(log.Verify().IsWhole);
        Assert.Equal("accepted", log.Page(null, 1)[0].Record.Subject);
    }

    [Fact]
    public void Page_Before_GoesOnDownward() =>
        Assert.Equal([7, 6], _log.Page(8, 2).Select(row => row.Seq));

    [Fact]
    public void Hash_FieldsShifted_Differs()
    {
        var a = new AuditRecord("ab", "c", "", "", "", "").Hash(AuditRecord.Genesis, 1, DateTimeOffset.UnixEpoch);
        var b = new AuditRecord("a", "bc", "", "", "", "").Hash(AuditRecord.Genesis, 1, DateTimeOffset.UnixEpoch);

        Assert.NotEqual(a, b);
    }

    private static AuditRecord Record(string subject) => new("person", "client", "draft.write", "draft", subject, "done");

    private AuditLog Reopened() => new(_database, _folder.Data.State.AuditHead, TimeProvider.System);

    private void Tamper(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Data.DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"DROP TRIGGER IF EXISTS audit_no_update; DROP TRIGGER IF EXISTS audit_no_delete; {sql}";
        command.ExecuteNonQuery();
    }

    // What someone with the file and this program's source can do: change a record and mend every hash after it.
    private void Rechain()
    {
        var previous = AuditRecord.Genesis;
        foreach (var row in _log.Page(null, 100).AsEnumerable().Reverse())
        {
            var record = row.Seq == 3 ? row.Record with { Outcome = "never happened" } : row.Record;
            previous = record.Hash(previous, row.Seq, row.Time);
            Tamper($"UPDATE audit SET outcome = '{record.Outcome}', hash = x'{Convert.ToHexString(previous)}' WHERE seq = {row.Seq}");
        }
    }
}
