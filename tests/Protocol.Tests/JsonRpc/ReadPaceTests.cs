using Assistant.Protocol.JsonRpc.Transports;
using Assistant.TestKit;

namespace Assistant.Protocol.Tests.JsonRpc;

public sealed class ReadPaceTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Take_WithinTheBurst_DoesNotWait() => Assert.Equal(TimeSpan.Zero, new ReadPace(1000, 100).Start(_time).Take(1000));

    [Fact]
    public void Take_OverTheBurst_WaitsAsLongAsTheRestTakes() => Assert.Equal(TimeSpan.FromSeconds(5), new ReadPace(1000, 100).Start(_time).Take(1500));

    [Fact]
    public void Take_ALittleOver_WaitsOnceForMuch()
    {
        var meter = new ReadPace(1000, 1000).Start(_time);

        Assert.Equal(TimeSpan.Zero, meter.Take(1010));
        Assert.Equal(TimeSpan.FromMilliseconds(30), meter.Take(20));
    }

    [Fact]
    public void Take_AfterARest_HasTheBurstAgainAndNoMore()
    {
        var meter = new ReadPace(1000, 100).Start(_time);
        meter.Take(1000);

        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(TimeSpan.Zero, meter.Take(1000));
        Assert.Equal(TimeSpan.FromSeconds(1), meter.Take(100));
    }
}
