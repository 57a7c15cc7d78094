using System.Text;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit.Google;

namespace Assistant.Conformance.MailGmail;

/// <summary>A draft that stands in Gmail while its message is sent: changed or gone there, and taken away where nothing is sent.</summary>
public sealed class GmailDraftTests : IAsyncLifetime
{
    private GmailDesk _desk = null!;

    private GoogleApi Gmail => _desk.Google.Gmail;

    public async Task InitializeAsync() => _desk = await GmailDesk.OpenAsync();

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Fact]
    public async Task Submit_DraftChangedInGmail_IsNotSentAndStaysAsItIs()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Drafts);
        var item = await _desk.Host.ApproveAsync(await _desk.Host.DraftAsync());
        await _desk.StageAsync(account);
        var (id, held) = _desk.Mailbox.Drafts.Single();
        _desk.Mailbox.PutDraft(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(held.Raw).Replace("may I ask", "may I shout", StringComparison.Ordinal)), null, id);

        await _desk.Host.DrainAsync(account);

        Assert.Equal(OutboxState.Refused, (await _desk.Host.ItemAsync(item.Id)).State);
        Assert.Empty(_desk.Mailbox.Ledger);
        Assert.Contains("may I shout", Encoding.UTF8.GetString(_desk.Mailbox.Drafts.Single().Value.Raw), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Spoiled.Not, null)]
    [InlineData(Spoiled.Changed, "changed in Gmail")]
    [InlineData(Spoiled.Gone, null)]
    [InlineData(Spoiled.Unrecorded, "Delete it there")]
    [InlineData(Spoiled.NotAllowed, "permission for drafts was taken back")]
    public async Task Cancel_AfterItWasStaged_LeavesNoDraftOfOurs(Spoiled how, string? left)
    {
        var (item, account) = await StagedAndPutBackAsync();
        var (id, held) = _desk.Mailbox.Drafts.Single();
        if (how == Spoiled.Changed)
            _desk.Mailbox.PutDraft([.. held.Raw, .. "And more.\r\n"u8], null, id);
        else if (how == Spoiled.Gone)
            _desk.Mailbox.DeleteDraft(id);
        else if (how == Spoiled.Unrecorded)
            await _desk.Store.ExecuteAsync(new StoreExecuteRequest { Statements = [StoreRows.Statement("UPDATE sending SET draft = NULL")] }, default);
        else if (how == Spoiled.NotAllowed)
            account = await _desk.ConnectAsync(GrantLevel.Bodies, again: true);

        await _desk.Host.Outbox.CancelAsync(new OutboxCancelRequest { Id = item.Id }, default);
        await _desk.Host.DrainAsync(account);

        var cancelled = await _desk.Host.ItemAsync(item.Id);
        Assert.Equal(OutboxState.Cancelled, cancelled.State);
        Assert.Equal(left is null, cancelled.LeftToYou is null);
        Assert.Contains(left ?? "", cancelled.LeftToYou ?? "", StringComparison.Ordinal);
        Assert.Equal(left is null ? 0 : 1, _desk.Mailbox.Drafts.Count);
        Assert.False(_desk.Host.Kernel.HasWork);
        Assert.Empty(_desk.Mailbox.Ledger);
    }

    [Fact]
    public async Task Cancel_WhileGmailCannotBeAsked_IsTriedAgainAndSaidMeanwhile()
    {
        var (item, account) = await StagedAndPutBackAsync();
        var cancelled = await _desk.Host.Outbox.CancelAsync(new OutboxCancelRequest { Id = item.Id }, default);
        Assert.Null(cancelled.LeftToYou);
        Gmail.ReadTroubles.Enqueue(new WebAnswer(503));
        await _desk.Host.DrainAsync(account);

        Assert.Contains("tried again", (await _desk.Host.ItemAsync(item.Id)).LeftToYou, StringComparison.Ordinal);

        await _desk.RestartAsync();
        _desk.Time.Advance(TimeSpan.FromHours(1));
        await _desk.Host.DrainAsync(account);
        Assert.Null((await _desk.Host.ItemAsync(item.Id)).LeftToYou);
        Assert.Empty(_desk.Mailbox.Drafts);
    }

    [Fact]
    public async Task Stage_CrashAfterTheDraftWasMade_MakesNoSecond()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Drafts);
        await _desk.Host.ApproveAsync(await _desk.Host.DraftAsync());
        await _desk.StageAsync(account);
        await _desk.Store.ExecuteAsync(new StoreExecuteRequest { Statements = [StoreRows.Statement("UPDATE sending SET draft = NULL")] }, default);
        await _desk.RestartAsync();

        await _desk.Host.DrainAsync(account);

        Assert.Single(_desk.Mailbox.Ledger);
        Assert.Empty(_desk.Mailbox.Drafts);
    }

    /// <summary>What became of a draft before it is to be taken away.</summary>
    public enum Spoiled
    {
        Not,
        Changed,
        Gone,

        /// <summary>A crash came between Gmail's making it and our writing it down.</summary>
        Unrecorded,
        NotAllowed,
    }

    // Its draft is made, and then Gmail took no more mail for now: it waits, and can be taken back.
    private async Task<(OutboxItem Item, Account Account)> StagedAndPutBackAsync()
    {
        var account = await _desk.ConnectAsync(GrantLevel.Drafts);
        Gmail.Troubles.Enqueue(SendTrouble.SendingLimit);
        var item = await _desk.SendAsync(account, await _desk.Host.DraftAsync());
        Assert.Equal(OutboxState.Approved, item.State);
        Assert.Single(_desk.Mailbox.Drafts);
        return (item, account);
    }
}
