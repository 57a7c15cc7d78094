using System.Text.Json;
using Assistant.Plugins.Drafting.Fencing;
using Assistant.Plugins.Drafting.Models;
using Assistant.Plugins.Drafting.Prompting;
using Assistant.Plugins.Drafting.Voices;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>Makes the payload of a request. The same request, prompt and style card make the same bytes, so that what was looked at is what is sent.</summary>
/// <param name="prompts">What is asked for.</param>
/// <param name="style">The user's style card, for requests that bring none.</param>
/// <param name="secret">What markers are made with.</param>
internal sealed class PayloadBuilder(PromptBook prompts, IStyleBook style, byte[] secret)
{
    // What servers on one's own machine give a model that nobody configured (Ollama); they cut what is longer, and say nothing.
    private const int LeastLocalContext = 4096;

    // How many times its tokens a letter may take with the thinking before it.
    private const int Thinking = 8;

    // A prompt is text; what is filled in must come out as it is.
    private readonly TemplateEngine _engine = new(Escaping.None);

    /// <summary>Errors: invalid, for sources that cannot be used or a prompt that was spoilt.</summary>
    /// <param name="request">What is to be written.</param>
    /// <param name="model">Its context decides what is trimmed.</param>
    /// <param name="desk">Counts tokens.</param>
    /// <param name="cancel">Ends the reading of files.</param>
    public async ValueTask<Payload> BuildAsync(WriterRequest request, Model model, IModelDesk desk, CancellationToken cancel)
    {
        var prompt = await prompts.LoadAsync(request.Task, cancel);
        var voice = await VoiceAsync(request.Voice, cancel);
        var clean = CleanSources.Of(request.Sources);
        var fence = Fence.Of(secret, Digested(request, prompt, voice), [.. clean.Sources.Select(static s => s.Text), prompt.Stated.Text, VoiceRules.Text(voice)]);
        var room = model.ContextTokens ?? (model is { IsLocal: true, Provider: not ModelProvider.Rehearsal } ? LeastLocalContext : null);
        var letter = prompt.Text.MaxOutputTokens;
        var trim = new SourceTrim(clean.Sources, request.Task);
        while (true)
        {
            var (messages, used) = Render(prompt.Text, request, voice, fence, trim.Sources);
            var input = desk.Estimate(model, messages, 0).InputTokens;
            var affordable = Math.Min(letter * Thinking, Math.Max(letter, Affordable(model, prompt.Text.Budget, input)));
            // Half a small context is left for the question.
            var most = Math.Min(desk.IsThinking(model) ? affordable : letter, (room ?? int.MaxValue) / 2);
            var widest = Math.Min(affordable, (room ?? int.MaxValue) - input);
            var estimate = desk.Estimate(model, messages, most);
            var fits = room is not { } context || estimate.InputTokens + estimate.OutputTokens <= context;
            if (!fits && trim.Shorten(used))
                continue;
            return new Payload
            {
                Messages = messages,
                Options = new ChatOptions
                {
                    Temperature = prompt.Text.Temperature,
                    MaxOutputTokens = most,
                    ResponseFormat = AnswerSchema.Format(request.Task, prompt.Text.Schema),
                    Tools = null,
                    ToolMode = null,
                },
                Sources = used,
                Estimate = estimate,
                // Less than twice as much is not worth a second call.
                WidestOutput = widest >= 2 * most ? widest : most,
                TooLongFor = fits ? null : room,
                Prompt = prompt.Quoted,
                Budget = prompt.Text.Budget,
                Voice = voice,
                Notices = [.. clean.Notices, .. trim.Notices(room), .. Unplaced(request, prompt.Quoted, used)],
            };
        }
    }

    private (List<ChatMessage> Messages, List<WritingSource> Used) Render(PromptText prompt, WriterRequest request, Voice voice, Fence fence, IReadOnlyList<WritingSource> sources)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["schema"] = AnswerSchema.Text(prompt.Schema),
            ["voice"] = VoiceRules.Text(voice),
            ["today"] = CleanSources.OneLine(Invisible.Remove(request.Today)),
            ["language"] = voice.Language is { } language ? VoiceRules.Language(language) : "",
        };
        var blocks = Enum.GetValues<SourceKind>().ToDictionary(static kind => PromptNames.Camel(kind.ToString()), kind => fence.Around(kind, sources));
        foreach (var (name, block) in blocks)
            values[name] = block;
        values["sources"] = string.Join('\n', blocks.Values.Where(static b => b.Length > 0));
        foreach (var empty in values.Where(static v => v.Value.Length == 0).Select(static v => v.Key).ToList())
            values.Remove(empty);

        var text = _engine.Fill(prompt.Body, values).ReplaceLineEndings("\n").Trim('\n') + "\n";
        var kinds = Enum.GetValues<SourceKind>().Where(kind => text.Contains(blocks[PromptNames.Camel(kind.ToString())], StringComparison.Ordinal)).ToHashSet();
        var used = sources.Where(s => kinds.Contains(s.Kind)).ToList();
        return ([new ChatMessage(ChatRole.System, SystemRules.Of(fence)), new ChatMessage(ChatRole.User, Closed(text))], used);
    }

    /// <summary>Output tokens that a prompt's budget leaves.</summary>
    private static int Affordable(Model model, decimal? budget, int input) =>
        budget is { } most && model.OutputPrice is > 0 and var price ? (int)Math.Clamp(((most * 1_000_000) - (input * (model.InputPrice ?? 0))) / price, 0, int.MaxValue / 2) : int.MaxValue;

    // A prompt of the user's own may be older than templates.
    private static string[] Unplaced(WriterRequest request, string prompt, List<WritingSource> used) =>
        request.Template is { } template && !used.Exists(static s => s.Kind == SourceKind.Template)
            ? [$"The prompt {prompt.Split('@')[0]} has no place for {{{{template}}}}: only the voice of '{template.Name}' was used, not its text."]
            : [];

    // A prompt's conditions leave empty lines where a kind has no sources.
    private static string Closed(string text)
    {
        while (text.Contains("\n\n\n", StringComparison.Ordinal))
            text = text.Replace("\n\n\n", "\n\n", StringComparison.Ordinal);
        return text;
    }

    private async ValueTask<Voice> VoiceAsync(Voice? voice, CancellationToken cancel)
    {
        voice ??= new Voice();
        return voice.StyleCard is null && (await style.GetAsync(cancel)).Text is { Length: > 0 } card ? voice with { StyleCard = card } : voice;
    }

    private static byte[] Digested(WriterRequest request, LoadedPrompt prompt, Voice voice) =>
    [
        // To ask anew is to send the same again.
        .. JsonSerializer.SerializeToUtf8Bytes(request with { Voice = voice, Fresh = false }, WriterJson.Default.WriterRequest),
        .. System.Text.Encoding.UTF8.GetBytes(prompt.Stated.Text),
    ];
}
