using Assistant.Fixtures.Hello;
using Assistant.Host.Extensions.Manifests;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Extensions;

/// <summary>The same plugin, called the same way, in the host's process and in its own: nothing here may differ.</summary>
public sealed class PluginIsolationTests
{
    public static TheoryData<string> Isolations => new(nameof(PluginIsolation.InProcess), nameof(PluginIsolation.OwnProcess));

    [Theory, MemberData(nameof(Isolations))]
    public async Task Call_OfAnIdlePlugin_ActivatesItAndAnswers(string isolation)
    {
        await using var desk = Desk(isolation);
        Assert.Equal(PluginState.Idle, desk.HelloPlugin.State);
        Assert.Empty(desk.Activations);

        var answer = await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None);

        Assert.Equal("Hello, Ada!", answer.Text);
        Assert.Equal(PluginState.Active, desk.HelloPlugin.State);
        Assert.Equal(["activated"], desk.Activations);
        Assert.Contains(("plugin.changed", "hello"), desk.Events);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Call_ByManyAtOnce_ActivatesOnce(string isolation)
    {
        await using var desk = Desk(isolation);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => desk.Hello.GreetAsync(new GreetRequest { Name = $"{i}" }, CancellationToken.None).AsTask()));

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"Hello, {i}!"), answers.Select(a => a.Text));
        Assert.Equal(["activated"], desk.Activations);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Host_CalledWithPermission_Answers(string isolation)
    {
        await using var desk = Desk(isolation);

        Assert.Equal(2, (await desk.Hello.ContactsAsync(CancellationToken.None)).Count);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Host_CalledWithoutPermission_Refuses(string isolation)
    {
        await using var desk = Desk(isolation);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Hello.OverreachAsync(CancellationToken.None));

        Assert.Equal(RpcErrorCode.NotAuthorised, refusal.Code);
        Assert.Contains("outbox/list", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task StoreAndSecrets_OfThePlugin_KeepWhatItGives(string isolation)
    {
        await using var desk = Desk(isolation);

        Assert.Equal(1, (await desk.Hello.RememberAsync(new GreetRequest { Name = "one" }, CancellationToken.None)).Count);
        Assert.Equal(2, (await desk.Hello.RememberAsync(new GreetRequest { Name = "två" }, CancellationToken.None)).Count);

        Assert.Equal("två", (await desk.Hello.RecallAsync(CancellationToken.None)).Text);
        await desk.Registry.RestartAsync("hello", CancellationToken.None);
        Assert.Equal("två", (await desk.Hello.RecallAsync(CancellationToken.None)).Text);
        Assert.Equal(3, (await desk.Hello.RememberAsync(new GreetRequest { Name = "three" }, CancellationToken.None)).Count);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Progress_OfACall_ArrivesInOrderBeforeTheResult(string isolation)
    {
        await using var desk = Desk(isolation);
        var steps = new Steps();

        var answer = await desk.Hello.CountAsync(new CountRequest { To = 5 }, steps, CancellationToken.None);
        var again = await desk.Hello.CountAsync(new CountRequest { To = 2 }, steps, CancellationToken.None);

        Assert.Equal((5, 2), (answer.Count, again.Count));
        Assert.Equal([1, 2, 3, 4, 5, 1, 2], steps.Seen);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Failure_OfACall_IsInternalAndTheirsAlone(string isolation)
    {
        await using var desk = Desk(isolation);

        var first = await Assert.ThrowsAsync<RpcException>(async () => await desk.Hello.FailAsync(CancellationToken.None));
        var second = await Assert.ThrowsAsync<RpcException>(async () => await desk.Hello.FailAsync(CancellationToken.None));

        Assert.Equal((RpcErrorCode.InternalError, RpcErrorCode.InternalError), (first.Code, second.Code));
        Assert.DoesNotContain("secret", first.Message + second.Message, StringComparison.Ordinal);
        Assert.Equal(PluginState.Active, desk.HelloPlugin.State);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Refusal_OfACall_CrossesWithCodeAndData(string isolation)
    {
        await using var desk = Desk(isolation);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Hello.RefuseAsync(CancellationToken.None));

        Assert.Equal(RpcErrorCode.NotFound, refusal.Code);
        Assert.Equal("greeting", Assert.IsType<RpcNotFoundData>(refusal.Detail).Kind);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Call_Cancelled_ReachesThePlugin(string isolation)
    {
        await using var desk = Desk(isolation);
        using var cancel = new CancellationTokenSource();
        var waiting = desk.Hello.WaitAsync(cancel.Token).AsTask();
        await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await desk.Registry.DisableAsync("hello", CancellationToken.None);
        Assert.Equal(["activated", "deactivated"], desk.Activations);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Call_WithoutTheScope_IsRefusedIdleOrActive(string isolation)
    {
        await using var desk = Desk(isolation);
        desk.Scopes.Remove(Scopes.Draft);

        for (var i = 0; i < 2; i++)
        {
            var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Hello.RememberAsync(new GreetRequest { Name = "one" }, CancellationToken.None));
            Assert.Equal(RpcErrorCode.NotAuthorised, refusal.Code);
            Assert.Equal(Scopes.Draft, Assert.IsType<RpcNotAuthorisedData>(refusal.Detail).Requires);
        }

        desk.Scopes.Add(Scopes.Draft);
        Assert.Equal(1, (await desk.Hello.RememberAsync(new GreetRequest { Name = "one" }, CancellationToken.None)).Count);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Call_OfAMethodThePluginLacks_IsMethodNotFound(string isolation)
    {
        await using var desk = Desk(isolation);

        for (var i = 0; i < 2; i++)
        {
            var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Client.InvokeAsync("hello/sing", null, null, CancellationToken.None));
            Assert.Equal(RpcErrorCode.MethodNotFound, refusal.Code);
            await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None);
        }
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Activation_Throwing_FailsThePluginWithItsReason(string isolation)
    {
        await using var desk = Desk(isolation, "fails");

        for (var i = 0; i < 2; i++)
        {
            var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None));
            Assert.Equal(RpcErrorCode.PluginFailed, refusal.Code);
            Assert.Equal("The plugin 'hello' failed: The greeter has a cold.", refusal.Message);
        }

        Assert.Equal(PluginState.Failed, desk.HelloPlugin.State);
        Assert.Equal("The greeter has a cold.", desk.HelloPlugin.Describe().Reason);
        Assert.Equal(["activated"], desk.Activations);
        Assert.Contains(("plugin.failed", "hello"), desk.Events);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Offer_OfAnUndeclaredContract_IsRefused(string isolation)
    {
        await using var desk = Desk(isolation, "offersUndeclared");

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None));

        Assert.Contains("'undeclared' is not named under 'contributes'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Offer_OfTheSameContractTwice_IsRefused(string isolation)
    {
        await using var desk = Desk(isolation, "offersTwice");

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None));

        Assert.Contains("'hello' was offered twice", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Needs_SaidByThePlugin_ShowsUntilItStops(string isolation)
    {
        await using var desk = Desk(isolation, "needs");

        await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None);

        Assert.Equal(PluginState.NeedsSetup, desk.HelloPlugin.State);
        Assert.Equal("hello.voice", desk.HelloPlugin.Describe().Need?.Code);
        desk.WithSettings("{}");
        await desk.Registry.RestartAsync("hello", CancellationToken.None);
        Assert.Equal(PluginState.Active, desk.HelloPlugin.State);
        Assert.Null(desk.HelloPlugin.Describe().Need);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Restart_OfAFailedPlugin_ActivatesItAnew(string isolation)
    {
        await using var desk = Desk(isolation, "fails");
        await Assert.ThrowsAsync<RpcException>(async () => await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None));

        desk.WithSettings("{}");
        await desk.Registry.RestartAsync("hello", CancellationToken.None);

        Assert.Equal(PluginState.Active, desk.HelloPlugin.State);
        Assert.Equal("Hello, Ada!", (await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None)).Text);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Restart_OfAnActivePlugin_DeactivatesItFirst(string isolation)
    {
        await using var desk = Desk(isolation);
        await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None);

        await desk.Registry.RestartAsync("hello", CancellationToken.None);

        Assert.Equal(["activated", "deactivated", "activated"], desk.Activations);
        Assert.Equal("Hello, Ada!", (await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None)).Text);
    }

    [Theory, MemberData(nameof(Isolations))]
    public async Task Settings_ThatAreWrong_WaitForThePersonAndThenWork(string isolation)
    {
        await using var desk = Desk(isolation, "sideways");

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None));

        Assert.Equal(RpcErrorCode.NeedsSetup, refusal.Code);
        Assert.Contains("settings.json:$.plugins.hello.activation", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(PluginState.NeedsSetup, desk.HelloPlugin.State);
        Assert.Empty(desk.Activations);
        desk.WithSettings("{}");
        Assert.Equal("Hello, Ada!", (await desk.Hello.GreetAsync(new GreetRequest { Name = "Ada" }, CancellationToken.None)).Text);
        Assert.Equal(PluginState.Active, desk.HelloPlugin.State);
    }

    private static ExtensionDesk Desk(string isolation, string? activation = null) => new ExtensionDesk().WithHello(Enum.Parse<PluginIsolation>(isolation), activation);

    private sealed class Steps : IProgress<CountResponse>
    {
        public List<int> Seen { get; } = [];

        public void Report(CountResponse value) => Seen.Add(value.Count);
    }
}
