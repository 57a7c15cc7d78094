using System.Text.Json;
using Assistant.Fixtures.Hello;
using Assistant.Host.Extensions.Manifests;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Extensions;

public sealed class PluginSettingsTests
{
    private const string Acme = """
        {
          "id": "acme", "version": "1.0.0", "host": "0.1.0", "command": ["true"],
          "contributes": { "settings": { "type": "object", "required": ["server"], "properties": {
            "server": { "type": "string" },
            "password": { "type": "string", "writeOnly": true },
            "proxy": { "type": "object", "properties": { "user": { "type": "string" }, "token": { "type": "string", "format": "password" } } } } } }
        }
        """;

    private const string Given = """{ "composer": "drafting", "plugins": { "acme": { "server": "a", "password": "sesame-1", "proxy": { "user": "u", "token": "sesame-2" } }, "other": { "x": 1 } } }""";

    [Fact]
    public async Task Settings_WithASecret_AreShownWithoutIt()
    {
        await using var desk = new ExtensionDesk().WithManifest("acme", Acme).WithSettings(Given);

        var answer = await desk.Service().SettingsAsync(new() { Id = "acme" }, default);

        Assert.Equal("""{"server":"a","proxy":{"user":"u"}}""", answer.Values.GetRawText());
        Assert.Equal(["password", "proxy.token"], answer.Withheld);
        Assert.Equal("object", answer.Form!.Value.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Configure_WithoutTheSecret_KeepsItAndTheRestOfTheFile()
    {
        await using var desk = new ExtensionDesk().WithManifest("acme", Acme).WithSettings(Given);
        var audit = new List<string>();

        await desk.Service(audit).ConfigureAsync(new() { Id = "acme", Values = JsonElement.Parse("""{ "server": "b", "proxy": {} }""") }, default);

        var file = JsonElement.Parse(File.ReadAllText(desk.SettingsPath));
        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse("""{ "composer": "drafting", "plugins": { "acme": { "server": "b", "password": "sesame-1", "proxy": { "token": "sesame-2" } }, "other": { "x": 1 } } }"""), file));
        Assert.Equal(["plugins.configure acme"], audit);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(desk.SettingsPath));
    }

    [Theory]
    [InlineData("""{ "password": "x" }""", "$.values.server")]
    [InlineData("""{ "server": 7 }""", "$.values.server")]
    [InlineData("[]", "$.values")]
    public async Task Configure_ValuesThatDoNotFit_NamesThePlaceAndChangesNothing(string values, string path)
    {
        await using var desk = new ExtensionDesk().WithManifest("acme", Acme).WithSettings(Given);

        var error = await Assert.ThrowsAsync<RpcException>(async () => await desk.Service().ConfigureAsync(new() { Id = "acme", Values = JsonElement.Parse(values) }, default));

        Assert.Equal(path, Assert.Single(Assert.IsType<RpcInvalidData>(error.Detail).Problems).Path);
        Assert.Equal(Given, File.ReadAllText(desk.SettingsPath));
    }

    [Fact]
    public async Task Configure_FileThatIsNoJson_IsNamedAndKept()
    {
        await using var desk = new ExtensionDesk().WithManifest("acme", Acme).WithSettings("{ broken");

        var error = await Assert.ThrowsAsync<RpcException>(async () => await desk.Service().ConfigureAsync(new() { Id = "acme", Values = JsonElement.Parse("""{ "server": "b" }""") }, default));

        Assert.StartsWith("settings.json:1", Assert.Single(Assert.IsType<RpcInvalidData>(error.Detail).Problems).Path, StringComparison.Ordinal);
        Assert.Equal("{ broken", File.ReadAllText(desk.SettingsPath));
    }

    [Fact]
    public async Task Configure_AFailedPlugin_StartsItAnew()
    {
        await using var desk = new ExtensionDesk().WithHello(PluginIsolation.InProcess, "fails");
        await Assert.ThrowsAsync<RpcException>(async () => await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, default));

        var info = await desk.Service().ConfigureAsync(new() { Id = "hello", Values = JsonElement.Parse("""{ "activation": "well" }""") }, default);

        Assert.Equal(PluginState.Active, info.State);
    }

    [Theory]
    [InlineData(nameof(PluginIsolation.InProcess))]
    [InlineData(nameof(PluginIsolation.OwnProcess))]
    public async Task Log_OfAPlugin_HasItsLinesAndItsStarts(string isolation)
    {
        await using var desk = new ExtensionDesk().WithHello(Enum.Parse<PluginIsolation>(isolation));
        await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, default);

        var lines = (await desk.Service().LogAsync(new() { Id = "hello" }, default)).Lines;

        Assert.Contains(lines, line => line is { Level: "information", Text: "The greeter is up." });
        Assert.Contains("is active", lines[^1].Text, StringComparison.Ordinal);
        Assert.Equal(lines[^1], Assert.Single((await desk.Service().LogAsync(new() { Id = "hello", Limit = 1 }, default)).Lines));
        Assert.Equal(RpcErrorCode.NotFound, (await Assert.ThrowsAsync<RpcException>(async () => await desk.Service().LogAsync(new() { Id = "nobody" }, default))).Code);
    }

    [Fact]
    public async Task Log_OfASecret_HasItStarredOut()
    {
        await using var desk = new ExtensionDesk().WithHello(PluginIsolation.InProcess);
        // The fixture keeps the name as a secret.
        await desk.Hello.RememberAsync(new GreetRequest { Name = "open-sesame" }, default);
        var log = desk.HelloPlugin.Log;

        Host.Extensions.Running.PluginLog.Say(log, Protocol.Plugins.PluginLogLevel.Warning, $"401 for open-sesame, {Convert.ToBase64String("open-sesame"u8)}");

        Assert.Equal("401 for ***, ***", log.Last(1)[0].Text);
    }

    [Fact]
    public async Task Log_OfAPluginThatWritesWithoutEnd_KeepsTheLastLines()
    {
        await using var desk = new ExtensionDesk().WithHello(PluginIsolation.InProcess);
        var log = desk.HelloPlugin.Log;
        for (var n = 1; n <= 700; n++)
            Host.Extensions.Running.PluginLog.Say(log, Protocol.Plugins.PluginLogLevel.Debug, new string('x', 2_000) + n);

        var lines = log.Last(Paging.MaxLimit);

        Assert.Equal(500, lines.Count);
        Assert.All(lines, static line => Assert.True(line.Text.Length < 1_010));
    }
}
