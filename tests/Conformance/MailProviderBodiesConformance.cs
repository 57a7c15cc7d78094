using System.Text;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;

namespace Assistant.Conformance;

/// <summary>What a provider must also do for an account that was granted the reading of bodies.</summary>
public abstract class MailProviderBodiesConformance : MailProviderConformance
{
    [Fact]
    public async Task Read_AtTheGrant_IsTheWholeMessage()
    {
        var id = await IncomingIdAsync("hello", "the body");
        var request = new MessageRequest { Account = Bed.Account(), Id = id };

        Assert.Contains("the body", Encoding.UTF8.GetString((await Provider.ReadReplyAsync(request, default)).Message), StringComparison.Ordinal);
        Assert.Contains("the body", Encoding.UTF8.GetString((await Provider.ReadReportAsync(request, default)).Message), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_LongMessage_IsCutAtOneMebibyte()
    {
        var id = await IncomingIdAsync("hello", string.Concat(Enumerable.Repeat("0123456789abcdef0123456789abcdef\n", 50_000)));

        var answer = await Provider.ReadReplyAsync(new MessageRequest { Account = Bed.Account(), Id = id }, default);

        Assert.Equal(1024 * 1024, answer.Message.Length);
    }

    [Theory]
    [InlineData("no-such-message")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("..")]
    [InlineData("*")]
    [InlineData("")]
    public async Task Read_IdThatIsNone_IsNotFound(string id)
    {
        await Bed.ReceiveAsync(Incoming("hello"));

        var fault = await Assert.ThrowsAsync<RpcException>(async () => await Provider.ReadReplyAsync(new MessageRequest { Account = Bed.Account(), Id = id }, default));

        Assert.Equal(RpcErrorCode.NotFound, fault.Code);
    }
}
