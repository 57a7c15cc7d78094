using System.Text.Json;
using Assistant.EndToEnd.Cli;
using Assistant.EndToEnd.Doors;
using Assistant.TestKit.Models;

namespace Assistant.EndToEnd.Docs;

/// <summary>Every command of the document about drafting, typed in its order, on the demo's data and with an endpoint of the test's own in Ollama's place.</summary>
[Trait("Category", "Slow")]
public sealed class DraftingDocumentTests
{
    private const string Document = "docs/drafting.md";

    // As the document writes them.
    private const string AnyId = "5f3a9c21";
    private const string AnyClaim = "9c21d04e";

    [Fact]
    public async Task Commands_TypedInOrder_WorkAsTheyStand()
    {
        await using var endpoint = new FakeModelEndpoint { Answerer = HelpfulModel.Answer };
        await using var cli = new RealCli { Editor = "true" };
        Assert.Equal(0, (await cli.RunAsync("demo", "--yes")).Code);
        WriteFiles(cli);

        var commands = Documents.Blocks(Document);
        Assert.NotEmpty(commands);
        foreach (var written in commands)
        {
            var command = await FilledAsync(cli, endpoint, written);
            // At a terminal: some of them ask the person, and texts appear as they are written.
            var done = await cli.RunAtTerminalAsync(Typed(command), command);
            Assert.True(done.Code == (command is ["outbox", "approve", ..] ? 130 : 0), $"{string.Join(' ', command)}: {done}");
        }

        Assert.NotEmpty(endpoint.Questions);
    }

    private static string Typed(string[] command) => command switch
    {
        ["models", "key", ..] => "a-key\ny\n",
        // Shown, and not sent: the no is this test's.
        ["outbox", "approve", ..] => "n\nn\n",
        _ => "y\n",
    };

    private static void WriteFiles(RealCli cli)
    {
        cli.WriteFile("outreach.md", "Name: outreach\nSubject: A question\n\nDear {{name}},\n\nmay I ask you something?\n");
        cli.WriteFile("cv.md", "Led a team of 4 at Norte.\nStudied in Bilbao.\n");
        cli.WriteFile("posting.txt", "We look for somebody who leads teams.\nBilbao.\n");
        cli.WriteFile("notes.txt", "I would start in May.\n");
        cli.WriteFile("letter.txt", "Thank you for writing. Call me on Tuesday.\n");
        foreach (var name in (string[])["sent1.txt", "sent2.txt"])
            cli.WriteFile(name, "Dear Ana,\n\nthank you for the quick answer. I will call on Tuesday, as you said.\n\nBest wishes\nMira\n");
    }

    private static async Task<string[]> FilledAsync(RealCli cli, FakeModelEndpoint endpoint, string[] written)
    {
        string[] command = [.. written.Select(word => word.Replace("127.0.0.1:11434", $"127.0.0.1:{endpoint.Port}", StringComparison.Ordinal))];
        // What is not on this machine is not asked by a test.
        if (command is ["models", "add", "gpt", ..])
            command = [.. command, "--endpoint", $"http://127.0.0.1:{endpoint.Port}/v1"];
        for (var at = 0; at < command.Length; at++)
        {
            command[at] = command[at] switch
            {
                AnyId => Array.IndexOf(command, "--answers", 0, at) >= 0 ? Id(await FirstAsync(cli, "outbox", "items"))
                    : command[0] == "writing" ? Id(await FirstAsync(cli, "writing", "writings"))
                    : Id(await FirstAsync(cli, "drafts", "drafts")),
                AnyClaim => Id((await FirstAsync(cli, "drafts", "drafts")).GetProperty("claims")[0]),
                var word => word,
            };
        }

        return command;
    }

    // The newest; of what has a recipient, the newest to Ana.
    private static async Task<JsonElement> FirstAsync(RealCli cli, string service, string member)
    {
        await using var client = await LineClient.ConnectAsync(Path.Combine(cli.Demo, "host.sock"));
        var all = (await client.ResultAsync($"{service}/list")).GetProperty(member).EnumerateArray();
        return all.First(each => service == "writing" || each.GetRawText().Contains("ana.ruiz@", StringComparison.Ordinal));
    }

    private static string Id(JsonElement record) => record.GetProperty("id").GetString()!;
}
