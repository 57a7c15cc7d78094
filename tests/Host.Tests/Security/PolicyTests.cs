using Assistant.Host.Security;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.Host.Tests.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Security;

public sealed class PolicyTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new();
    private readonly Database _database;
    private readonly AuditLog _audit;
    private readonly Policy _policy;

    public PolicyTests()
    {
        _database = _folder.OpenHost(_time);
        _audit = new AuditLog(_database, _folder.Data.State.AuditHead, _time);
        _policy = new Policy(_audit, _time);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    // Written out by hand from the rules, apart from the table in the code.
    [Theory]
    [InlineData("me", "private", (int)PersonRole.Owner, "See Write Propose Decide Approve Administer")]
    [InlineData("me", "private", (int)PersonRole.Member, "See Write Propose Decide Approve")]
    [InlineData("other", "space", (int)PersonRole.Owner, "See Propose Administer")]
    [InlineData("other", "space", (int)PersonRole.Member, "See Propose")]
    [InlineData("other", "private", (int)PersonRole.Owner, "")]
    [InlineData("other", "private", (int)PersonRole.Member, "")]
    public void Allows_AllScopes_FollowsOwnerVisibilityAndRole(string owner, string visibility, int role, string expected)
    {
        var principal = Principal(ScopeSet.All) with { Role = (PersonRole)role };
        var allowed = Enum.GetValues<PolicyAction>().Where(action => Policy.Allows(principal, action, new Resource("draft", "1", "space-1", owner, visibility)));

        Assert.Equal(expected, string.Join(' ', allowed));
    }

    [Fact]
    public void Allows_OtherSpace_NothingWhateverElse()
    {
        foreach (var action in Enum.GetValues<PolicyAction>())
            Assert.False(Policy.Allows(Principal(ScopeSet.All), action, new Resource("draft", "1", "space-2", "me", Resource.ToSpace)));
    }

    [Theory]
    [InlineData((int)PolicyAction.See, Scopes.Read)]
    [InlineData((int)PolicyAction.Write, Scopes.Draft)]
    [InlineData((int)PolicyAction.Propose, Scopes.Propose)]
    [InlineData((int)PolicyAction.Decide, Scopes.Decide)]
    [InlineData((int)PolicyAction.Approve, Scopes.Approve)]
    [InlineData((int)PolicyAction.Administer, Scopes.Admin)]
    public void Allows_OneScope_ThatActionAlone(int action, string scope)
    {
        foreach (var each in Enum.GetValues<PolicyAction>())
            Assert.Equal(each == (PolicyAction)action, Policy.Allows(Principal(ScopeSet.Of(scope)), each, Mine));
    }

    [Fact]
    public void Require_Allowed_LeavesNoRecord()
    {
        _policy.Require(Principal(ScopeSet.All), PolicyAction.Approve, Mine);

        Assert.Empty(_audit.Page(null, 10));
    }

    [Fact]
    public void Require_ScopeMissing_NamesItAndIsAudited()
    {
        var error = Assert.Throws<RpcException>(() => _policy.Require(Principal(ScopeSet.Of(Scopes.Read)), PolicyAction.Approve, Mine));

        Assert.Equal(Scopes.Approve, Assert.IsType<RpcNotAuthorisedData>(error.Detail).Requires);
        Assert.Equal(new AuditRecord("me", "key-1", "draft.approve", "draft", "1", "refused: scope approve"), Assert.Single(_audit.Page(null, 10)).Record);
    }

    [Fact]
    public void Require_RecordOfAnother_LooksAsIfItWereNotThere()
    {
        var error = Assert.Throws<RpcException>(() => _policy.Require(Principal(ScopeSet.All), PolicyAction.See, Mine with { Owner = "other" }));

        Assert.Equal(RpcErrorCode.NotFound, error.Code);
        Assert.Equal("refused: record", Assert.Single(_audit.Page(null, 10)).Record.Outcome);
    }

    [Fact]
    public void Require_SharedRecord_MayBeSeenNotWritten()
    {
        var shared = Mine with { Owner = "other", Visibility = Resource.ToSpace };
        _policy.Require(Principal(ScopeSet.All), PolicyAction.See, shared);

        Assert.Equal(RpcErrorCode.NotAuthorised, Assert.Throws<RpcException>(() => _policy.Require(Principal(ScopeSet.All), PolicyAction.Write, shared)).Code);
    }

    [Fact]
    public void Require_SameRefusalAgain_IsAuditedOncePerSecond()
    {
        for (var n = 0; n < 50; n++)
            Assert.Throws<RpcException>(() => _policy.RequireScope(Principal(ScopeSet.None), Scopes.Admin, "plugins/enable"));
        Assert.Single(_audit.Page(null, 100));

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Throws<RpcException>(() => _policy.RequireScope(Principal(ScopeSet.None), Scopes.Admin, "plugins/enable"));
        Assert.Equal(2, _audit.Page(null, 100).Count);
    }

    private static Resource Mine => new("draft", "1", "space-1", "me", RowStamp.Private);

    private static Principal Principal(ScopeSet scopes) => new("me", "space-1", PersonRole.Owner, "key-1", "test", DoorKind.Socket, scopes);
}
