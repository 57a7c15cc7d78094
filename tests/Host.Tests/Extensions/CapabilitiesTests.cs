using Assistant.Host.Extensions.Manifests;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Tests.Extensions;

public sealed class CapabilitiesTests
{
    [Fact]
    public async Task MailProviders_FromManifests_LoadNothing()
    {
        await using var desk = new ExtensionDesk().WithManifest("b", Provider("b", "zebra")).WithManifest("a", Provider("a", "aardvark"));

        Assert.Equal([("a", "aardvark"), ("b", "zebra")], desk.Capabilities.MailProviders.Select(p => (p.PluginId, p.ProviderId)));
        Assert.All(desk.Registry.All, p => Assert.Null(p.Running));
    }

    [Fact]
    public async Task MailProvider_ThatNobodyContributes_IsNotFound()
    {
        await using var desk = new ExtensionDesk();

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Capabilities.MailProviderAsync("gmail", CancellationToken.None));

        Assert.Equal(RpcErrorCode.NotFound, refusal.Code);
    }

    [Fact]
    public async Task MailProvider_OfAPluginThatFails_NamesThePlugin()
    {
        await using var desk = new ExtensionDesk().WithManifest("a", Provider("a", "a.mail"));

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Capabilities.MailProviderAsync("a.mail", CancellationToken.None));

        Assert.Equal(RpcErrorCode.PluginFailed, refusal.Code);
        Assert.Contains("The plugin 'a' failed", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Composer_WhereThereIsNone_SaysSo()
    {
        await using var desk = new ExtensionDesk();

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Capabilities.ComposerAsync(CancellationToken.None));

        Assert.Equal("No plugin that is enabled contributes a composer.", refusal.Message);
    }

    [Fact]
    public async Task Composer_WhereThereAreTwo_IsTheChosenOne()
    {
        await using var desk = new ExtensionDesk().WithManifest("a", Composer("a")).WithManifest("b", Composer("b"));

        var open = await Assert.ThrowsAsync<RpcException>(async () => await desk.Capabilities.ComposerAsync(CancellationToken.None));
        desk.WithSettings("""{"composer": "b"}""");
        var chosen = await Assert.ThrowsAsync<RpcException>(async () => await desk.Capabilities.ComposerAsync(CancellationToken.None));

        Assert.Equal(RpcErrorCode.NeedsSetup, open.Code);
        Assert.Contains("one of a, b", Assert.IsType<RpcNeedsSetupData>(open.Detail).Remedy, StringComparison.Ordinal);
        Assert.Contains("The plugin 'b' failed", chosen.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writer_WhereThereIsNone_SaysSo()
    {
        await using var desk = new ExtensionDesk().WithManifest("a", Composer("a"));

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Capabilities.WriterAsync(CancellationToken.None));

        Assert.Equal("No plugin that is enabled contributes a writer.", refusal.Message);
    }

    [Fact]
    public async Task Writer_WhereThereAreTwo_IsTheChosenOne()
    {
        await using var desk = new ExtensionDesk().WithManifest("a", Writer("a")).WithManifest("b", Writer("b"));

        var open = await Assert.ThrowsAsync<RpcException>(async () => await desk.Capabilities.WriterAsync(CancellationToken.None));
        desk.WithSettings("""{"writer": "b", "composer": "a"}""");
        var chosen = await Assert.ThrowsAsync<RpcException>(async () => await desk.Capabilities.WriterAsync(CancellationToken.None));

        Assert.Equal(RpcErrorCode.NeedsSetup, open.Code);
        Assert.Contains("Set \"writer\" in settings.json to one of a, b", Assert.IsType<RpcNeedsSetupData>(open.Detail).Remedy, StringComparison.Ordinal);
        Assert.Contains("The plugin 'b' failed", chosen.Message, StringComparison.Ordinal);
    }

    private static string Writer(string id) => Composer(id).Replace("composers", "writers", StringComparison.Ordinal);

    private static string Provider(string id, string provider) =>
        $$"""{"id": "{{id}}", "version": "1.0.0", "host": "0.1.0", "command": ["false"], "permissions": [{"name": "mail.provider", "reason": "Carries mail."}], "contributes": {"mailProviders": [{"id": "{{provider}}", "name": "Mail"}] } }""";

    private static string Composer(string id) =>
        $$"""{"id": "{{id}}", "version": "1.0.0", "host": "0.1.0", "command": ["false"], "permissions": [{"name": "compose", "reason": "Writes."}], "contributes": {"composers": [{"id": "{{id}}", "name": "Words"}] } }""";
}
