using System.Diagnostics;
using System.Globalization;
using Assistant.Plugins.Drafting.Models;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Microsoft.Extensions.AI;

namespace Assistant.Bench.Models;

/// <summary>A model as the plugin asks it: rules, ceilings, a durable ledger, memory, patience, and the provider's package.</summary>
internal sealed class DecoratedModel : IAsyncDisposable
{
    private readonly string _folder;
    private readonly SqlitePluginStore _store;
    private readonly FakePluginContext _context;
    private readonly ModelDesk _desk;
    private readonly Model _model;
    private int _asked;

    private DecoratedModel(string folder, SqlitePluginStore store, FakePluginContext context, ModelDesk desk, Model model) =>
        (_folder, _store, _context, _desk, _model) = (folder, store, context, desk, model);

    public static async Task<DecoratedModel> OpenAsync(ModelProvider provider, int port)
    {
        var folder = Directory.CreateTempSubdirectory("assistant-bench-").FullName;
        var store = new SqlitePluginStore(Path.Combine(folder, "plugin.db"));
        var context = new FakePluginContext("drafting", folder, TimeProvider.System) { Database = store, KeptSecrets = new FakePluginSecrets() };
        var desk = await ModelDesk.OpenAsync(context, null, new ModelPatience(), CancellationToken.None);
        await desk.Limits.SetCeilingsAsync(new Ceilings(long.MaxValue / 2, long.MaxValue / 2), CancellationToken.None);
        desk.Spending.Limit(new Ceilings(long.MaxValue / 2, long.MaxValue / 2));
        var request = new ModelSaveRequest
        {
            Id = "one", Provider = provider, Name = "m", Endpoint = $"http://127.0.0.1:{port}/v1", Key = "key", ContextTokens = 100_000, InputPrice = 0.000001m, OutputPrice = 0.000001m,
        };
        return new DecoratedModel(folder, store, context, desk, await desk.Book.SaveAsync(request, CancellationToken.None));
    }

    /// <summary>Milliseconds to the first word. Every question is another, so that none is answered from memory.</summary>
    public async Task<double> AskAsync()
    {
        IReadOnlyList<ChatMessage> payload =
        [
            new(ChatRole.System, "Write one line."),
            new(ChatRole.User, string.Create(CultureInfo.InvariantCulture, $"To somebody, about something, {_asked++}.")),
        ];
        var began = Stopwatch.GetTimestamp();
        using var client = _desk.Open(_model, new CallNote(WritingTask.Outreach, "p1", ["contact.firstName", "cv:1"]));
        var first = 0.0;
        await foreach (var update in client.GetStreamingResponseAsync(payload, new ChatOptions { MaxOutputTokens = 500 }))
        {
            if (first == 0 && update.Text.Length > 0)
                first = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return first;
    }

    public async ValueTask DisposeAsync()
    {
        _desk.Dispose();
        await _context.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
