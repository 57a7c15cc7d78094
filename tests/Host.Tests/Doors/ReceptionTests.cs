using Assistant.Host.Doors;
using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Tests.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Doors;

public sealed class ReceptionTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Database _database;
    private readonly Desk _desk;

    public ReceptionTests()
    {
        _database = _folder.OpenHost();
        _desk = Desk.Open(_database, TimeProvider.System);
    }

    private Greeting Known => new("1.2.3", false, _desk.Person, []);

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Initialize_WithoutAKey_IsAnsweredAtOnceAndHoldsForTheCaller()
    {
        var reception = new Reception(DoorKind.Socket, Known);

        var answer = await reception.InitializeAsync(Introduce(null, Scopes.Read, Scopes.Approve), default);
        Assert.Equal(_desk.Person, answer.Person);
        Assert.Equal([Scopes.Read], answer.Scopes);

        var caller = Connect(_desk);
        reception.Admit(caller, Words(caller));
        Assert.Equal("read", caller.Principal.Scopes.ToString());
        Assert.Equal("ada", caller.Principal.ClientName);
    }

    [Theory]
    [InlineData(true, "assistant_key_x")]
    [InlineData(false, null)]
    public async Task Initialize_WithAKeyOrWithoutAGreeting_WaitsForTheHost(bool known, string? key)
    {
        var reception = new Reception(DoorKind.Socket, known ? Known : null);
        var answer = reception.InitializeAsync(Introduce(key), default).AsTask();
        Assert.False(answer.IsCompleted);

        var caller = Connect(_desk);
        reception.Admit(caller, Words(caller));

        if (key is null)
            Assert.Equal("9.9.9", (await answer).HostVersion);
        else
            Assert.Equal(RpcErrorCode.NotAuthorised, (await Assert.ThrowsAsync<RpcException>(() => answer)).Code);
    }

    [Fact]
    public async Task Initialize_Again_IsTheHostsToRefuse()
    {
        var reception = new Reception(DoorKind.Socket, Known);
        await reception.InitializeAsync(Introduce(null, Scopes.Read), default);
        var again = reception.InitializeAsync(Introduce(null), default).AsTask();
        Assert.False(again.IsCompleted);

        var caller = Connect(_desk);
        reception.Admit(caller, Words(caller));

        Assert.Equal(RpcErrorCode.InvalidRequest, (await Assert.ThrowsAsync<RpcException>(() => again)).Code);
        Assert.Equal("read", caller.Principal.Scopes.ToString());
    }

    [Fact]
    public async Task Initialize_WithAScopeThatIsNone_IsRefusedAtOnce()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => new Reception(DoorKind.Socket, Known).InitializeAsync(Introduce(null, "everything"), default).AsTask());

        Assert.Equal(RpcErrorCode.Invalid, refusal.Code);
    }

    [Fact]
    public async Task Admit_AnotherPersonThanWasTold_Fails()
    {
        var reception = new Reception(DoorKind.Socket, Known with { Person = "someone else" });
        await reception.InitializeAsync(Introduce(null), default);

        var caller = Connect(_desk);
        Assert.Throws<InvalidOperationException>(() => reception.Admit(caller, Words(caller)));
    }

    private static InitializeRequest Introduce(string? key, params string[] scopes) =>
        new() { Client = new ClientInfo("ada", "1"), ClientKey = key, Scopes = scopes.Length == 0 ? null : scopes };

    private static SessionService Words(Caller caller) => new(
        caller,
        () => new HostStatus { Version = "9.9.9", Pid = 1, DataFolder = "", Demo = false, Started = default, SecretPlace = "", SqliteVersion = "", OutboxWaiting = 0 },
        new Discovery("9.9.9", () => []));

    private Caller Connect(Desk desk) =>
        new(desk, DoorKind.Socket, null, new ClientKeys(_database, desk, TimeProvider.System), new AuditLog(_database, _folder.Data.State.AuditHead, TimeProvider.System));
}
