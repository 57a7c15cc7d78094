using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Tests.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Security;

public sealed class CallerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Database _database;
    private readonly Desk _desk;
    private readonly ClientKeys _keys;
    private readonly AuditLog _audit;

    public CallerTests()
    {
        _database = _folder.OpenHost();
        _desk = Desk.Open(_database, TimeProvider.System);
        _keys = new ClientKeys(_database, _desk, TimeProvider.System);
        _audit = new AuditLog(_database, _folder.Data.State.AuditHead, TimeProvider.System);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData((int)DoorKind.Stdio, "read draft propose")]
    [InlineData((int)DoorKind.Socket, "read draft propose")]
    [InlineData((int)DoorKind.Mcp, "read draft propose")]
    [InlineData((int)DoorKind.Web, "")]
    public void Principal_NoKey_HasWhatTheDoorGrants(int door, string scopes) =>
        Assert.Equal(scopes, Connect((DoorKind)door).Principal.Scopes.ToString());

    [Theory]
    [InlineData((int)DoorKind.Stdio, "read draft propose decide approve admin")]
    [InlineData((int)DoorKind.Socket, "read draft propose decide approve admin")]
    [InlineData((int)DoorKind.Web, "read draft propose decide approve admin")]
    [InlineData((int)DoorKind.Mcp, "read draft propose")]
    public void Initialize_Key_RaisesToTheDoorsCeiling(int door, string scopes)
    {
        var caller = Connect((DoorKind)door);
        caller.Initialize("cli", Key(ScopeSet.All), null);

        Assert.Equal(scopes, caller.Principal.Scopes.ToString());
    }

    [Theory]
    [InlineData("read", "read")]
    [InlineData("read approve admin", "read")]
    [InlineData("", "")]
    [InlineData("everything", "")]
    public void Initialize_Scopes_NarrowAndNeverWiden(string asked, string kept)
    {
        var caller = Connect(DoorKind.Socket);
        caller.Initialize("x", null, asked.Split(' '));

        Assert.Equal(kept, caller.Principal.Scopes.ToString());
    }

    [Fact]
    public void Initialize_KeyOfFewScopes_GivesNoMore()
    {
        var caller = Connect(DoorKind.Web);
        caller.Initialize("pane", Key(ScopeSet.Of(Scopes.Read)), [.. Scopes.All]);

        Assert.Equal("read", caller.Principal.Scopes.ToString());
    }

    [Fact]
    public void Initialize_Twice_IsRefused()
    {
        var caller = Connect(DoorKind.Socket);
        caller.Initialize("x", null, ["read"]);

        Assert.Equal(RpcErrorCode.InvalidRequest, Assert.Throws<RpcException>(() => caller.Initialize("x", Key(ScopeSet.All), null)).Code);
        Assert.Equal("read", caller.Principal.Scopes.ToString());
    }

    [Fact]
    public void Initialize_WrongKey_IsRefusedAuditedAndRaisesNothing()
    {
        var caller = Connect(DoorKind.Socket);

        Assert.Equal(RpcErrorCode.NotAuthorised, Assert.Throws<RpcException>(() => caller.Initialize("x", ClientKeys.Prefix + "wrong", null)).Code);
        Assert.Equal("read draft propose", caller.Principal.Scopes.ToString());
        Assert.Equal("refused: client key", Assert.Single(_audit.Page(null, 10)).Record.Outcome);
    }

    private Caller Connect(DoorKind door) => new(_desk, door, null, _keys, _audit);

    private string Key(ScopeSet scopes) => _database.Write(t => _keys.Create(t, "k", scopes, null)).Text;
}
