using Assistant.Protocol.JsonRpc;

namespace Assistant.EndToEnd.Doors;

/// <summary>The same refusals through standard streams; on a host of its own, because a refusal that was just audited is not audited twice.</summary>
[Trait("Category", "Slow")]
public sealed class StdioAuthorisationTests(GuardedHost guarded) : IClassFixture<GuardedHost>
{
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
                Assert.Equal((int)RpcErrorCode.NotAuthorised, await bridge.ErrorAsync(name, GuardedHost.TooMany));
        }

        foreach (var ((name, scope), count) in methods.Zip(before))
            Assert.Equal(count + 1, await guarded.AuditedAsync(name.Replace('/', '.'), $"refused: scope {scope}"));
    }
}
