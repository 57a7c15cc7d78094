using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit.Models;

namespace Assistant.EndToEnd.Models;

/// <summary>A reply about an application: from the mailbox through the user's model, where they switched that on, into a proposal, and by a person's yes onto the board.</summary>
[Trait("Category", "Slow")]
public sealed class ReplyMeaningTests : IAsyncLifetime
{
    // No rule knows the language.
    private const string Line = "Tulisitko tiistaina kello kymmenen haastatteluun?";

    private ModelHost _host = null!;
    private IApplications _applications = null!;
    private Application _application = null!;

    public async Task InitializeAsync()
    {
        _host = await ModelHost.OpenAsync(new FakeModelEndpoint { Answerer = Answer });
        await _host.Host.Plugins.ConfigureAsync(new PluginConfigureRequest { Id = "applications", Values = JsonElement.Parse("""{"readRepliesWithModel":true}""") }, default);
        _applications = _host.Host.Of(ApplicationsRpc.Contract);
        _application = await _applications.CreateAsync(new ApplicationCreateRequest { Details = new ApplicationDetails { Company = "Norte GmbH", Role = "Engineer" }, Stage = "applied" }, default);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Reply_ThatNoRuleCanRead_BecomesAProposalOfTheModelsThatAPersonAccepts()
    {
        var sent = await _host.SendAsync("A question", new RecordRef("application", _application.Id));
        await _host.ReceiveAsync(sent, $"\r\nHei Mira,\r\n\r\n{Line}\r\n\r\nAna\r\n");

        var proposal = await ProposalAsync();

        Assert.Equal((Line, new RecordRef("application", _application.Id), ProposalState.Open), (proposal.QuotedLine, proposal.About, proposal.State));
        var question = Assert.Single(_host.Endpoint.Questions);
        Assert.Contains(Line, Prompt(question), StringComparison.Ordinal);
        Assert.DoesNotContain("@there.example", Prompt(question), StringComparison.Ordinal);
        Assert.Equal("applied", (await _applications.GetAsync(new ApplicationGetRequest { Id = _application.Id }, default)).Stage);

        await _host.Host.Of(ProposalsRpc.Contract).AcceptAsync(new ProposalAcceptRequest { Id = proposal.Id }, default);

        Assert.Equal("interview", (await _applications.GetAsync(new ApplicationGetRequest { Id = _application.Id }, default)).Stage);
        var timeline = (await _applications.TimelineAsync(new TimelineRequest { Id = _application.Id }, default)).Entries;
        Assert.Equal(("read by a model", new RecordRef("proposal", proposal.Id)), timeline.Where(static entry => entry.Kind == TimelineKind.Proposed).Select(static entry => (entry.Text, entry.Ref!)).Single());
        Assert.Equal("proposal", timeline.Single(static entry => entry.Kind == TimelineKind.Moved).By);
        Assert.Equal(1, _host.Submitted());
    }

    [Fact]
    public async Task Reply_ThatARuleCanRead_IsGivenToNoModel()
    {
        var sent = await _host.SendAsync("A question", new RecordRef("application", _application.Id));
        await _host.ReceiveAsync(sent, "\r\nDear Mira,\r\n\r\nwe have decided not to proceed.\r\n\r\nAna\r\n");

        Assert.Equal("we have decided not to proceed.", (await ProposalAsync()).QuotedLine);
        // The model is asked of one reply after the other: had it been given the first, that question would stand before this one.
        await _host.ReceiveAsync(await _host.SendAsync("Another question", new RecordRef("application", _application.Id)), $"\r\nHei Mira,\r\n\r\n{Line}\r\n\r\nAna\r\n");
        await ProposalAsync(Line);
        Assert.Contains(Line, Prompt(Assert.Single(_host.Endpoint.Questions)), StringComparison.Ordinal);
    }

    private async Task<Proposal> ProposalAsync(string? quoted = null)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            // A reply has the host propose something about the contact, too.
            if ((await _host.Host.Of(ProposalsRpc.Contract).ListAsync(new ProposalListRequest(), over.Token)).Proposals.FirstOrDefault(each => each.About.Id == _application.Id && (quoted is null || each.QuotedLine == quoted)) is { } made)
                return made;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, over.Token);
        }
    }

    // As the prompt names it: the line that says so begins with its id in brackets.
    private static IReadOnlyList<ModelStep> Answer(ModelQuestion question)
    {
        var line = Prompt(question).Split('\n').First(static line => line.Contains(Line, StringComparison.Ordinal));
        var id = line[(line.IndexOf('[', StringComparison.Ordinal) + 1)..line.IndexOf(']', StringComparison.Ordinal)];
        var answer = new JsonObject
        {
            ["parts"] = new JsonArray(new JsonObject { ["sentences"] = new JsonArray(new JsonObject { ["text"] = "They ask you to an interview.", ["sources"] = new JsonArray(id) }) }),
            ["meaning"] = new JsonObject { ["stage"] = "interview", ["quotedLine"] = Line, ["source"] = id },
        };
        return ModelDialect.OpenAi.Whole(answer.ToJsonString());
    }

    private static string Prompt(ModelQuestion question) =>
        string.Join('\n', JsonElement.Parse(question.Body).GetProperty("messages").EnumerateArray().Select(static message => message.GetProperty("content") is { ValueKind: JsonValueKind.String } text ? text.GetString() : message.GetProperty("content").GetRawText()));
}
