using Assistant.Protocol.JsonRpc;

namespace Assistant.EndToEnd.Doors;

/// <summary>What a connection may do at the local doors: nothing that needs a person's key without it.</summary>
[Trait("Category", "Slow")]
public sealed class AuthorisationTests(GuardedHost guarded) : IClassFixture<GuardedHost>
{
    // More than any method takes: refused where the parameters are read, which is after the caller's right was asked for, and before anything is done.
    private static readonly string TooMany = $"[{string.Join(',', Enumerable.Repeat("null", 100))}]";

    public static IEnumerable<object[]> Guarded =>
        GuardedHost.Methods.Where(method => GuardedHost.ByKeyAlone.Contains(method.Requires)).Select(object[] (method) => [method.Name, method.Requires!]);

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task Socket_WithoutAKey_IsRefusedAGuardedMethodAndAudited(string method, string scope)
    {
        var (action, outcome) = (method.Replace('/', '.'), $"refused: scope {scope}");
        var before = await guarded.AuditedAsync(action, outcome);
        await using (var socket = await guarded.Host.ConnectAsync())
        {
            var answer = await socket.CallAsync(method, TooMany);
            Assert.Equal((int)RpcErrorCode.NotAuthorised, LineClient.ErrorOf(answer));
            Assert.Equal(scope, answer.GetProperty("error").GetProperty("data").GetProperty("requires").GetString());
        }

        Assert.Equal(before + 1, await guarded.AuditedAsync(action, outcome));
    }

    [Fact]
    public async Task Stdio_WithoutAKey_IsRefusedEveryGuardedMethodAndAudited()
    {
        var methods = GuardedHost.Methods.Where(method => GuardedHost.ByKeyAlone.Contains(method.Requires)).ToList();
        var before = new List<int>();
        foreach (var (name, scope) in methods)
            before.Add(await guarded.AuditedAsync(name.Replace('/', '.'), $"refused: scope {scope}"));
        await using (var bridge = guarded.Bridge())
        {
            foreach (var (name, _) in methods)
                Assert.Equal((int)RpcErrorCode.NotAuthorised, await bridge.ErrorAsync(name, TooMany));
        }

        foreach (var ((name, scope), count) in methods.Zip(before))
            Assert.Equal(count + 1, await guarded.AuditedAsync(name.Replace('/', '.'), $"refused: scope {scope}"));
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task Method_WithTheOwnersKey_PassesAuthorisation(string method, string scope)
    {
        await using var owner = await guarded.Host.ConnectAsync(guarded.Key);

        Assert.True(await owner.ErrorAsync(method, TooMany) == (int)RpcErrorCode.InvalidParams, $"{method} needs {scope} and something else");
    }

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
        Assert.Equal((int)RpcErrorCode.NotAuthorised, await client.ErrorAsync("drafts/create", TooMany));
        Assert.Equal((int)RpcErrorCode.NotAuthorised, await client.ErrorAsync("outbox/approve", TooMany));
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
            Assert.Equal((int)RpcErrorCode.NotAuthorised, await client.ErrorAsync("outbox/approve", TooMany));
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
