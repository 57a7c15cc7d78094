using Assistant.Protocol.JsonRpc;

namespace Assistant.EndToEnd.Doors;

/// <summary>What a connection may do at the local doors: nothing that needs a person's key without it.</summary>
[Trait("Category", "Slow")]
public sealed class AuthorisationTests(GuardedHost guarded) : IClassFixture<GuardedHost>
{
    [Theory]
    [InlineData(false, "read,draft,propose", "")]
    [InlineData(false, "read", "read")]
    [InlineData(false, "", "approve", "admin", "decide")]
    [InlineData(false, "read", "read", "approve")]
    [InlineData(true, "read,draft,propose,decide,approve,admin", "")]
    [InlineData(true, "approve", "approve")]
    [InlineData(true, "read,decide", "decide", "read")]
    public async Task Initialize_WithScopes_NarrowsAndNeverWidens(bool withKey, string held, params string[] asked)
    {
        await using var client = await guarded.Host.ConnectAsync();

        var answer = await client.InitializeAsync(withKey ? guarded.Key : null, [.. asked.Where(scope => scope.Length > 0)]);

        Assert.Equal(held, string.Join(',', answer.GetProperty("result").GetProperty("scopes").EnumerateArray()));
    }

    [Fact]
    public async Task Initialize_Twice_IsRefusedAndLeavesTheScopesAsTheyWere()
    {
        await using var client = await guarded.Host.ConnectAsync();
        await client.InitializeAsync(null, "read");

        Assert.Equal((int)RpcErrorCode.InvalidRequest, LineClient.ErrorOf(await client.InitializeAsync(guarded.Key)));
        Assert.Equal((int)RpcErrorCode.NotAuthorised, await client.ErrorAsync("drafts/create", GuardedHost.TooMany));
        Assert.Equal((int)RpcErrorCode.NotAuthorised, await client.ErrorAsync("outbox/approve", GuardedHost.TooMany));
        Assert.Equal(0, await client.ErrorAsync("drafts/list"));
    }

    [Theory]
    [InlineData("assistant_key_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("")]
    [InlineData("%' OR 1=1 --")]
    public async Task Initialize_WithAWrongKey_IsRefusedAndAuditedAndRaisesNothing(string key)
    {
        var before = await guarded.AuditedAsync("client.initialize", "refused: client key");
        await using (var client = await guarded.Host.ConnectAsync())
        {
            Assert.Equal((int)RpcErrorCode.NotAuthorised, LineClient.ErrorOf(await client.InitializeAsync(key)));
            Assert.Equal((int)RpcErrorCode.NotAuthorised, await client.ErrorAsync("outbox/approve", GuardedHost.TooMany));
        }

        Assert.Equal(before + 1, await guarded.AuditedAsync("client.initialize", "refused: client key"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [InlineData(true, "read")]
    [InlineData(false, "propose")]
    public async Task Discover_ListsExactlyWhatTheScopesAllow(bool withKey, params string[] asked)
    {
        await using var client = await guarded.Host.ConnectAsync();
        var scopes = (await client.InitializeAsync(withKey ? guarded.Key : null, asked)).GetProperty("result").GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).ToList();

        var names = (await client.ResultAsync("rpc.discover")).GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("name").GetString()!).ToList();

        Assert.Equal(GuardedHost.Methods.Where(method => method.Requires is null || scopes.Contains(method.Requires)).Select(method => method.Name).Order(), names.Order());
        Assert.DoesNotContain(names, name => name.StartsWith("mailProvider/", StringComparison.Ordinal) || name.StartsWith("store/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("mailProvider/submit")]
    [InlineData("mailProvider/connect")]
    [InlineData("store/execute")]
    [InlineData("store/query")]
    [InlineData("secrets/get")]
    [InlineData("pluginRunner/activate")]
    public async Task Method_BetweenHostAndPlugin_IsNoMethodForAClient(string method)
    {
        await using var owner = await guarded.Host.ConnectAsync(guarded.Key);

        Assert.Equal((int)RpcErrorCode.MethodNotFound, await owner.ErrorAsync(method));
    }
}
