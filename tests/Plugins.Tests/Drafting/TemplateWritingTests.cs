using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Tests.Drafting;

/// <summary>Texts that follow a template of the user's, with a model and without.</summary>
public sealed class TemplateWritingTests
{
    private static readonly WriterTemplate Hello = new("Hello", "To {{company}}", "Dear {{firstName}},\n\n{{#if city}}you are in {{city}}.\n\nSo am I.{{else}}hello.{{/if}}\n\n{{or senderName \"me\"}}");

    [Theory]
    [InlineData(WritingTask.Outreach)]
    [InlineData(WritingTask.FollowUp)]
    [InlineData(WritingTask.Reply)]
    [InlineData(WritingTask.CoverLetter)]
    public async Task Plan_WithATemplate_GivesItsLinesAsThePatternAndTheUsersOwn(WritingTask task)
    {
        using var room = new Room();

        var plan = await room.Writer.PlanAsync(Following(task), default);

        Assert.Contains("template:2", plan.Fields);
        Assert.Contains("the user's template: the pattern to follow", plan.Payload[1].Text, StringComparison.Ordinal);
        Assert.Contains("[template:2] Dear {{firstName}},\n", plan.Payload[1].Text, StringComparison.Ordinal);
        Assert.Contains("Follow the user's template", plan.Payload[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("QUOTED: the user's template", plan.Payload[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_WithoutATemplate_SaysNothingOfOne()
    {
        using var room = new Room();

        var plan = await room.Writer.PlanAsync(Room.Full(WritingTask.Outreach), default);

        Assert.DoesNotContain("template", plan.Payload[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_WithAnOwnPromptWithoutTheTemplate_SaysThatItsTextWasNotSent()
    {
        using var room = new Room();
        await room.Writers.Prompts.SaveAsync("outreach", "---\ntask: outreach\nschema: mail\n---\n{{contact}}\n{{schema}}\n", default);
        room.Desk.Answers("""{"subject":"A","parts":[{"sentences":[{"text":"Dear Ana,","sources":[]}]}]}""");

        var answer = await room.Writer.WriteAsync(Following(WritingTask.Outreach), null, default);

        Assert.Contains(answer.Notices, static notice => notice.Contains("no place for {{template}}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_Anew_SendsTheSameAndSaysSoToTheDesk()
    {
        using var room = new Room();
        const string Good = """{"subject":"A","parts":[{"sentences":[{"text":"Dear Ana,","sources":[]}]}]}""";
        room.Desk.Answers(Good).Answers(Good);

        await room.Writer.WriteAsync(Room.Full(WritingTask.Outreach), null, default);
        await room.Writer.WriteAsync(Room.Full(WritingTask.Outreach) with { Fresh = true }, null, default);

        Assert.Equal([false, true], room.Desk.Notes.Select(static note => note.Fresh));
        Assert.Equal(room.Desk.Sent[0].Messages.Select(static m => m.Text), room.Desk.Sent[1].Messages.Select(static m => m.Text));
    }

    [Fact]
    public async Task Write_Offline_FillsTheUsersTemplateParagraphByParagraph()
    {
        using var room = new Room();

        var answer = await room.Writer.WriteAsync(Following(WritingTask.Outreach) with { Model = "offline", Voice = new Voice { Language = "fi" } }, null, default);

        Assert.Equal("To Norte Bikes", answer.Subject);
        Assert.Equal(["Dear Ana,", "you are in Bilbao.", "So am I.", "Robin Vale"], answer.Parts.Select(static part => Assert.Single(part.Sentences).Text));
        Assert.Equal(["contact.firstName"], answer.Parts[0].Sentences[0].Sources);
        Assert.Equal(["contact.city"], answer.Parts[1].Sentences[0].Sources);
        Assert.Equal("filled template", answer.Work);
        Assert.Matches("^offline\\.Hello@[0-9a-f]{8}$", answer.Prompt);
        Assert.Empty(answer.Notices);
    }

    [Fact]
    public async Task Write_OfflineWithWhatNothingFills_NamesItAndTheRemedy()
    {
        using var room = new Room();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.WriteAsync(
            Following(WritingTask.Outreach) with { Model = "offline", Template = Hello with { Body = "Your {{shoeSize}}" } }, null, default));

        var problem = Assert.IsType<RpcInvalidData>(error.Detail).Problems[0];
        Assert.Contains("shoeSize", problem.Problem, StringComparison.Ordinal);
        Assert.Contains("fallback", problem.Remedy, StringComparison.Ordinal);
    }

    // As the host hands it in: the text whole, and its lines among the sources.
    private static WriterRequest Following(WritingTask task)
    {
        var request = Room.Full(task);
        var lines = $"{Hello.Subject}\n{Hello.Body}".Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return request with { Template = Hello, Sources = [.. request.Sources, .. lines.Select(static (line, at) => new WritingSource($"template:{at + 1}", SourceKind.Template, line))] };
    }
}
