namespace Assistant.Host.Storage;

/// <summary>Whose rows are written here: the space, the person who owns new rows, and this device.</summary>
internal sealed record Desk(string Space, string Person, string Device)
{
    /// <summary>Another one from the moment on in which a person released a folder that was copied or restored.</summary>
    public string Device { get; private set; } = Device;

    /// <summary>What is written from here on is this device's.</summary>
    public void Become(string device) => Device = device;

    /// <summary>The desk of a data folder with one owner; made at the first call and the same ever after.</summary>
    public static Desk Open(Database database, TimeProvider time) =>
        database.Read(Find) ?? database.Write(transaction => Find(transaction) ?? Create(transaction, time));

    /// <summary>What a person is called; the id of one who was never named.</summary>
    public static string PersonName(ReadConnection connection, string person) =>
        connection.Text("SELECT name FROM person WHERE id = @id", ("@id", person)) is { Length: > 0 } name ? name : person;

    public static void NamePerson(WriteTransaction transaction, string person, string name) =>
        transaction.Execute("UPDATE person SET name = @name WHERE id = @id", ("@name", name), ("@id", person));

    private static Desk? Find(ReadConnection connection) => connection.First(
        "SELECT p.space, p.id, d.id FROM person p, device d WHERE p.role = 'owner' ORDER BY p.created LIMIT 1",
        static row => new Desk(row.Text(0), row.Text(1), row.Text(2)));

    private static Desk Create(WriteTransaction transaction, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var desk = new Desk(RowStamp.NewId(now), RowStamp.NewId(now), RowStamp.NewId(now));
        transaction.Execute("INSERT INTO space(id, name, created) VALUES(@id, @name, @now)", ("@id", desk.Space), ("@name", "desk"), ("@now", now));
        transaction.Execute("INSERT INTO person(id, space, role, created) VALUES(@id, @space, 'owner', @now)", ("@id", desk.Person), ("@space", desk.Space), ("@now", now));
        transaction.Execute("INSERT INTO device(one, id, generation) VALUES(1, @id, 0)", ("@id", desk.Device));
        return desk;
    }
}
