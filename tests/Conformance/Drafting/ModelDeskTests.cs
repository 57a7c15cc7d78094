using Assistant.Host.Storage;
using Assistant.Host.Storage.Plugins;
using Assistant.Plugins.Drafting;
using Assistant.Plugins.Drafting.Models;
using Assistant.Plugins.Drafting.Writing;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Assistant.TestKit.Models;
using Microsoft.Extensions.AI;

namespace Assistant.Conformance.Drafting;

/// <summary>The desk of models on the database that the host gives a plugin, which is stricter than any that stands in for it.</summary>
public sealed class ModelDeskTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("assistant-models-").FullName;

    [Fact]
    public async Task Desk_OnTheHostsDatabase_KeepsEverythingOverARestart()
    {
        await using var endpoint = new FakeModelEndpoint();
        endpoint.Answer(ModelDialect.OpenAi.Whole("Hello"));
        var folder = new DataFolder(Path.Combine(_root, "data"), new StateFolder(Path.Combine(_root, "state")));
        Assert.Null(folder.Prepare());
        var secrets = new FakePluginSecrets();
        using (var store = new PluginStore(folder, "drafting", TimeProvider.System))
        {
            await using var context = new FakePluginContext("drafting", Path.Combine(_root, "files"), TimeProvider.System) { Database = store, KeptSecrets = secrets };
            using var models = await ModelDesk.OpenAsync(context, null, new ModelPatience(), CancellationToken.None);
            var room = new WritersRoom(context.DataFolder, TimeProvider.System);
            var desk = new DraftingDesk(models, room.Prompts, room.Style, TimeProvider.System);
            await SetUpAsync(desk, endpoint.Port);
            using var client = models.Open(models.Find(null), new CallNote(WritingTask.Reply, "p2", ["cv:1", "mail:2"]));
            Assert.Equal("Hello", (await client.GetResponseAsync([new ChatMessage(ChatRole.User, "Hi")])).Text);
        }

        using var again = new PluginStore(folder, "drafting", TimeProvider.System);
        await using var later = new FakePluginContext("drafting", Path.Combine(_root, "files"), TimeProvider.System) { Database = again, KeptSecrets = secrets };
        using var kept = await ModelDesk.OpenAsync(later, null, new ModelPatience(), CancellationToken.None);
        var entry = Assert.Single((await kept.Ledger.ListAsync(new LedgerRequest { SubjectId = "p2" }, CancellationToken.None)).Entries);

        Assert.Equal(("done", 11, 7, "cv:1 mail:2"), (entry.Outcome, entry.Usage.InputTokens, entry.Usage.OutputTokens, string.Join(' ', entry.Fields)));
        Assert.Equal("one", kept.Find(null).Id);
        Assert.Equal(new SubjectRule("p1", ModelRule.Never), Assert.Single(kept.Rules.All));
        Assert.Equal(new Budget { PerDay = 5, PerSubject = 1, SpentToday = entry.Usage.Cost!.Value }, kept.Spending.Budget);
        await kept.Book.RemoveAsync("one", CancellationToken.None);
        Assert.Empty(secrets.Values);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static async Task SetUpAsync(DraftingDesk desk, int port)
    {
        var request = new ModelSaveRequest
        {
            Id = "one", Provider = ModelProvider.OpenAi, Name = "m", Endpoint = $"http://127.0.0.1:{port}/v1", Key = "key", ContextTokens = 8192, InputPrice = 1, OutputPrice = 2,
        };
        await desk.SaveModelAsync(request, CancellationToken.None);
        await desk.SaveModelAsync(request with { Name = "m2" }, CancellationToken.None);
        await desk.ChooseModelAsync(new ModelGetRequest { Id = "one" }, CancellationToken.None);
        await desk.AllowModelAsync(new ModelGetRequest { Id = "one" }, CancellationToken.None);
        await desk.SetBudgetAsync(new BudgetSetRequest { PerDay = 5, PerSubject = 1 }, CancellationToken.None);
        await desk.SetRuleAsync(new SubjectRule("p1", ModelRule.Never), CancellationToken.None);
        await desk.SetRuleAsync(new SubjectRule("p2", ModelRule.LocalOnly), CancellationToken.None);
        await desk.SetRuleAsync(new SubjectRule("p2", ModelRule.Any), CancellationToken.None);
    }
}
