using Assistant.Plugins.Drafting;
using Assistant.Plugins.Drafting.Prompting;
using Assistant.Plugins.Drafting.Writing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Tests.Drafting;

public sealed class PromptBookTests
{
    private const string Body = "{{sources}} {{schema}}";

    [Fact]
    public async Task List_OfTheShipped_HasOneForEachTask()
    {
        using var room = new Room();

        var prompts = await room.Writers.Prompts.ListAsync(default);

        Assert.Equal(Enum.GetValues<WritingTask>().Select(PromptNames.Of), prompts.Select(static p => p.Id));
        Assert.All(prompts, static p => Assert.False(p.IsOwn));
        Assert.All(prompts, static p => Assert.Matches("^[0-9a-f]{8}$", p.Version));
        foreach (var task in Enum.GetValues<WritingTask>())
            Assert.Equal(task, (await room.Writers.Prompts.LoadAsync(task, default)).Text.Task);
    }

    [Fact]
    public async Task Save_OfAnOwn_ReplacesTheShippedAndItsVersion_AndNoTextTakesItAway()
    {
        using var room = new Room();
        var book = room.Writers.Prompts;
        var shipped = (await book.ListAsync(default))[0];
        var text = shipped.Text.Replace("three", "two", StringComparison.OrdinalIgnoreCase);

        var own = await book.SaveAsync("outreach", text.ReplaceLineEndings("\r\n"), default);
        var file = File.ReadAllText(Path.Combine(room.Folder, "prompts", "outreach.md"));
        var back = await book.SaveAsync("outreach", null, default);

        Assert.True(own.IsOwn);
        Assert.Equal(text, file);
        Assert.Equal(PromptBook.Version(text), own.Version);
        Assert.NotEqual(shipped.Version, own.Version);
        Assert.Equal(shipped, back);
        Assert.Equal(back, await book.SaveAsync("outreach", null, default));
    }

    [Fact]
    public async Task Save_OfAnUnknownTask_IsNotFound()
    {
        using var room = new Room();

        foreach (var id in new[] { "poem", "../outreach", "Outreach", "", "0" })
        {
            var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writers.Prompts.SaveAsync(id, "x", default));
            Assert.Equal(RpcErrorCode.NotFound, error.Code);
        }
    }

    [Theory]
    [InlineData("", "outreach:1:1")]
    [InlineData("task: outreach", "outreach:1:1")]
    [InlineData("---\ntask: outreach\n" + Body, "outreach:1:1")]
    [InlineData("---\nschema: mail\n---\n" + Body, "outreach:1:1")]
    [InlineData("---\ntask: reply\nschema: mail\n---\n" + Body, "outreach:2:7")]
    [InlineData("---\ntask: outreach\nschema: poem\n---\n" + Body, "outreach:3:9")]
    [InlineData("---\ntask: outreach\nschema: mail\ntemperature: hot\n---\n" + Body, "outreach:4:14")]
    [InlineData("---\ntask: outreach\nschema: mail\ntemperature: 3\n---\n" + Body, "outreach:4:14")]
    [InlineData("---\ntask: outreach\nschema: mail\nmaxOutputTokens: 1\n---\n" + Body, "outreach:4:18")]
    [InlineData("---\ntask: outreach\nschema: mail\nbudget: -1\n---\n" + Body, "outreach:4:9")]
    [InlineData("---\ntask: outreach\nschema: mail\ntools: all\n---\n" + Body, "outreach:4:1")]
    [InlineData("---\ntask: outreach\nschema: mail\nschema: mail\n---\n" + Body, "outreach:4:1")]
    [InlineData("---\ntask: outreach\nschema: mail\njunk\n---\n" + Body, "outreach:4:1")]
    [InlineData("---\ntask: outreach\nschema: mail\n---\nHi\n  {{secrets}}\n" + Body, "outreach:6:3")]
    [InlineData("---\ntask: outreach\nschema: mail\n---\nHi {{#if contacts}}x{{/if}}\n" + Body, "outreach:5:4")]
    [InlineData("---\ntask: outreach\nschema: mail\n---\nHi {{> partial}}\n" + Body, "outreach:5:4")]
    [InlineData("---\ntask: outreach\nschema: mail\n---\nHi\n{{#if cv}}\n" + Body, "outreach:6:1")]
    [InlineData("---\ntask: outreach\nschema: mail\n---\n{{sources}}", "outreach:5:1")]
    [InlineData("---\ntask: outreach\nschema: mail\n---\n{{schema}}", "outreach:5:1")]
    public async Task Save_OfAMistake_NamesLineAndColumnAndKeepsTheOld(string text, string path)
    {
        using var room = new Room();

        var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writers.Prompts.SaveAsync("outreach", text, default));

        Assert.Equal(RpcErrorCode.Invalid, error.Code);
        Assert.Equal(path, Assert.IsType<RpcInvalidData>(error.Detail).Problems[0].Path);
        Assert.False((await room.Writers.Prompts.ListAsync(default))[0].IsOwn);
    }

    [Fact]
    public async Task Load_OfAFileSpoiltByHand_SaysWhere()
    {
        using var room = new Room();
        Directory.CreateDirectory(Path.Combine(room.Folder, "prompts"));
        File.WriteAllText(Path.Combine(room.Folder, "prompts", "reply.md"), "---\ntask: reply\nschema: mail\n---\n{{nope}} {{sources}} {{schema}}");

        var error = await Assert.ThrowsAsync<RpcException>(async () => await room.Writer.PlanAsync(Room.Full(WritingTask.Reply), default));

        Assert.Equal("reply:5:1", Assert.IsType<RpcInvalidData>(error.Detail).Problems[0].Path);
    }

    public static TheoryData<WritingTask> Tasks => [.. Enum.GetValues<WritingTask>()];

    // Written anew into Drafting/Golden where ASSISTANT_GOLDEN names that folder.
    [Theory, MemberData(nameof(Tasks))]
    public async Task Render_OfEachTask_IsGolden(WritingTask task)
    {
        using var room = new Room();
        var builder = new PayloadBuilder(room.Writers.Prompts, room.Writers.Style, new byte[32]);
        var request = Room.Full(task) with { Voice = new Voice { Tone = "warm, plain", MaxWords = 120, Language = "de", DoNotSay = ["synergy"], StyleCard = "Greeting: Hi ...," } };

        var payload = await builder.BuildAsync(request, room.Desk.Find(null), room.Desk, default);

        var marker = payload.Messages[0].Text.Split("BEGIN ")[1][..32];
        Assert.Matches("^[0-9a-f]{32}$", marker);
        var text = string.Join("\n=====\n", payload.Messages.Select(static m => $"{m.Role}\n{m.Text}")).Replace(marker, "MARKER", StringComparison.Ordinal);
        var golden = Path.Combine(AppContext.BaseDirectory, "Drafting", "Golden", $"{task}.txt");
        if (Environment.GetEnvironmentVariable("ASSISTANT_GOLDEN") is { Length: > 0 } folder)
            File.WriteAllText(Path.Combine(folder, $"{task}.txt"), text);
        Assert.Equal(File.ReadAllText(golden).ReplaceLineEndings("\n"), text);
        Assert.Null(payload.Options.Tools);
        Assert.Null(payload.Options.ToolMode);
    }
}
