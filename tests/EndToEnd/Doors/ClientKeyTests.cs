using System.Diagnostics;
using System.Text.Json;
using Assistant.EndToEnd.Cli;
using Assistant.Protocol.JsonRpc;
using Assistant.TestKit;

namespace Assistant.EndToEnd.Doors;

/// <summary>Keys that a person made for others, at the real host: what they give, and that they are over when they are revoked.</summary>
[Trait("Category", "Slow")]
public sealed class ClientKeyTests(GuardedHost guarded) : IClassFixture<GuardedHost>
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Revoke_WhileConnectionsOfEveryKindHoldTheKey_EndsThemAllWithinASecondAndNoOther()
    {
        var begun = Stopwatch.GetTimestamp();
        var (id, key) = await CreateAsync("read", "draft");
        await using var owner = await guarded.Host.ConnectAsync(guarded.Key);
        await using var other = await guarded.Host.ConnectAsync();
        await using var idle = await guarded.Host.ConnectAsync(key);
        await using var busy = await guarded.Host.ConnectAsync(key);
        await using var subscribed = await guarded.Host.ConnectAsync(key);
        await subscribed.ResultAsync("events/subscribe");
        await using var deaf = await guarded.Host.ConnectAsync(key);
        await FillAsync(deaf);
        await using var bridge = guarded.Bridge();
        Assert.Equal(0, LineClient.ErrorOf(await bridge.InitializeAsync(key)));
        Assert.Equal(5, (await ClientAsync(owner, id)).GetProperty("connections").GetInt32());

        var revoked = Stopwatch.GetTimestamp();
        Assert.Equal(5, (await owner.ResultAsync("clients/revoke", $$"""{"id":"{{id}}"}""")).GetProperty("closed").GetInt32());
        // The key's end comes before its connections': nothing that was still said on one of them was done.
        Assert.NotEqual(0, await TryAsync(busy, "drafts/list"));
        foreach (var client in (LineClient[])[idle, busy, subscribed, deaf, bridge])
            await client.ReadToEndAsync();
        var taken = Stopwatch.GetElapsedTime(revoked);

        Assert.True(taken < Promised, $"the last connection ended after {taken.TotalMilliseconds:0} ms");
        Assert.Equal(0, await other.ErrorAsync("drafts/list"));
        Assert.Equal(0, await owner.ErrorAsync("clients/list"));
        Assert.Equal((int)RpcErrorCode.NotAuthorised, await InitializeErrorAsync(key));
        Assert.True(await guarded.AuditedAsync("client.revoke", "done") > 0);
        SuiteLog.Report("client-revoke", 5, 0, Stopwatch.GetElapsedTime(begun));
    }

    [Fact]
    public async Task Revoke_ByItself_IsAnsweredAndThenEndsItsConnection()
    {
        var (id, key) = await CreateAsync("read", "admin");
        await using var client = await guarded.Host.ConnectAsync(key);

        Assert.Equal(1, (await client.ResultAsync("clients/revoke", $$"""{"id":"{{id}}"}""")).GetProperty("closed").GetInt32());
        var answered = Stopwatch.GetTimestamp();
        await client.ReadToEndAsync();

        var taken = Stopwatch.GetElapsedTime(answered);
        Assert.True(taken < Promised, $"the connection ended after {taken.TotalMilliseconds:0} ms");
    }

    [Fact]
    public async Task Revoke_OfTheLastClientThatMayAdminister_IsAWrongState()
    {
        await using var cli = new RealCli();
        await using var host = await RunningHost.StartAsync(cli);
        await using var owner = await host.ConnectAsync(await host.SetUpAsync());
        await owner.ResultAsync("clients/create", """{"name":"reader","scopes":["read","approve"]}""");
        var own = (await owner.ResultAsync("clients/list")).GetProperty("clients").EnumerateArray().Single(client => client.GetProperty("current").GetBoolean()).GetProperty("id").GetString();

        Assert.Equal((int)RpcErrorCode.WrongState, await owner.ErrorAsync("clients/revoke", $$"""{"id":"{{own}}"}"""));
        Assert.Equal((int)RpcErrorCode.NotFound, await owner.ErrorAsync("clients/revoke", """{"id":"nobody"}"""));
        Assert.Equal(0, await owner.ErrorAsync("drafts/list"));
    }

    [Theory]
    [InlineData("read")]
    [InlineData("read", "draft")]
    [InlineData("approve")]
    [InlineData("decide", "admin")]
    public async Task Initialize_WithATokensKey_GivesTheDoorsScopesAndTheTokensAndDiscoverShowsThem(params string[] scopes)
    {
        var (_, key) = await CreateAsync(scopes);
        await using var client = await guarded.Host.ConnectAsync();
        var held = (await client.InitializeAsync(key)).GetProperty("result").GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()!).ToHashSet();

        Assert.Equal([.. new[] { "read", "draft", "propose" }.Union(scopes).Order()], held.Order());
        var names = (await client.ResultAsync("rpc.discover")).GetProperty("methods").EnumerateArray().Select(method => method.GetProperty("name").GetString()!);
        Assert.Equal(GuardedHost.Methods.Where(method => method.Requires is null || held.Contains(method.Requires)).Select(method => method.Name).Order(), names.Order());
    }

    [Fact]
    public async Task Create_ByAnAdministratorWithoutApprove_CannotGiveApproveAndIsAudited()
    {
        var (_, key) = await CreateAsync("admin");
        await using var admin = await guarded.Host.ConnectAsync(key);
        var before = await guarded.AuditedAsync("client.create", "refused: scope approve");

        Assert.Equal((int)RpcErrorCode.NotAuthorised, await admin.ErrorAsync("clients/create", """{"name":"more","scopes":["read","approve"]}"""));
        Assert.Equal(before + 1, await guarded.AuditedAsync("client.create", "refused: scope approve"));
        Assert.Equal(0, await admin.ErrorAsync("clients/create", """{"name":"as much","scopes":["read","admin"]}"""));
    }

    [Theory]
    [InlineData("""{"name":"","scopes":["read"]}""")]
    [InlineData("""{"name":"a\nb","scopes":["read"]}""")]
    [InlineData("""{"name":"x","scopes":[]}""")]
    [InlineData("""{"name":"x","scopes":["everything"]}""")]
    public async Task Create_WithBadInput_IsInvalid(string request)
    {
        await using var owner = await guarded.Host.ConnectAsync(guarded.Key);

        Assert.Equal((int)RpcErrorCode.Invalid, await owner.ErrorAsync("clients/create", request));
    }

    [Fact]
    public async Task Create_StoresOnlyAHash()
    {
        var (_, key) = await CreateAsync("read");

        Assert.NotEmpty(guarded.Files());
        Assert.All(guarded.Files(), file => Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(key))));
    }

    [Fact]
    public async Task Call_WithAKeyInAFileOrInTheEnvironment_MayWhatTheTokenMay()
    {
        var (_, key) = await CreateAsync("decide");
        var file = guarded.Cli.WriteFile("ci.key", key + "\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        string[] call = ["call", "proposals/accept", """{"id":"none"}""", "--data", guarded.Cli.Main];

        Assert.Equal(5, (await guarded.Cli.RunAsync(call)).Code);
        var open = await guarded.Cli.RunAsync([.. call, "--key-file", file]);
        Assert.Equal((5, true), (open.Code, open.Error.Contains("chmod 600", StringComparison.Ordinal)));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(3, (await guarded.Cli.RunAsync([.. call, "--key-file", file])).Code);
        Assert.Equal(3, (await guarded.Cli.RunProgramAsync("env", ["ASSISTANT_KEY=" + key, RealCli.Program, .. call])).Code);
    }

    private async Task<(string Id, string Key)> CreateAsync(params string[] scopes)
    {
        await using var owner = await guarded.Host.ConnectAsync(guarded.Key);
        var answer = await owner.ResultAsync("clients/create", $$"""{"name":"ci","scopes":{{JsonSerializer.Serialize(scopes)}}}""");
        return (answer.GetProperty("client").GetProperty("id").GetString()!, answer.GetProperty("clientKey").GetString()!);
    }

    private static async Task<JsonElement> ClientAsync(LineClient owner, string id) =>
        (await owner.ResultAsync("clients/list")).GetProperty("clients").EnumerateArray().Single(client => client.GetProperty("id").GetString() == id);

    private async Task<int> InitializeErrorAsync(string key)
    {
        await using var client = await guarded.Host.ConnectAsync();
        return LineClient.ErrorOf(await client.InitializeAsync(key));
    }

    private static async Task<int> TryAsync(LineClient client, string method)
    {
        try
        {
            return await client.ErrorAsync(method);
        }
        catch (Exception error) when (error is EndOfStreamException or IOException)
        {
            return -1;
        }
    }

    // Asks for more than the way to it holds and reads none of it, so that the host has an answer under way that nobody takes.
    private static async Task FillAsync(LineClient deaf)
    {
        for (var i = 0; i < 40; i++)
            await deaf.WriteAsync($$"""{"jsonrpc":"2.0","id":{{i + 100}},"method":"rpc.discover"}""" + "\n");
    }
}
