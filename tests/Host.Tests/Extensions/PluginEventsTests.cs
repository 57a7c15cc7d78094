using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Tests.Extensions;

public sealed class PluginEventsTests
{
    [Fact]
    public async Task Start_PluginThatNeverHeard_IsToldWhatHappensFromThenOn()
    {
        await using var bed = new EventBed("one");
        bed.Happens("draft.changed", "before");

        await bed.StartAsync();
        var seq = bed.Happens("draft.changed", "after");
        await bed.ReachedAsync("one", seq);

        Assert.Equal("draft.changed after", await bed.Listeners["one"].NextAsync());
        Assert.False(bed.Listeners["one"].HeardMore);
    }

    [Fact]
    public async Task Tell_SeveralEvents_AreThoseOfTheManifestInTheirOrder()
    {
        await using var bed = new EventBed("one");
        await bed.StartAsync();

        bed.Happens("draft.changed", "a");
        bed.Happens("contact.changed", "b");
        bed.Happens("message.replied", "c");
        await bed.ReachedAsync("one", bed.Happens("draft.changed", "d"));

        var one = bed.Listeners["one"];
        Assert.Equal(["draft.changed a", "message.replied c", "draft.changed d"], [await one.NextAsync(), await one.NextAsync(), await one.NextAsync()]);
        Assert.False(one.HeardMore);
    }

    [Fact]
    public async Task Tell_WhileTheHostDidNotRun_IsToldAtTheNextStartAndNotTwice()
    {
        await using var bed = new EventBed("one");
        await bed.StartAsync();
        await bed.ReachedAsync("one", bed.Happens("draft.changed", "a"));
        await bed.StopAsync();
        var missed = bed.Happens("message.replied", "b");

        await bed.StartAsync();
        await bed.ReachedAsync("one", missed);

        Assert.Equal(["draft.changed a", "message.replied b"], [await bed.Listeners["one"].NextAsync(), await bed.Listeners["one"].NextAsync()]);
        Assert.False(bed.Listeners["one"].HeardMore);
    }

    public static TheoryData<Exception> Stumbles => [new RpcException(RpcErrorCode.PluginFailed, "The mailbox is out of reach."), new TaskCanceledException("The model did not answer in time.")];

    [Theory]
    [MemberData(nameof(Stumbles), DisableDiscoveryEnumeration = true)]
    public async Task Tell_PluginThatCannotHear_IsToldTheSameAgainAfterAPauseAndHoldsUpNobodyElse(Exception stumble)
    {
        await using var bed = new EventBed("one", "two");
        bed.Listeners["one"].Faults.Enqueue(stumble);
        await bed.StartAsync();

        var first = bed.Happens("draft.changed", "a");
        var seq = bed.Happens("draft.changed", "b");
        await bed.ReachedAsync("two", seq);
        Assert.True(bed.Positions.Find("one") < first);
        Assert.False(bed.Listeners["one"].HeardMore);
        await bed.PassPauseAsync();
        await bed.ReachedAsync("one", seq);

        Assert.Equal(["draft.changed a", "draft.changed b"], [await bed.Listeners["one"].NextAsync(), await bed.Listeners["one"].NextAsync()]);
    }

    [Fact]
    public async Task Tell_HostThatEndsBeforeAnEventWasDealtWith_TellsItAgain()
    {
        await using var bed = new EventBed("one");
        bed.Listeners["one"].Faults.Enqueue(new OperationCanceledException("The host is stopping."));
        await bed.StartAsync();
        var seq = bed.Happens("message.replied", "a");
        await bed.StumbledAsync("one");
        await bed.StopAsync();

        await bed.StartAsync();
        await bed.ReachedAsync("one", seq);

        Assert.Equal("message.replied a", await bed.Listeners["one"].NextAsync());
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(0)]
    public async Task Start_PositionThatTheLogHasNot_IsToldToReadAnewAndThenWhatHappens(long position)
    {
        await using var bed = new EventBed("one");
        bed.Happens("draft.changed", "a");
        await bed.Positions.SetAsync("one", position, default);
        if (position == 0)
            bed.Forgets();

        await bed.StartAsync();

        Assert.Equal("resync", await bed.Listeners["one"].NextAsync());
        await bed.ReachedAsync("one", bed.Happens("draft.changed", "b"));
        Assert.Equal("draft.changed b", await bed.Listeners["one"].NextAsync());
    }

    [Fact]
    public async Task Tell_PluginThatOffersNoListener_GoesOn()
    {
        await using var bed = new EventBed("one");
        bed.Listeners["one"].Listens = false;
        await bed.StartAsync();

        await bed.ReachedAsync("one", bed.Happens("draft.changed", "a"));

        Assert.False(bed.Listeners["one"].HeardMore);
    }
}
