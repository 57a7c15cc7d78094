using Assistant.Plugins.Drafting.Models;
using Assistant.Plugins.Tests.MailLocal;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Tests.Drafting.Models;

/// <summary>A desk of models with a database, secrets and a clock of its own.</summary>
internal sealed class ModelBed : IAsyncDisposable
{
    public const string Key = "the-only-key-4711";
    public const string Canary = "canary.person@example.org";

    private readonly ScratchFolder _folder = new();

    private ModelBed(TimeProvider time, SqlitePluginStore? store)
    {
        (Time, Store) = (time, store ?? new SqlitePluginStore());
        Context = new FakePluginContext("drafting", _folder.Root, time) { Database = Store, KeptSecrets = Secrets };
    }

    public TimeProvider Time { get; }

    public SqlitePluginStore Store { get; }

    public FakePluginSecrets Secrets { get; } = new();

    public FakePluginContext Context { get; }

    public ModelDesk Desk { get; private set; } = null!;

    public static IReadOnlyList<ChatMessage> Payload { get; } =
        [new(ChatRole.System, "Write one line."), new(ChatRole.User, $"To {Canary}, about Müller & Söhne.")];

    public static async Task<ModelBed> OpenAsync(TimeProvider? time = null, ModelPatience? patience = null, SqlitePluginStore? store = null, Func<Model, IChatClient>? rehearsal = null)
    {
        var bed = new ModelBed(time ?? new ManualTime(), store);
        bed.Desk = await ModelDesk.OpenAsync(bed.Context, rehearsal, patience ?? new ModelPatience(), CancellationToken.None);
        return bed;
    }

    public async Task<Model> SetUpAsync(
        string endpoint, ModelProvider provider = ModelProvider.OpenAi, string id = "one", string? key = Key, int? contextTokens = 100_000, decimal? inputPrice = null, decimal? outputPrice = null) =>
        await Desk.Book.SaveAsync(
            new ModelSaveRequest
            {
                Id = id, Provider = provider, Name = "m", Endpoint = endpoint, Key = key, ContextTokens = contextTokens, InputPrice = inputPrice, OutputPrice = outputPrice,
            },
            CancellationToken.None);

    public static CallNote About(string subject) => new(WritingTask.Outreach, subject, []);

    public async Task<string> AskAsync(Model model, string subject = "p1", int most = 500, bool fresh = false, string? about = null)
    {
        using var client = Desk.Open(model, new CallNote(WritingTask.Outreach, subject, ["contact.firstName", "cv:1"], fresh, about));
        return (await client.GetResponseAsync(Payload, new ChatOptions { MaxOutputTokens = most })).Text;
    }

    public async Task<IReadOnlyList<LedgerEntry>> LedgerAsync() => (await Desk.Ledger.ListAsync(new LedgerRequest(), CancellationToken.None)).Entries;

    public async ValueTask DisposeAsync()
    {
        Desk.Dispose();
        await Context.DisposeAsync();
        Store.Dispose();
        _folder.Dispose();
    }
}
