using Assistant.Host.Storage;

namespace Assistant.Host.Tests.Storage;

public sealed class MigrationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<int> OlderVersions()
    {
        var data = new TheoryData<int>();
        for (var applied = 0; applied <= MigrationSet.Host.Ordered.Count; applied++)
            data.Add(applied);
        return data;
    }

    [Theory]
    [MemberData(nameof(OlderVersions))]
    public void Open_FromAnyOlderVersion_EndsWithTheSameSchema(int applied)
    {
        using (var fresh = _folder.OpenHost())
        using (var old = At("old.db", MigrationSet.Of(MigrationSet.Host.Ordered.Take(applied))))
        {
            fresh.Open();
            old.Open();
        }

        using var expected = _folder.OpenHost();
        using var updated = At("old.db", MigrationSet.Host);
        Assert.Equal(Schema(expected), Schema(updated));
        Assert.Empty(updated.Read(c => c.Query("PRAGMA foreign_key_check", row => row.Text(0))));
    }

    [Fact]
    public void Open_AppliedStepChanged_IsRefused()
    {
        Make(new Migration(1, "one", "CREATE TABLE a(id)"));

        using var database = At("x.db", MigrationSet.Of([new Migration(1, "one", "CREATE TABLE a(id, more)")]));
        Assert.Equal(StorageFault.Changed, Assert.Throws<StorageException>(database.Open).Fault);
    }

    [Fact]
    public void Open_OnlyLineEndsChanged_IsTheSameStep()
    {
        Make(new Migration(1, "one", "CREATE TABLE a(\nid)"));

        using var database = At("x.db", MigrationSet.Of([new Migration(1, "one", "CREATE TABLE a(\r\nid)")]));
        database.Open();
    }

    [Fact]
    public void Open_FileOfANewerProgram_IsRefusedAndNamed()
    {
        Make(new Migration(1, "one", "CREATE TABLE a(id)"), new Migration(7, "later", "CREATE TABLE b(id)"));

        using (var database = At("x.db", MigrationSet.Of([new Migration(1, "one", "CREATE TABLE a(id)"), new Migration(2, "ours", "CREATE TABLE c(id)")])))
        {
            var error = Assert.Throws<StorageException>(database.Open);
            Assert.Equal(StorageFault.Newer, error.Fault);
            Assert.Contains("later", error.Reason, StringComparison.Ordinal);
        }

        using var newer = At("x.db", MigrationSet.Of([new Migration(1, "one", "CREATE TABLE a(id)"), new Migration(7, "later", "CREATE TABLE b(id)")]));
        Assert.Equal(0, newer.Read(c => c.Number("SELECT count(*) FROM sqlite_master WHERE name = 'c'")));
    }

    [Fact]
    public void Open_StepFailsHalfWay_LeavesTheFileAsBefore()
    {
        Make(new Migration(1, "one", "CREATE TABLE a(id)"));
        using (var failing = At("x.db", MigrationSet.Of([new Migration(1, "one", "CREATE TABLE a(id)"), new Migration(2, "two", "CREATE TABLE b(id); INSERT INTO nowhere VALUES(1);")])))
            Assert.Throws<StorageException>(failing.Open);

        using var database = At("x.db", MigrationSet.Of([new Migration(1, "one", "CREATE TABLE a(id)")]));
        Assert.Equal(0, database.Read(c => c.Number("SELECT count(*) FROM sqlite_master WHERE name = 'b'")));
    }

    [Fact]
    public void Of_SameNumberTwice_Throws() =>
        Assert.Throws<InvalidOperationException>(() => MigrationSet.Of([new Migration(1, "a", ""), new Migration(1, "b", "")]).Ordered);

    private static List<string> Schema(Database database) =>
        database.Read(c => c.Query("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1", row => row.Text(0)));

    private void Make(params Migration[] migrations)
    {
        using var database = At("x.db", MigrationSet.Of(migrations));
        database.Open();
    }

    private Database At(string name, MigrationSet set) => new(_folder.PathTo(name), set, TimeProvider.System);
}
