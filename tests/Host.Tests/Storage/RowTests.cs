using Assistant.Host.Storage;

namespace Assistant.Host.Tests.Storage;

public sealed class RowTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Database _database;
    private readonly Desk _desk;
    private readonly string _id;

    public RowTests()
    {
        _database = _folder.OpenHost();
        _desk = Desk.Open(_database, TimeProvider.System);
        var stamp = RowStamp.New(_desk, TimeProvider.System);
        _id = stamp.Id;
        _database.Write(t => t.Execute(
            "INSERT INTO client_key(" + RowStamp.Columns + ", name, hash, scopes) VALUES(" + RowStamp.Parameters + ", 'n', @hash, '')",
            [.. stamp.Arguments, ("@hash", new byte[32])]));
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Open_Again_GivesTheSameDesk() => Assert.Equal(_desk, Desk.Open(_database, TimeProvider.System));

    [Fact]
    public void Update_AtTheRevision_SetsAndCounts()
    {
        Assert.Equal(2, Update("a", 1));
        Assert.Equal(3, Update("b", 2));

        var (stamp, name) = _database.Read(c => c.First("SELECT " + RowStamp.Columns + ", name FROM client_key", row => (RowStamp.Read(row), row.Text(RowStamp.Count))));
        Assert.Equal((3, "b", _desk.Space, _desk.Person, _desk.Device), (stamp.Revision, name, stamp.Space, stamp.Owner, stamp.Device));
        Assert.Equal('7', stamp.Id[14]);
    }

    [Fact]
    public void Update_StaleRevision_SaysTheActualOneAndChangesNothing()
    {
        Update("mine", 1);

        var conflict = Assert.Throws<RevisionConflictException>(() => Update("theirs", 1));

        Assert.Equal((1, 2), (conflict.Expected, conflict.Actual));
        Assert.Equal("mine", _database.Read(c => c.Text("SELECT name FROM client_key")));
    }

    [Fact]
    public void Update_DeletedRow_IsAConflictWithoutARevision()
    {
        _database.Write(t => t.Delete("client_key", _id, 1, _desk, TimeProvider.System, "name = ''"));

        Assert.Null(Assert.Throws<RevisionConflictException>(() => Update("x", 2)).Actual);
        Assert.Equal("", _database.Read(c => c.Text("SELECT name FROM client_key WHERE deleted IS NOT NULL")));
    }

    private long Update(string name, long revision) =>
        _database.Write(t => t.Update("client_key", _id, revision, _desk, TimeProvider.System, "name = @name", ("@name", name)));
}
