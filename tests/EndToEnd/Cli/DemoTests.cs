using System.Text.Json;

namespace Assistant.EndToEnd.Cli;

public sealed class DemoTests
{
    [Fact]
    public async Task Demo_Unattended_TellsTheWholeStoryAndWhatIsPrintedWorks()
    {
        await using var cli = new RealCli();

        var story = await cli.RunAsync("demo", "--yes");

        Assert.True(story.Code == 0, story.ToString());
        Assert.All(
            ["6 people from people.csv", "people.csv:8", "SHA-256", "4 of 4", "Ana Ruiz", "reply", "Ben Okafor", "away, back", "Chloé Martin", "unknown (5.1.1)", "Dmitri Volkov", "waiting"],
            text => Assert.Contains(text, story.Out, StringComparison.Ordinal));
        Assert.DoesNotContain(story.Out.Split('\n'), line => line.Length > 80);
        Assert.EndsWith("demo data: ./assistant demo --remove ends it\n", story.Error, StringComparison.Ordinal);

        var printed = story.Out.Split('\n').Where(line => line.StartsWith("  ./assistant ", StringComparison.Ordinal)).Select(line => line.Trim().Split("  ")[0].Split(' ')[1..]).ToList();
        Assert.Equal(["outbox", "proposal", "demo", "open", "draft"], printed.Select(words => words[0]));
        foreach (var words in printed)
        {
            // Typed by a person, three of them ask for a yes, and one starts a browser.
            var done = await cli.RunAsync(words[0] switch { "demo" or "draft" => words, "open" => [.. words, "--print", "--yes"], _ => [.. words, "--yes"] });
            Assert.True(done.Code == 0, string.Join(' ', words) + ": " + done);
        }

        var again = await cli.RunAsync("demo", "--yes");
        Assert.True(again.Code == 0, again.ToString());
        Assert.Contains("6 of 6", again.Out, StringComparison.Ordinal);

        Assert.Equal(0, (await cli.RunAsync("audit", "verify")).Code);
        await RemoveAsync(cli);
    }

    [Fact]
    public async Task Demo_WithoutTerminalOrYes_IsRefusedBeforeAnythingIsMade()
    {
        await using var cli = new RealCli();

        var refused = await cli.RunAsync("demo");

        Assert.True(refused.Code == 5, refused.ToString());
        Assert.Contains("demo --yes", refused.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Demo));
    }

    [Fact]
    public async Task Demo_OnAFolderThatIsNoDemo_LeavesItAlone()
    {
        await using var cli = new RealCli();
        var mine = Directory.CreateDirectory(cli.PathTo("mine")).FullName;
        await File.WriteAllTextAsync(Path.Combine(mine, "letter.txt"), "dear");

        Assert.Equal(2, (await cli.RunAsync("demo", "--yes", "--data", mine)).Code);
        Assert.Equal(3, (await cli.RunAsync("demo", "--remove", "--yes", "--data", mine)).Code);
        Assert.Equal(["letter.txt"], Directory.EnumerateFileSystemEntries(mine).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Demo_AtATerminal_AsksForEachMessageAndSendsOnlyWhatWasApproved()
    {
        await using var cli = new RealCli();

        // Yes to Ana, no to Ben, and then no more.
        var story = await cli.RunAtTerminalAsync("y\nn\nq\nn\n", "demo");

        Assert.True(story.Code == 7, story.ToString());
        Assert.Contains("Send this? [y]es  [n]o  [e]dit  [q]uit", story.Out, StringComparison.Ordinal);
        var sent = JsonElement.Parse((await cli.RunAsync("outbox", "list", "--json")).Out).GetProperty("items");
        Assert.Equal("ana.ruiz@norte.example", Address(Assert.Single(sent.EnumerateArray()).GetProperty("to")[0].GetString()!));
        Assert.Equal(5, JsonElement.Parse((await cli.RunAsync("draft", "list", "--json")).Out).GetProperty("drafts").EnumerateArray().Count(draft => draft.GetProperty("state").GetString() == "open"));
    }

    private static async Task RemoveAsync(RealCli cli)
    {
        var process = JsonElement.Parse((await cli.RunAsync("status", "--json")).Out).GetProperty("pid").GetInt32();

        var removed = await cli.RunAsync("demo", "--remove", "--yes");

        Assert.True(removed.Code == 0, removed.ToString());
        Assert.False(Directory.Exists(cli.Demo));
        // It has given up the folder; a moment later it is gone.
        Assert.Equal(0, (await cli.RunProgramAsync("sh", "-c", $"while kill -0 {process} 2> /dev/null; do sleep 0.05; done")).Code);
        Assert.Equal("main", (await File.ReadAllTextAsync(Path.Combine(cli.Home, "current"))).Trim());
    }

    private static string Address(string mailbox) => mailbox.Contains('<', StringComparison.Ordinal) ? mailbox.Split('<', '>')[1] : mailbox;
}
