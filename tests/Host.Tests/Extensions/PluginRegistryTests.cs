using Assistant.Fixtures.Hello;
using Assistant.Host.Extensions;
using Assistant.Host.Extensions.Manifests;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Extensions;

public sealed class PluginRegistryTests
{
    private const string Rival = """{"id": "rival", "version": "1.0.0", "host": "0.1.0", "command": ["true"], "contributes": {"services": ["hello"]}}""";

    [Fact]
    public async Task List_WithEveryPluginBroken_AnswersWithTheReasons()
    {
        await using var desk = new ExtensionDesk()
            .WithManifest("one", "{")
            .WithManifest("two", """{"id": "other"}""")
            .WithManifest("drafting", """{"id": "drafting"}""", PluginOrigin.Own);
        Directory.CreateDirectory(Path.Combine(desk.InstalledPlugins, "three"));

        desk.Registry.Start();
        var list = await desk.Service().ListAsync(new PluginListRequest(), CancellationToken.None);

        Assert.Equal(["drafting", "one", "three", "two"], list.Plugins.Select(p => p.Id));
        Assert.All(list.Plugins, p => Assert.Equal(PluginState.Failed, p.State));
        Assert.All(list.Plugins, p => Assert.NotEmpty(p.Problems));
        Assert.Equal("plugin.json:1", list.Plugins[1].Problems[0].Path);
        Assert.Empty(desk.Capabilities.MailProviders);
        Assert.Equal(RpcErrorCode.MethodNotFound, (await Assert.ThrowsAsync<RpcException>(async () => await desk.Hello.RecallAsync(CancellationToken.None))).Code);
    }

    [Fact]
    public async Task Service_ContributedTwice_IsTheFirstOnes()
    {
        await using var desk = new ExtensionDesk().WithHello(PluginIsolation.InProcess).WithManifest("rival", Rival);

        Assert.Equal("Hello, Ada!", (await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None)).Text);

        var rival = desk.Registry.Get("rival").Describe();
        Assert.Equal(PluginState.Failed, rival.State);
        Assert.Equal("plugin.json:$.contributes.services[0]: The service 'hello' is contributed by the plugin 'hello' already.", rival.Reason);
    }

    [Fact]
    public async Task Id_OfOurOwn_IsNobodyElses()
    {
        await using var desk = new ExtensionDesk().WithHello(PluginIsolation.InProcess).WithHello(PluginIsolation.OwnProcess);

        await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None);

        Assert.Equal([PluginState.Active, PluginState.Failed], desk.Registry.All.Select(p => p.State));
        Assert.Equal("plugin.json:$.id", desk.Registry.All[1].Found.Problems[0].Path);
    }

    [Fact]
    public async Task Disable_OfAPlugin_LastsUntilEnabled()
    {
        await using var desk = new ExtensionDesk().WithHello(PluginIsolation.InProcess);
        var audit = new List<string>();
        await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None);

        var disabled = await desk.Service(audit).DisableAsync(new PluginDisableRequest { Id = "hello" }, CancellationToken.None);
        await desk.ReopenAsync();

        Assert.Equal(PluginState.Disabled, disabled.State);
        Assert.Equal(["activated", "deactivated"], desk.Activations);
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None));
        Assert.Equal((RpcErrorCode.PluginFailed, "The plugin 'hello' is disabled."), (refusal.Code, refusal.Message));
        Assert.Equal(PluginState.Idle, (await desk.Service(audit).EnableAsync(new PluginEnableRequest { Id = "hello" }, CancellationToken.None)).State);
        Assert.Equal("Hello, Ada!", (await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None)).Text);
        Assert.Equal(["plugins.disable hello", "plugins.enable hello"], audit);
    }

    [Fact]
    public async Task Start_WithAPluginThatWantsIt_ActivatesIt()
    {
        await using var desk = new ExtensionDesk().WithHello(PluginIsolation.InProcess);
        var manifest = Path.Combine(desk.OwnPlugins, "hello", "plugin.json");
        await File.WriteAllTextAsync(manifest, (await File.ReadAllTextAsync(manifest)).Replace("\"onMethod:hello/*\"", "\"onStartup\"", StringComparison.Ordinal));

        desk.Registry.Start();

        await desk.UntilAsync(() => desk.HelloPlugin.State == PluginState.Active);
        Assert.Equal(["activated"], desk.Activations);
    }

    [Fact]
    public async Task Activation_ThatHangs_FailsAfterItsTime()
    {
        var time = new ManualTime();
        await using var desk = new ExtensionDesk(time).WithHello(PluginIsolation.InProcess, "hangs");
        var waiting = desk.HelloPlugin.ActivateAsync(CancellationToken.None).AsTask();

        time.Advance(Plugin.ActivationTimeout);

        var refusal = await Assert.ThrowsAsync<RpcException>(() => waiting);
        Assert.Equal("The plugin 'hello' failed: It was not active after 30 seconds.", refusal.Message);
    }

    [Fact]
    public async Task Wait_ThatIsCancelled_LeavesTheActivationAlone()
    {
        await using var desk = new ExtensionDesk().WithHello(PluginIsolation.InProcess);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await desk.HelloPlugin.ActivateAsync(new CancellationToken(canceled: true)));

        await desk.UntilAsync(() => desk.HelloPlugin.State == PluginState.Active);
    }

    [Fact]
    public async Task Restart_OfAnUnknownPlugin_IsNotFound()
    {
        await using var desk = new ExtensionDesk();

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Service().RestartAsync(new PluginRestartRequest { Id = "nobody" }, CancellationToken.None));

        Assert.Equal(RpcErrorCode.NotFound, refusal.Code);
    }

    [Fact]
    public async Task Call_AfterTheHostStopped_IsRefused()
    {
        await using var desk = new ExtensionDesk().WithHello(PluginIsolation.InProcess);
        var plugin = desk.HelloPlugin;

        await desk.Registry.DisposeAsync();

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await plugin.ActivateAsync(CancellationToken.None));
        Assert.Equal(RpcErrorCode.ShuttingDown, refusal.Code);
        await desk.ReopenAsync();
    }
}
