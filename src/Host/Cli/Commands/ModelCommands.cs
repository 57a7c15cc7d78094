using System.CommandLine;
using System.Globalization;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>models</c>: the language models that may write, their keys, and what each may be sent.</summary>
internal static class ModelCommands
{
    // The longest keys that providers give have a few hundred characters.
    private const long LongestKey = 8 * 1024;

    public static Command Create() => new CliCommand(
        "models", "The language models that may write for you.", "models list", "models add gpt --provider openAi --name gpt-4o-mini", "models key gpt", "models allow gpt")
    {
        List(),
        Add(),
        Key(),
        Allow(),
        Test(),
        Choose(),
        Remove(),
    };

    private static CliCommand List() => new CliCommand("list", "Lists the models that are set up.", "models list", "models list --json")
        .Runs(async (run, cancel) =>
        {
            await using var host = await run.ConnectAsync(cancel);
            var answer = await host.Drafting.ModelsAsync(new(), cancel);
            return run.Show(DraftingJson.Default.ModelListResponse, answer, screen => View(screen, answer.Models, "No models."));
        });

    private static CliCommand Add()
    {
        var id = new Argument<string>("ID") { Description = "What you call it, for example llama." };
        var provider = new Option<ModelProvider>("--provider") { Description = "openAi (any endpoint that speaks OpenAI's chat completions, Ollama too) or anthropic.", HelpName = "PROVIDER", Required = true };
        var name = new Option<string>("--name") { Description = "What the provider calls it.", HelpName = "NAME", Required = true };
        var endpoint = new Option<string?>("--endpoint") { Description = "Where it is, for example http://127.0.0.1:11434/v1; absent is the provider's own.", HelpName = "URL" };
        var context = new Option<int?>("--context") { Description = "Tokens of input and output together.", HelpName = "N" };
        var input = new Option<decimal?>("--input-price") { Description = "For a million tokens of input, in your currency.", HelpName = "N" };
        var output = new Option<decimal?>("--output-price") { Description = "For a million tokens of output.", HelpName = "N" };
        return new CliCommand(
            "add", "Adds a model, or changes the one of that id. Its key is given by 'models key'.",
            "models add gpt --provider openAi --name gpt-4o-mini", "models add claude --provider anthropic --name claude-haiku-4-5",
            "models add llama --provider openAi --name llama3.2 --endpoint URL") { id, provider, name, endpoint, context, input, output }
            .Runs(async (run, cancel) =>
            {
                var where = run.Value(endpoint) ?? $"{Owner(run.Value(provider))}'s own endpoint";
                await using var owner = await run.ConnectAsOwnerAsync($"Set up the model '{run.Value(id)}', {run.Value(name)} at {where}? Nothing is sent to it by this.", cancel);
                var saved = await owner.Drafting.SaveModelAsync(
                    new()
                    {
                        Id = run.Value(id), Provider = run.Value(provider), Name = run.Value(name), Endpoint = run.Value(endpoint), ContextTokens = run.Value(context),
                        InputPrice = run.Value(input), OutputPrice = run.Value(output),
                    },
                    cancel);
                return run.Show(DraftingJson.Default.Model, saved, screen =>
                {
                    View(screen, [saved], "");
                    if (saved is { HasKey: false, IsLocal: false })
                        screen.Line($"Its key: {run.Command($"models key {saved.Id}")}", Tone.Dim);
                    if (saved is { IsAllowed: false, IsLocal: false })
                        screen.Line($"Let it be written with: {run.Command($"models allow {saved.Id}")}", Tone.Dim);
                    screen.Line($"Take it for every text: {run.Command($"models choose {saved.Id}")}", Tone.Dim);
                });
            });
    }

    private static CliCommand Key()
    {
        var id = Options.Id("The model");
        var piped = new Option<bool>("--stdin") { Description = "Reads the key from standard input instead of asking." };
        return new CliCommand("key", "Keeps a model's key in the secret store. It is asked for, and never an argument.", "models key gpt", "models key gpt --stdin < key.txt") { id, piped }
            .Runs(async (run, cancel) =>
            {
                Model model;
                await using (var host = await run.ConnectAsync(cancel))
                    model = await FindAsync(host, run.Value(id), cancel);
                var key = (run.Value(piped) ? await PipedAsync(run, cancel) : await AskAsync(run, $"The key of '{model.Id}': ", cancel)).Trim();
                if (key.Length == 0)
                    throw new CliException(ExitCode.Cancelled, "Nothing was typed, and nothing was changed.");
                await using var owner = await run.ConnectAsOwnerAsync($"Keep this key for '{model.Id}'?", cancel);
                var saved = await owner.Drafting.SaveModelAsync(
                    new()
                    {
                        Id = model.Id, Provider = model.Provider, Name = model.Name ?? "", Endpoint = model.Endpoint, Key = key, ContextTokens = model.ContextTokens,
                        InputPrice = model.InputPrice, OutputPrice = model.OutputPrice,
                    },
                    cancel);
                return run.Show(DraftingJson.Default.Model, saved, screen => View(screen, [saved], ""));
            });
    }

