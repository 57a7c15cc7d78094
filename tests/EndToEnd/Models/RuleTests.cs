using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit.Models;

namespace Assistant.EndToEnd.Models;

/// <summary>A rule about what models may be sent, on the real host.</summary>
[Trait("Category", "Slow")]
public sealed class RuleTests : IAsyncLifetime
{
    private ModelHost _host = null!;

    public async Task InitializeAsync() => _host = await ModelHost.OpenAsync(new FakeModelEndpoint());

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task SetRule_WithoutTheOwnersKey_IsRefusedAndTheRuleHolds()
    {
        await _host.Host.Drafting.SetRuleAsync(new SubjectRule(_host.Ana.Id, ModelRule.Never), default);
        await using var stranger = await _host.ConnectAsync(hasKey: false);

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await DraftingRpc.Contract.Connect(stranger).SetRuleAsync(new SubjectRule(_host.Ana.Id, ModelRule.Any), default));

        Assert.Equal(RpcErrorCode.NotAuthorised, refusal.Code);
        Assert.Equal(ModelRule.Never, Assert.Single((await _host.Host.Drafting.RulesAsync(new(), default)).Rules).Rule);
        await Assert.ThrowsAsync<RpcException>(async () => await WritingRpc.Contract.Connect(stranger).StartAsync(new WritingStartRequest { Task = WritingTask.Outreach, ContactId = _host.Ana.Id, Model = "stub" }, null, default));
        Assert.Empty(_host.Endpoint.Questions);
    }
}
