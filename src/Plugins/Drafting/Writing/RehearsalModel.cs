using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Plugins.Drafting.Prompting;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>
/// The demo's model, which is none: it plays a recording back word by word, so that a newcomer without a key sees a text arrive, and the one invention
/// in it being caught. Of facts that it has no recording of it writes a neutral text out of the request's own sources.
/// </summary>
/// <param name="time">Paces it.</param>
internal sealed class RehearsalModel(TimeProvider time) : IChatClient
{
    public const string ModelId = "rehearsal";

    // The pace of a model on a laptop.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(25);

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var payload = messages.ToList();
        var text = Answer(payload, options);
        foreach (var piece in Pieces(text))
        {
            await Task.Delay(Pace, time, cancellationToken);
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ModelId = ModelId };
        }

        // Nothing was counted: nobody was paid.
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { InputTokenCount = 0, OutputTokenCount = 0 })]) { FinishReason = ChatFinishReason.Stop, ModelId = ModelId };
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static string Answer(List<ChatMessage> messages, ChatOptions? options)
    {
        var name = (options?.ResponseFormat as ChatResponseFormatJson)?.SchemaName?.Split('_')[0] ?? "";
        if (PromptNames.Find(name) is not { } task)
            return "{\"parts\":[{\"sentences\":[{\"text\":\"This is a rehearsal.\",\"sources\":[]}]}]}";
        var sources = PayloadSources.Of(messages);
        return RehearsalText.Of(task, Recordings(name).Find(recording => recording.Suits(sources)), sources);
    }

    private static List<Recording> Recordings(string task)
    {
        var path = Path.Combine(ShippedFiles.Folder, "Recordings", task + ".json");
        if (!File.Exists(path))
            return [];
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize(file, RecordingJson.Default.ListRecording) ?? throw new RpcException(RpcErrorCode.PluginFailed, "A recording of the demo is empty.");
    }

    /// <summary>Word by word, the blank with the word behind it.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf(' ', at + 1);
            end = end < 0 ? text.Length : end;
            yield return text[at..end];
            at = end;
        }
    }
}
