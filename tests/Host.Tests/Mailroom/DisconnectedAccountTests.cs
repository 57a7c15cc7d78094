using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Mailroom;

/// <summary>An account that is disconnected while the outbox waits for it: nobody can be asked any more, so a person is, and connected again it goes on.</summary>
public sealed class DisconnectedAccountTests : IAsyncDisposable
{
    private readonly MailroomFixture _fixture = new();

    private MailroomHost Host => _fixture.Host;

    private FakeMailProvider Provider => _fixture.Provider;

    [Fact]
    public async Task Disconnect_WhileSomeWaitAndOneIsInDoubt_CountsThemBeforeAndInTheReceipt()
    {
        var (account, _) = await InDoubtAsync();
        for (var at = 0; at < 2; at++)
            await Host.ApproveAsync(await Host.DraftAsync(), undoSeconds: 600);
        var before = (await Host.Accounts.ListAsync(new AccountListRequest(), default)).Accounts[0];

        var answer = await Host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = account.Id }, default);

        Assert.Equal((2, 1), (before.Waiting, before.InDoubt));
        Assert.StartsWith("2 approved messages stay in the outbox", answer.Receipt[^1], StringComparison.Ordinal);
        Assert.StartsWith("Nobody knows whether 1 message went out", answer.LeftToYou[^1], StringComparison.Ordinal);
        Assert.Contains("Sent folder", answer.LeftToYou[^1], StringComparison.Ordinal);
        // Every client shows it, and each has its own way to say it.
        Assert.DoesNotContain("`assistant", answer.LeftToYou[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnect_NothingWaits_SaysNothingOfTheOutbox()
    {
        var account = await Host.ConnectAsync();
        await Host.ApproveAsync(await Host.DraftAsync());
        await Host.DrainAsync(account);

        var answer = await Host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = account.Id }, default);

        Assert.Equal(["forgotten"], answer.Receipt);
        Assert.Equal(["nothing"], answer.LeftToYou);
    }

    [Fact]
    public async Task Drain_InDoubtAndDisconnected_AsksThePersonAtOnceAndSaysWhatTheyCanDo()
    {
        var (account, id) = await InDoubtAsync();
        await DisconnectAsync(account);

        await Host.DrainAsync(account);

        var item = await Host.ItemAsync(id);
        Assert.Equal((OutboxState.NeedsPerson, 1), (item.State, item.Submissions));
        Assert.Contains("account was disconnected", item.Reason, StringComparison.Ordinal);
        Assert.Contains("Sent folder", item.NextStep, StringComparison.Ordinal);
        Assert.Contains("connect the account again", item.NextStep, StringComparison.Ordinal);
        Assert.False(Host.Kernel.HasWork);
        var settled = await Host.Outbox.SettleAsync(new OutboxSettleRequest { Id = id, WasSent = false }, default);
        Assert.Equal(OutboxState.Refused, settled.State);
    }

    [Fact]
    public async Task Start_LeftInDoubtByARunBefore_AsksThePersonByItself()
    {
        var (account, id) = await InDoubtAsync();
        await DisconnectAsync(account);
        await _fixture.RestartAsync();
        using var told = Host.Events.Subscribe(["outbox.changed"], null);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        Host.Kernel.Start();

        await foreach (var _ in told.ReadAllAsync(patience.Token))
        {
            if ((await Host.ItemAsync(id)).State == OutboxState.NeedsPerson)
                break;
        }
    }

    [Fact]
    public async Task Disconnect_WhileItIsBeingSent_EndsWithThePersonAndNotInDoubtForGood()
    {
        var account = await Host.ConnectAsync();
        Provider.Answers.Enqueue(FakeSubmit.AcceptAndSayUnknown);
        Provider.Submitting = async _ => await DisconnectAsync(account);
        var item = await Host.ApproveAsync(await Host.DraftAsync());

        await Host.DrainAsync(account);

        Assert.Equal((OutboxState.NeedsPerson, 1, 0), ((await Host.ItemAsync(item.Id)).State, Provider.Ledger.Count, Provider.Asks));
    }

    [Theory]
    [InlineData(FakeSubmit.AcceptAndSayUnknown, true, OutboxState.Sent)]
    [InlineData(FakeSubmit.AcceptAndSayUnknown, false, OutboxState.NeedsPerson)]
    // The person may have sent it again by other means, so proof ends it and starts nothing.
    [InlineData(FakeSubmit.DropAndSayUnknown, true, OutboxState.Refused)]
    public async Task ConnectAgain_EvidenceOrNone_IsLookedForOnceMoreAndNothingIsSentAgain(FakeSubmit answer, bool isEvidenceThere, OutboxState expected)
    {
        var (account, id) = await InDoubtAsync(answer);
        await DisconnectAsync(account);
        await Host.DrainAsync(account);
        var reason = (await Host.ItemAsync(id)).Reason;
        _fixture.Time.Advance(TimeSpan.FromHours(2));
        (Provider.EvidenceAfter, Provider.ProvesAbsence) = (isEvidenceThere ? TimeSpan.Zero : null, isEvidenceThere);
        var asks = Provider.Asks;

        await Host.ConnectAsync();
        await Host.DrainAsync(account);

        var item = await Host.ItemAsync(id);
        Assert.Equal((expected, 1, asks + 1), (item.State, Provider.Submits, Provider.Asks));
        if (expected == OutboxState.NeedsPerson)
            Assert.Equal(reason, item.Reason);
    }

    [Fact]
    public async Task ConnectAgain_MailboxThatCannotBeAskedYet_IsAskedAgainAndAPersonMayAnswerMeanwhile()
    {
        var (account, id) = await InDoubtAsync();
        await DisconnectAsync(account);
        await Host.DrainAsync(account);
        Provider.EvidenceAfter = TimeSpan.Zero;
        await Host.ConnectAsync();
        Provider.Fault = new Assistant.Protocol.JsonRpc.RpcException(Assistant.Protocol.JsonRpc.RpcErrorCode.ProviderUnavailable, "Not now.");
        await Host.DrainAsync(account);
        Assert.Equal(OutboxState.NeedsPerson, (await Host.ItemAsync(id)).State);

        Provider.Fault = null;
        _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await Host.DrainAsync(account);

        Assert.Equal(OutboxState.Sent, (await Host.ItemAsync(id)).State);
    }

    [Fact]
    public async Task Cancel_StagedAndItsAccountDisconnected_SaysThatItsDraftStays()
    {
        Provider.Held = static bytes => bytes;
        var account = await Host.ConnectAsync();
        Provider.Answers.Enqueue(FakeSubmit.RefuseForNow);
        var item = await Host.ApproveAsync(await Host.DraftAsync());
        await Host.DrainAsync(account);
        await DisconnectAsync(account);

        await Host.Outbox.CancelAsync(new OutboxCancelRequest { Id = item.Id }, default);
        await Host.DrainAsync(account);

        var cancelled = await Host.ItemAsync(item.Id);
        Assert.Equal((OutboxState.Cancelled, 0), (cancelled.State, Provider.Unstages));
        Assert.Contains("Delete it there", cancelled.LeftToYou, StringComparison.Ordinal);
        Assert.False(Host.Kernel.HasWork);
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    // Asked once, without evidence either way.
    private async Task<(Account Account, string Id)> InDoubtAsync(FakeSubmit answer = FakeSubmit.AcceptAndSayUnknown)
    {
        var account = await Host.ConnectAsync();
        Provider.EvidenceAfter = null;
        Provider.Answers.Enqueue(answer);
        var item = await Host.ApproveAsync(await Host.DraftAsync());
        await Host.DrainAsync(account);
        Assert.Equal(OutboxState.Unknown, (await Host.ItemAsync(item.Id)).State);
        return (account, item.Id);
    }

    private async Task DisconnectAsync(Account account) => await Host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = account.Id }, default);
}
