using Assistant.Protocol.JsonRpc;

namespace Assistant.EndToEnd.Doors;

/// <summary>Every method that needs a person's key, without it and with it. A host of their own: a refusal that was just audited is not audited twice.</summary>
[Trait("Category", "Slow")]
public sealed class GuardedMethodTests(GuardedHost guarded) : IClassFixture<GuardedHost>
{
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
            var answer = await socket.CallAsync(method, GuardedHost.TooMany);
            Assert.Equal((int)RpcErrorCode.NotAuthorised, LineClient.ErrorOf(answer));
            Assert.Equal(scope, answer.GetProperty("error").GetProperty("data").GetProperty("requires").GetString());
        }

        Assert.Equal(before + 1, await guarded.AuditedAsync(action, outcome));
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public async Task Method_WithTheOwnersKey_PassesAuthorisation(string method, string scope)
    {
        await using var owner = await guarded.Host.ConnectAsync(guarded.Key);

        Assert.True(await owner.ErrorAsync(method, GuardedHost.TooMany) == (int)RpcErrorCode.InvalidParams, $"{method} needs {scope} and something else");
    }
}
