using Assistant.Host.Keeping.Today;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Keeping;

/// <summary>Which of what came back, or did not, is news today.</summary>
public sealed class TodayTrackingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    private static readonly DateOnly Today = new(2026, 11, 21);

    [Theory]
    [InlineData(TrackingState.Bounced, 13, true)]
    [InlineData(TrackingState.Bounced, 15, false)]
    [InlineData(TrackingState.Failed, 15, false)]
    [InlineData(TrackingState.Replied, 13, true)]
    [InlineData(TrackingState.Replied, 15, false)]
    public void News_WhatCameBack_StandsForTwoWeeks(TrackingState state, int daysAgo, bool stands)
    {
        var since = Now.AddDays(-daysAgo);

        Assert.Equal(stands, News(Row(since.AddDays(-1), state, since)).Count == 1);
    }

    [Theory]
    [InlineData(TrackingState.Waiting, 1, false)]
    [InlineData(TrackingState.Waiting, 0, true)]
    [InlineData(TrackingState.Away, -14, true)]
    [InlineData(TrackingState.Waiting, -15, false)]
    public void News_Silence_StandsFromItsDayForTwoWeeks(TrackingState state, int due, bool stands) =>
        Assert.Equal(stands, News(Row(Now.AddDays(-30), state, Now.AddDays(-30)) with { Due = Today.AddDays(due) }).Count == 1);

    [Theory]
    [InlineData(TrackingState.Bounced)]
    [InlineData(TrackingState.Waiting)]
    public void News_OfAnOlderMessage_StandsNoMoreOnceTheyWereWrittenToAgain(TrackingState state)
    {
        var older = Row(Now.AddDays(-5), state, Now.AddDays(-5)) with { Due = Today };
        var newer = Row(Now.AddDays(-1), TrackingState.Waiting, Now.AddDays(-1)) with { Due = Today.AddDays(9) };

        Assert.Empty(News(older, newer));
    }

    [Fact]
    public void News_SilenceOfSomebodyWithAFollowUp_IsTheFollowUpsToTell() =>
        Assert.Empty(TodayTracking.News([Row(Now.AddDays(-9), TrackingState.Waiting, Now.AddDays(-9)) with { Due = Today }], [], new HashSet<string> { "ana" }, Now, Today));

    [Fact]
    public void News_Reply_StandsUntilTheyWereWrittenToAfterIt()
    {
        var replied = Row(Now.AddDays(-5), TrackingState.Replied, Now.AddDays(-3));

        Assert.Equal(["reply"], News(replied, Row(Now.AddDays(-4), TrackingState.Waiting, Now.AddDays(-4))).Select(static item => item.Kind));
        Assert.Empty(News(replied, Row(Now.AddDays(-2), TrackingState.Waiting, Now.AddDays(-2))));
    }

    private static List<TodayItem> News(params IEnumerable<TrackingRow> rows) => [.. TodayTracking.News(rows, [], new HashSet<string>(), Now, Today)];

    // An outbox id tells when it was made.
    private static TrackingRow Row(DateTimeOffset made, TrackingState state, DateTimeOffset since) => new()
    {
        OutboxId = Guid.CreateVersion7(made).ToString("D"), ContactId = "ana", Person = "Ana", Address = "ana@there.example", Subject = "A question", State = state, Since = since, NextStep = "Write again",
    };
}
