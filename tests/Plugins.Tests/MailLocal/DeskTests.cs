using System.Text;
using Assistant.Mail.Mime;
using Assistant.Plugins.MailLocal.Office;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.TestKit;

namespace Assistant.Plugins.Tests.MailLocal;

public sealed class DeskTests : IAsyncLifetime
{
    private readonly ScratchFolder _scratch = new();
    private readonly ManualTime _time = new();
    private PostOffice _office = null!;
    private bool _isDemo = true;
    private Desk _desk = null!;

    public async Task InitializeAsync()
    {
        _office = await PostOffice.OpenAsync(_scratch.Root, _time, OfficePace.Default, (_, _) => { }, default);
        _desk = new Desk(_office, () => _isDemo, _time);
        _office.Mailboxes.Put(new OfficeMailbox { Address = "owner@here.test", Name = "Owner", IsAccount = true });
        await OpenAsync("ann@there.test", "Ann Miller");
        await OpenAsync("annika@there.test", "Annika Berg");
    }

    public async Task DisposeAsync()
    {
        await _office.DisposeAsync();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData("ann@there.test")]
    [InlineData("Ann Miller")]
    [InlineData("miller")]
    public async Task Answer_NewestMail_IsAReplyToIt(string name)
    {
        await SendAsync("first");
        _time.Advance(TimeSpan.FromMinutes(1));
        await SendAsync("second");

        var answer = await _desk.AnswerAsync(new PostOfficeAnswerRequest { Name = name, Text = "Yes, gladly." }, default);

        Assert.Equal(("ann@there.test", "Re: second", "Yes, gladly."), (answer.From, answer.Subject, answer.Text));
        var reply = MimeMessage.Parse(await File.ReadAllBytesAsync(Assert.Single(_office.Mailboxes.MaildirOf("owner@here.test").Files())));
        Assert.Equal("<second@here.test>", reply.Headers.Value("In-Reply-To"));
        Assert.Equal("<root@here.test> <second@here.test>", reply.Headers.Value("References"));
        Assert.Equal("Yes, gladly.\n\nOn 5 January 2026, Owner wrote:\n> Hello second\n", reply.TextBody);
    }

    [Fact]
    public async Task Answer_NameOfNobody_SaysWhoThereIs()
    {
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await _desk.AnswerAsync(new PostOfficeAnswerRequest { Name = "Zoe" }, default));

        Assert.Equal(RpcErrorCode.NotFound, fault.Code);
        Assert.Contains("Ann Miller, Annika Berg", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Owner", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_NameOfSeveral_AsksWhich()
    {
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await _desk.AnswerAsync(new PostOfficeAnswerRequest { Name = "ann" }, default));

        Assert.Equal(RpcErrorCode.NotFound, fault.Code);
        Assert.Contains("Several", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_EmptyMailbox_IsTheWrongState()
    {
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await _desk.AnswerAsync(new PostOfficeAnswerRequest { Name = "Annika" }, default));

        Assert.Equal(RpcErrorCode.WrongState, fault.Code);
    }

    [Fact]
    public async Task OpenAndAnswer_OutsideADemonstration_AreRefused()
    {
        await SendAsync("first");
        _isDemo = false;

        var open = await Assert.ThrowsAsync<RpcException>(async () => await OpenAsync("x@there.test", "X"));
        var answer = await Assert.ThrowsAsync<RpcException>(async () => await _desk.AnswerAsync(new PostOfficeAnswerRequest { Name = "Ann Miller" }, default));

        Assert.Equal((RpcErrorCode.WrongState, RpcErrorCode.WrongState), (open.Code, answer.Code));
        Assert.Null(_office.Mailboxes.Find("x@there.test"));
    }

    [Theory]
    [InlineData("no address", "Name")]
    [InlineData("a@b.test\nBcc: c@d.test", "Name")]
    [InlineData("a@b.test", "Na\r\nme")]
    public async Task Open_AddressOrNameThatIsNone_IsRefused(string address, string name)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await OpenAsync(address, name));

        Assert.Equal(RpcErrorCode.Invalid, fault.Code);
    }

    [Fact]
    public async Task List_Mailboxes_CountsTheirMail()
    {
        await SendAsync("first");

        var list = await _desk.ListAsync(new PostOfficeListRequest(), default);

        Assert.Equal([("ann@there.test", 1), ("annika@there.test", 0), ("owner@here.test", 0)], list.Mailboxes.Select(m => (m.Address, m.Messages)));
    }

    private async Task OpenAsync(string address, string name) => await _desk.OpenAsync(new PostOfficeOpenRequest { Address = address, Name = name }, default);

    private async Task SendAsync(string id)
    {
        var message = Encoding.UTF8.GetBytes($"From: Owner <owner@here.test>\r\nTo: ann@there.test\r\nDate: Mon, 05 Jan 2026 09:00:00 +0000\r\nSubject: {id}\r\nMessage-ID: <{id}@here.test>\r\nReferences: <root@here.test>\r\n\r\nHello {id}\r\n");
        await _office.Submit(id, new Envelope("owner@here.test", ["ann@there.test"]), message).Attempted;
    }
}
