using Assistant.Host.Cli.Commands;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Tests.Cli;

public sealed class ApplicationViewTests
{
    [Theory]
    [InlineData("interview", null, "proposed: to interview")]
    [InlineData(null, "read by a model", "a change is proposed, read by a model")]
    public void Words_AProposal_SayTheStageOrWhoReadTheReply(string? stage, string? text, string words) =>
        Assert.Equal(words, ApplicationView.Words(new TimelineEntry { Id = "e", At = default, Kind = TimelineKind.Proposed, By = "host", ToStage = stage, Text = text }));
}
