using Assistant.Host.Extensions.Running;
using Assistant.Host.Storage.Secrets;
using Assistant.Host.Tests.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Assistant.Host.Tests.Extensions;

/// <summary>A plugin's secrets as the host keeps them in files, and the fake that stands in for them in plugins' tests: what one refuses the other does.</summary>
public sealed class PluginSecretsTests : IDisposable
{
    private const string LongPlugin = "com.example.a-plugin-whose-maker-likes-long-names-and-has-many-plugins-of-the-same-kind";

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Makers => ["files", "fake"];

    public void Dispose() => _folder.Dispose();

    [Theory, MemberData(nameof(Makers))]
    public async Task Set_NameThatHasOne_TakesItsPlace(string maker)
    {
        var secrets = Open(maker, "hello");
        await SetAsync(secrets, "token", 1);
        await SetAsync(secrets, "token", 2);

        Assert.Equal([2], await GetAsync(secrets, "token"));
    }

    [Theory, MemberData(nameof(Makers))]
    public async Task Set_NamesOfEveryLength_AreToldApart(string maker)
    {
        var (secrets, other) = (Open(maker, LongPlugin), Open(maker, "hello"));
        var names = Enumerable.Range(1, SecretLimits.LongestName).Select(static length => new string('n', length)).Append("a/../b").Append("two words").Append("å").ToList();
        for (var place = 0; place < names.Count; place++)
        {
            await SetAsync(secrets, names[place], (byte)place);
            await SetAsync(other, names[place], (byte)(place + 1));
        }

        for (var place = 0; place < names.Count; place++)
        {
            Assert.Equal([(byte)place], (await GetAsync(secrets, names[place]))!);
            Assert.Equal([(byte)(place + 1)], (await GetAsync(other, names[place]))!);
        }

        foreach (var name in names)
            await secrets.DeleteAsync(new SecretDeleteRequest { Name = name }, CancellationToken.None);
        Assert.Null(await GetAsync(secrets, names[^4]));
        Assert.NotNull(await GetAsync(other, names[^4]));
    }

    [Theory, MemberData(nameof(Makers))]
    public async Task Set_OverTheLimits_NamesThePlace(string maker)
    {
        var secrets = Open(maker, "hello");

        await RefusedAsync("$.name", () => SetAsync(secrets, "", 1));
        await RefusedAsync("$.name", () => SetAsync(secrets, new string('å', (SecretLimits.LongestName / 2) + 1), 1));
        await RefusedAsync("$.value", async () => await secrets.SetAsync(new SecretSetRequest { Name = "token", Value = new byte[SecretLimits.LargestValue + 1] }, CancellationToken.None));
        await secrets.SetAsync(new SecretSetRequest { Name = "token", Value = new byte[SecretLimits.LargestValue] }, CancellationToken.None);
    }

    [Fact]
    public async Task Get_NameAsItWasKeptBefore_IsFound()
    {
        new SecretStore(_folder.Data.SecretsPath, SecretPlaceKind.File).Store("plugin.hello.746f6b656e", [7]);

        Assert.Equal([7], await GetAsync(Open("files", "hello"), "token"));
    }

    private static async Task RefusedAsync(string path, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(RpcErrorCode.Invalid, refusal.Code);
        Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
    }

    private static async Task SetAsync(IPluginSecrets secrets, string name, byte value) =>
        await secrets.SetAsync(new SecretSetRequest { Name = name, Value = [value] }, CancellationToken.None);

    private static async Task<byte[]?> GetAsync(IPluginSecrets secrets, string name) =>
        (await secrets.GetAsync(new SecretGetRequest { Name = name }, CancellationToken.None)).Value;

    private IPluginSecrets Open(string maker, string plugin) => maker == "fake"
        ? new FakePluginSecrets()
        : new PluginSecrets(new SecretStore(_folder.Data.SecretsPath, SecretPlaceKind.File), plugin, new PluginLines(NullLogger.Instance, TimeProvider.System));
}
