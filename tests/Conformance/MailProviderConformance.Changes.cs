using System.Text;
using Assistant.Mail.Mime;
using Assistant.Protocol.Plugins;

namespace Assistant.Conformance;

/// <content>What is new, by headers.</content>
public abstract partial class MailProviderConformance
{
    [Fact]
    public async Task Changes_NoCursor_StartsAtNow()
    {
        await Bed.ReceiveAsync(Incoming("before"));
        var start = await ChangesAsync(null);
        await Bed.ReceiveAsync(Incoming("after"));

        Assert.Empty(start.Messages);
        Assert.False(start.More);
        Assert.Equal(["after"], Subjects(await ChangesAsync(start.Cursor)));
    }

    [Fact]
    public async Task Changes_Since_StartsThere()
    {
        await Bed.ReceiveAsync(Incoming("before"));

        var changes = await Provider.ChangesAsync(new ChangesRequest { Account = Bed.Account(), Since = Date.AddYears(-20) }, default);

        Assert.Equal(["before"], Subjects(changes));
    }

    [Fact]
    public async Task Changes_Pages_AreInOrderWithoutLossOrRepeat()
    {
        var cursor = (await ChangesAsync(null)).Cursor;
        for (var i = 0; i < 7; i++)
            await Bed.ReceiveAsync(Incoming($"m{i}"));
        var seen = new List<string>();
        ChangesResponse page;
        do
        {
            page = await ChangesAsync(cursor, limit: 3);
            Assert.InRange(page.Messages.Count, 1, 3);
            Assert.Equal(Subjects(page), Subjects(await ChangesAsync(cursor, limit: 3)));
            seen.AddRange(Subjects(page));
            cursor = page.Cursor;
        }
        while (page.More);

        Assert.Equal(["m0", "m1", "m2", "m3", "m4", "m5", "m6"], seen);
        Assert.Empty((await ChangesAsync(cursor)).Messages);
        await Bed.ReceiveAsync(Incoming("m7"));
        Assert.Equal(["m7"], Subjects(await ChangesAsync(cursor)));
    }

    [Fact]
    public async Task Changes_AfterARestart_GoOnWhereTheyWere()
    {
        var start = await ChangesAsync(null);
        await Bed.ReceiveAsync(Incoming("one"));
        var first = await ChangesAsync(start.Cursor);
        await Bed.RestartAsync();
        await Bed.ReceiveAsync(Incoming("two"));

        Assert.Equal(["one", "two"], Subjects(await ChangesAsync(start.Cursor)));
        Assert.Equal(["two"], Subjects(await ChangesAsync(first.Cursor)));
    }

    [Fact]
    public async Task Changes_CursorThatNoLongerHolds_IsAResyncWithoutLoss()
    {
        var cursor = (await ChangesAsync(null)).Cursor;
        await Bed.ReceiveAsync(Incoming("one"));
        await Bed.LosePositionAsync();

        var resync = await ChangesAsync(cursor);

        Assert.True(resync.Resynced);
        Assert.Contains("one", Subjects(resync));
        Assert.False((await ChangesAsync(resync.Cursor)).Resynced);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData(":")]
    [InlineData("../../x:99999999999999999999")]
    public async Task Changes_CursorThatIsNone_IsAResync(string cursor) => Assert.True((await ChangesAsync(cursor)).Resynced);

    [Fact]
    public async Task Changes_Message_IsItsHeaderBlockAndNoMore()
    {
        var cursor = (await ChangesAsync(null)).Cursor;
        await Bed.ReceiveAsync(Incoming("hello", "secret body"));

        var head = Assert.Single((await ChangesAsync(cursor)).Messages);

        var text = Encoding.UTF8.GetString(head.Headers);
        Assert.DoesNotContain("secret body", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal("hello", HeaderBlock.Parse(head.Headers).Subject);
    }
}
