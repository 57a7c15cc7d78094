using System.Text.Json;
using Assistant.EndToEnd.Doors;
using Assistant.TestKit.Google;

namespace Assistant.EndToEnd.Cli;

/// <summary>Connecting a Gmail account, narrowing it and taking it back, at a terminal: what is said before each yes and after it.</summary>
[Trait("Category", "Slow")]
public sealed class GmailAccountTests : IAsyncLifetime
{
    private const string Owner = "you@gmail.com";

    private readonly FakeGoogle _google = new(TimeProvider.System);
    private readonly RealCli _cli = new();

    public Task InitializeAsync()
    {
        _google.SignIn.User = Owner;
        GmailAtTerminal.Prepare(_cli, _google);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _cli.DisposeAsync();
        await _google.DisposeAsync();
    }

    [Theory]
    [InlineData("The setting clientFile is missing: Gmail is reached")]
    [InlineData("The setting clientFile is not there", "--set", "clientFile=Downloads/none.json")]
    public async Task Add_WithoutAClientFile_SaysWhatIsGrantedFirstAndThenHowToMakeOne(string problem, params string[] settings)
    {
        var done = await _cli.RunAtTerminalAsync("y\n", ["account", "add", "gmail", Owner, "--grant", "bodies", .. settings]);

        Assert.True(done.Code == 2, done.ToString());
        Screens.InOrder(done.Out, "It may then:", "- Send mail, and read the headers", "- Also read texts", "granting bodies? [y/N]", problem, "1. Make a project. https://console.cloud.google.com/projectcreate", "after seven days", "Desktop app");
        Assert.DoesNotContain("Also keep drafts", done.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_FileBesideTheCallerThenALowerLevel_ConnectsAndSaysWhatGoogleKeeps()
    {
        var first = await AddAsync("bodies", "--set", "clientFile=Downloads/client.json");
        var second = await AddAsync("headers");

        Assert.DoesNotContain("left to you", first, StringComparison.Ordinal);
        Screens.InOrder(second, "is connected", "left to you: Google still keeps the wider permission", "gmail.readonly");
    }

    [Fact]
    public async Task Remove_WhileOneIsInDoubt_SaysSoAsksThePersonAndGoesOnWhenConnectedAgain()
    {
        await AddAsync("headers", "--set", "clientFile=Downloads/client.json");
        _google.Gmail.Troubles.Enqueue(SendTrouble.TakenThenReset);
        // Sent, unanswered, and nothing can be read there for now.
        _google.Gmail.Taken = () =>
        {
            for (var at = 0; at < 200; at++)
                _google.Gmail.ReadTroubles.Enqueue(new WebAnswer(503));
        };
        await DoneAsync(_cli.RunAsync("draft", "new", "ana@example.org", "--subject", "A question", "--body", "May I ask?"));
        await DoneAsync(_cli.RunAtTerminalAsync("y\n", "outbox", "approve", "--undo", "0"));
        await StateAsync("unknown");

        var removed = await DoneAsync(_cli.RunAtTerminalAsync("y\n", "account", "remove", Owner));

        Screens.InOrder(removed, "Nobody knows yet whether 1 message went out", $"Disconnect {Owner}? [y/N]", "done: Google revoked", "left to you: Nobody knows whether 1 message went out", "Sent folder", "outbox settle ID sent");
        var id = await StateAsync("needsPerson");
        Assert.Contains("Sent folder", await DoneAsync(_cli.RunAsync("outbox", "show", id)), StringComparison.Ordinal);
        _google.Gmail.ReadTroubles.Clear();

        await AddAsync("headers", "--set", "clientFile=Downloads/client.json");

        await StateAsync("sent");
        Assert.Equal((1, 1), (_google.Mailbox(Owner).Ledger.Count, _google.Gmail.SendRequests));
    }

    private async Task<string> AddAsync(string grant, params string[] settings) =>
        await DoneAsync(_cli.WatchAtTerminalAsync("y\n", GmailAtTerminal.SignInAsync, ["account", "add", "gmail", Owner, "--grant", grant, .. settings]));

    private static async Task<string> DoneAsync(Task<Finished> running)
    {
        var done = await running;
        Assert.True(done.Code == 0, done.ToString());
        return done.Out;
    }

    /// <summary>Waits until the one message is in this state; its id.</summary>
    private async Task<string> StateAsync(string state)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var client = await LineClient.ConnectAsync(Path.Combine(_cli.Main, "host.sock"));
        while (true)
        {
            var item = (await client.ResultAsync("outbox/list")).GetProperty("items").EnumerateArray().Single();
            if (item.GetProperty("state").GetString() == state)
                return item.GetProperty("id").GetString()!;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, over.Token);
        }
    }
}
