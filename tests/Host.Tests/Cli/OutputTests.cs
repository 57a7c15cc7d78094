using System.Text.Json;
using Assistant.Host.Cli;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

public sealed class OutputTests
{
    [Fact]
    public async Task Json_OfAList_IsTheContractsRecord()
    {
        using var cli = new CliHarness();
        var answer = new ContactListResponse { Contacts = [Samples.Contact("Zoë Núñez", "zoe@example.org", "01900000-0000-7000-8000-0000dddd0001")], Next = "more" };
        cli.Host.On<ContactListRequest>("contacts/list", _ => answer);

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("contact", "list", "--json"));

        Assert.True(JsonElement.DeepEquals(JsonSerializer.SerializeToElement(answer, ContactsJson.Default.ContactListResponse), JsonElement.Parse(cli.Out)));
        Assert.Contains("Zoë Núñez", cli.Out, StringComparison.Ordinal);
        Assert.Empty(cli.Error);
    }

    [Fact]
    public async Task Call_PrintsTheResultAsItCame()
    {
        using var cli = new CliHarness();
        cli.Host.On<JsonElement?>("drafts/list", parameters => $$"""{"asked":{{parameters}}}""");

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("call", "drafts/list", "@" + cli.WriteFile("p.json", """{"limit":5}""")));

        Assert.Equal("""{"asked":{"limit":5}}""" + "\n", cli.Out);
    }

    [Fact]
    public async Task Tracking_AtEightyColumns_KeepsTheWordsWhole()
    {
        using var cli = new CliHarness();
        cli.Host.On<TrackingListRequest>("tracking/list", _ => new TrackingListResponse
        {
            Rows =
            [
                Samples.Row("Charlotte Dubois-Fontaine", TrackingState.Bounced, Samples.Bounce(), "Find another address, then write again"),
                Samples.Row("Ana Ruiz", TrackingState.Waiting, null, "Write again on 28 Nov if she stays silent"),
            ],
        });

        await cli.RunAsync("tracking", "list");

        Assert.DoesNotContain(cli.Out.Split('\n'), line => line.Length > 80 || line.EndsWith(' '));
        string[] words = ["Charlotte", "Dubois-Fontaine", "bounced", "bounce:", "user", "unknown", "(5.1.1)", "Final-Recipient:", "chloe@atelier.example", "Find", "another", "address,", "then", "write", "again"];
        var shown = cli.Out.Split('\n').SkipWhile(line => !line.StartsWith("Charlotte", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("Ana", StringComparison.Ordinal));
        Assert.Equal(words.Order(), shown.SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Order());
    }

    [Fact]
    public async Task List_OfForeignText_ShowsControlCharactersInsteadOfObeyingThem()
    {
        using var cli = new CliHarness();
        cli.Host.On<ContactListRequest>("contacts/list", _ => new ContactListResponse { Contacts = [Samples.Contact("Ana\u001b[2J\u202eevil", "a@example.org", "01900000-0000-7000-8000-0000dddd0002")] });

        await cli.RunAsync("contact", "list");

        Assert.DoesNotContain('\u001b', cli.Out);
        Assert.DoesNotContain('\u202e', cli.Out);
        Assert.Contains("U+001B", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OnATerminalWithColours_UsesThemAndElseNot()
    {
        using var plain = new CliHarness();
        using var coloured = new CliHarness { Terminal = new TerminalProfile(80, true, true, true, true) };
        foreach (var cli in (CliHarness[])[plain, coloured])
        {
            cli.Host.On<TrackingListRequest>("tracking/list", _ => new TrackingListResponse { Rows = [Samples.Row("Ana", TrackingState.Replied, null, "Answer")] });
            await cli.RunAsync("tracking", "list");
        }

        Assert.DoesNotContain('\u001b', plain.Out);
        Assert.Contains("\u001b[", coloured.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_Piped_IsTheMessageByteForByte()
    {
        using var cli = new CliHarness();
        byte[] message = [.. "Subject: x\r\n\r\n"u8, 0xff, 0x00];
        cli.Host
            .On<OutboxListRequest>("outbox/list", _ => new OutboxListResponse { Items = [Samples.Item("d")] })
            .On<OutboxSourceRequest>("outbox/source", _ => new OutboxSourceResponse { Message = new() { Bytes = message, Size = message.Length }, Digest = "d" });

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("outbox", "source", "ana"));
        Assert.Equal(message, cli.Raw);
    }

    [Theory]
    [InlineData(0, (int)ExitCode.Ok)]
    [InlineData(1, (int)ExitCode.Partly)]
    public async Task Import_WithRowsLeftOut_IsPartlyDone(int problems, int expected)
    {
        using var cli = new CliHarness();
        cli.Host.On<ContactImportRequest>("contacts/import", request => new ContactImportResponse
        {
            Created = 1,
            Updated = 0,
            Unchanged = 0,
            Ids = ["c"],
            Mapping = new Dictionary<string, string>(),
            Problems = [.. Enumerable.Range(0, problems).Select(n => new Protocol.JsonRpc.RpcProblem { Path = $"{request.FileName}:{n + 3}", Problem = "there is no address." })],
        });

        Assert.Equal((ExitCode)expected, await cli.RunAsync("contact", "import", cli.WriteFile("people.csv", "name,address\nAna,ana@example.org\n")));
        Assert.Equal(problems > 0, cli.Out.Contains("people.csv:3: there is no address.", StringComparison.Ordinal));
    }
}