    private static CliCommand Allow()
    {
        var id = Options.Id("The model");
        return new CliCommand("allow", "Lets texts be sent to a model that is not on this machine. It asks you first.", "models allow gpt", "models allow gpt --json") { id }
            .Runs(async (run, cancel) =>
            {
                Model model;
                await using (var host = await run.ConnectAsync(cancel))
                    model = await FindAsync(host, run.Value(id), cancel);
                var question = $"From now on, each text that you have '{model.Id}' write sends what '{CommandLine.Program} draft plan --model {model.Id}' shows to {model.Endpoint ?? Named(model.Provider)}: "
                    + "the one contact's fields, your name, and the texts that you hand in. Allow it?";
                await using var owner = await run.ConnectAsOwnerAsync(question, cancel);
                var allowed = await owner.Drafting.AllowModelAsync(new() { Id = model.Id }, cancel);
                return run.Show(DraftingJson.Default.Model, allowed, screen => View(screen, [allowed], ""));
            });
    }

    private static CliCommand Test()
    {
        var id = Options.Id("The model");
        return new CliCommand("test", "Asks a model for one word. Nothing of yours is sent.", "models test llama", "models test gpt --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var owner = await run.ConnectAsOwnerAsync($"Ask '{run.Value(id)}' for one word? Nothing of yours is sent, but a provider may count it.", cancel);
                var model = await FindAsync(owner, run.Value(id), cancel);
                var answer = await run.WaitingAsync("Asking", owner.Drafting.TestModelAsync(new() { Id = model.Id }, cancel).AsTask());
                return run.Show(DraftingJson.Default.ModelTestResponse, answer, screen => screen.Line($"'{model.Id}' answered \"{answer.Answer}\" after {answer.Milliseconds} ms."));
            });
    }

    private static CliCommand Choose() => Act("choose", "Takes a model for every text that names none.", "Let '{0}' write every text that names no model?", static (drafting, request, cancel) => drafting.ChooseModelAsync(request, cancel));

    private static CliCommand Remove()
    {
        var id = Options.Id("The model");
        return new CliCommand("remove", "Forgets a model and its key.", "models remove gpt", "models remove gpt --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var owner = await run.ConnectAsOwnerAsync($"Forget '{run.Value(id)}' and its key?", cancel);
                var model = await FindAsync(owner, run.Value(id), cancel);
                var done = await owner.Drafting.RemoveModelAsync(new() { Id = model.Id }, cancel);
                return run.Show(DraftingJson.Default.Done, done, screen => screen.Line($"'{model.Id}' is forgotten, and its key with it."));
            });
    }

    private static CliCommand Act(string name, string purpose, string question, Func<IDrafting, ModelGetRequest, CancellationToken, ValueTask<Model>> act)
    {
        var id = Options.Id("The model");
        return new CliCommand(name, purpose, $"models {name} llama", $"models {name} gpt --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var owner = await run.ConnectAsOwnerAsync(string.Format(CultureInfo.InvariantCulture, question, run.Value(id)), cancel);
                var model = await act(owner.Drafting, new() { Id = (await FindAsync(owner, run.Value(id), cancel)).Id }, cancel);
                return run.Show(DraftingJson.Default.Model, model, screen => View(screen, [model], ""));
            });
    }

    /// <summary>A provider by the id that the ledger and a plan have of it.</summary>
    public static string Named(string id) => Enum.TryParse<ModelProvider>(id, ignoreCase: true, out var provider) ? Named(provider) : id;

    /// <summary>A provider as it calls itself.</summary>
    public static string Named(ModelProvider provider) => provider switch
    {
        ModelProvider.OpenAi => "OpenAI-compatible",
        ModelProvider.Anthropic => "Anthropic",
        _ => Shown.Words(provider),
    };

    /// <summary>Whose endpoint it is where none is given.</summary>
    private static string Owner(ModelProvider provider) => provider == ModelProvider.OpenAi ? "OpenAI" : Named(provider);

    private static async Task<Model> FindAsync(HostConnection host, string given, CancellationToken cancel) =>
        Reference.One("model", given, (await host.Drafting.ModelsAsync(new(), cancel)).Models, model => model.Id, model => model.Name is { } name ? [name] : []);

    private static async Task<string> PipedAsync(CliRun run, CancellationToken cancel)
    {
        await using var input = run.Environment.RawIn();
        return await PipedText.ReadAsync(input, LongestKey, cancel);
    }

    private static async Task<string> AskAsync(CliRun run, string prompt, CancellationToken cancel)
    {
        var tty = run.Environment.Tty;
        if (!tty.IsThere)
            throw new CliException(ExitCode.NotAuthorised, "This needs the key, and there is no terminal to ask on.", "Give --stdin.");
        return await tty.AskHiddenAsync(prompt, cancel) ?? throw new CliException(ExitCode.Cancelled, "Nothing was done.");
    }

    private static void View(Screen screen, IReadOnlyList<Model> models, string empty) => screen.Table(
        ["Id", "Provider", "Model", "Where", "Key", "State"],
        models.Select(IReadOnlyList<TextCell> (model) =>
        [
            new TextCell(model.Id, model.IsChosen ? Tone.Strong : Tone.Plain), Named(model.Provider), model.Name, model.IsLocal ? "this machine" : model.Endpoint ?? $"{Owner(model.Provider)}'s own", model.HasKey ? "kept" : "", State(model),
        ]),
        empty);

    private static TextCell State(Model model) => model switch
    {
        { Need: { } need } => new TextCell($"{need.Message} {need.Remedy}".TrimEnd(), Tone.Notice),
        { IsAllowed: false, IsLocal: false } => new TextCell("not allowed yet", Tone.Notice),
        { IsChosen: true } => new TextCell("chosen", Tone.Good),
        _ => "ready",
    };
}
