using Assistant.Host.Mailroom.Drafts;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Mailroom;

public sealed class SignatureTests : IAsyncDisposable
{
    private const string Plain = "*Mira* Ernst_\n1. Head of [things]\n- Office\n+49 30 1234\n#1 & <co> ~~all~~ mira_ernst@here.example\n\n---\n> R&D; 2) two";

    private readonly MailroomFixture _fixture = new();

    private MailroomHost Host => _fixture.Host;

    [Fact]
    public async Task Set_OwnText_EndsNewDraftsOnceAndIsPreviewed()
    {
        var account = await Host.ConnectAsync();
        var before = await Host.DraftAsync(body: "Before.\n");
        await SetAsync(account, new Signature(SignatureSource.Own, "\nMira Ernst  \r\nBerlin\n\n"));

        var draft = await Host.DraftAsync(body: "May I ask?\n");
        var signed = await Host.DraftAsync(body: draft.Body);

        Assert.Equal("May I ask?\n\n--\nMira Ernst\nBerlin\n", draft.Body);
        Assert.Equal(draft.Body, signed.Body);
        Assert.Equal("May I ask?\n\n--\nMira Ernst\nBerlin\n", (await Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default)).Text);
        Assert.Equal("Before.\n", (await Host.Drafts.GetAsync(new DraftGetRequest { Id = before.Id }, default)).Body);
    }

    [Fact]
    public async Task Update_SignatureTakenOut_StaysOutAlsoOfARetry()
    {
        var account = await Host.ConnectAsync();
        await SetAsync(account, new Signature(SignatureSource.Own, "Mira"));
        var draft = await Host.DraftAsync();
        draft = await Host.Drafts.UpdateAsync(new DraftUpdateRequest { Id = draft.Id, Revision = draft.Revision, Body = "Only this.\n" }, default);
        _fixture.Provider.Answers.Enqueue(TestKit.FakeSubmit.Refuse);
        var item = await Host.ApproveAsync(draft);
        await Host.DrainAsync(account);

        var again = await Host.Outbox.RetryAsync(new OutboxRetryRequest { Id = item.Id }, default);

        Assert.Equal(("Only this.\n", "Only this.\n"), (draft.Body, again.Body));
    }

    [Fact]
    public async Task Set_Providers_ReadsAsItStandsThere()
    {
        var account = await Host.ConnectAsync();
        _fixture.Provider.Signature = Plain;

        var changed = await SetAsync(account, new Signature(SignatureSource.Provider));
        var draft = await Host.DraftAsync(body: "");

        Assert.Equal(SignatureSource.Provider, changed.Signature!.From);
        Assert.Equal("--\n" + Plain + "\n", (await Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default)).Text);
    }

    [Theory]
    [InlineData(SignatureSource.Provider, null, "none is kept here")]
    [InlineData(SignatureSource.Own, null, "is missing")]
    [InlineData(SignatureSource.Own, " \n ", "is empty")]
    [InlineData(SignatureSource.Own, "\u0007", "control character")]
    [InlineData(SignatureSource.Own, "{{name}}", "nothing fills")]
    public async Task Set_NoneThatServes_IsRefusedByItsPath(SignatureSource from, string? text, string expected)
    {
        var account = await Host.ConnectAsync();

        var refusal = await Assert.ThrowsAsync<RpcException>(() => SetAsync(account, new Signature(from, text)));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("$.signature", refusal.Message, StringComparison.Ordinal);
        Assert.Null((await Host.Accounts.ListAsync(new AccountListRequest(), default)).Accounts[0].Signature);
    }

    [Theory]
    [InlineData(SignatureSource.Own, true)]
    [InlineData(SignatureSource.Provider, false)]
    public async Task Disconnect_KeepsOnlyTheUsersOwn(SignatureSource from, bool stays)
    {
        var account = await Host.ConnectAsync();
        _fixture.Provider.Signature = "Mira";
        await SetAsync(account, new Signature(from, from == SignatureSource.Own ? "Mira" : null));

        Assert.Equal("Mira", (await Host.ConnectAsync()).Signature?.Text);
        await Host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = account.Id }, default);

        Assert.Equal(stays, (await Host.ConnectAsync()).Signature is not null);
    }

    [Theory]
    [InlineData("Hello.\n\n--\nMira\n", "Hello.\n")]
    [InlineData("Hello.\r\n\r\n--\r\nMira\r\n\r\n", "Hello.\n")]
    [InlineData("Hello Mira", "Hello Mira")]
    [InlineData("Hello.\n\n--\nMira\nP.S.", "Hello.\n\n--\nMira\nP.S.")]
    [InlineData("\n\n--\nMira\n", "\n")]
    public void Without_TakesOutWhatAppendPutIn(string body, string expected) => Assert.Equal(expected, SignatureText.Without(body, "Mira"));

    private async Task<Account> SetAsync(Account account, Signature signature) =>
        await Host.Accounts.SetAsync(new AccountSetRequest { Id = account.Id, Signature = signature }, default);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();
}
