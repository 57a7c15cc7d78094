using System.Text.Json;
using Assistant.EndToEnd.Cli;
using Assistant.Protocol.Services;

namespace Assistant.EndToEnd.Models;

/// <summary>Every task as a newcomer without a key sees it in the demo: played from a recording, called so, with its one invention caught.</summary>
public sealed class RehearsalTests(PlayedDemo demo) : IClassFixture<PlayedDemo>
{
    private readonly RealCli _cli = demo.Cli;

    [Theory]
    [InlineData("outreach", "Emi", "3")]
    [InlineData("followUp", "Dmitri", "5")]
    [InlineData("reply", "Ana", "19:00")]
    [InlineData("coverLetter", "Farid", "18 months")]
    [InlineData("cvTailoring", "Farid", "4")]
    [InlineData("interview", "Farid", "150")]
    [InlineData("fit", "Farid", "3")]
    [InlineData("threadSummary", "Ana", "2")]
    [InlineData("replyMeaning", "Ana", null)]
    public async Task Compose_OfATaskInTheDemo_IsRehearsedAndItsOneInventionCaught(string task, string person, string? invented)
    {
        List<string> arguments = ["draft", "compose", "--task", task, "--to", person, "--model", "rehearsal", "--json"];
        if (person == "Farid")
            arguments.AddRange(["--cv", Path.Combine(_cli.Demo, "demo", "cv.md"), "--posting", Path.Combine(_cli.Demo, "demo", "posting.md")]);

        var done = await _cli.RunAsync([.. arguments]);

        Assert.True(done.Code == 0, done.ToString());
        var writing = JsonSerializer.Deserialize(done.Out, WritingJson.Default.Writing)!;
        Assert.Equal("rehearsed", writing.Provenance!.Work);
        Assert.DoesNotContain("rehears", writing.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(invented is null ? [] : [invented], writing.Claims.Select(static claim => claim.Text));
        Assert.Equal(task == "replyMeaning", writing.ProposalId is not null);
        Assert.Equal(task == "fit", writing.Fit is not null);
        Assert.Empty(writing.Notices);
    }
}
