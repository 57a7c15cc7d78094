using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Assistant.Protocol.Plugins;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>Answers the same payload, to the same model, with the same options and about the same subject, as it was answered before. Only whole answers are kept.</summary>
internal sealed class CachingChatClient(IChatClient inner, Model model, CallNote note, AnswerMemory memory) : DelegatingChatClient(inner)
{
    private const string Mark = "assistant.fromCache";

    public static bool IsFromCache(ChatResponseUpdate update) => update.AdditionalProperties?.ContainsKey(Mark) == true;

    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var payload = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var key = Key(payload, options);
        if (!note.Fresh && memory.Find(key) is { } known)
        {
            // Nothing was used: who counts on is told so, instead of left to estimate.
            var used = new UsageContent(new UsageDetails { InputTokenCount = 0, OutputTokenCount = 0, TotalTokenCount = 0 });
            yield return new ChatResponseUpdate(ChatRole.Assistant, [new TextContent(known), used]) { FinishReason = ChatFinishReason.Stop, AdditionalProperties = new() { [Mark] = true } };
            yield break;
        }

        var answer = new StringBuilder();
        var isWhole = false;
        await foreach (var update in base.GetStreamingResponseAsync(payload, options, cancellationToken))
        {
            answer.Append(update.Text);
            isWhole |= update.FinishReason == ChatFinishReason.Stop;
            yield return update;
        }

        if (isWhole)
            memory.Keep(key, note.Subjects, answer.ToString());
    }

    private string Key(IReadOnlyList<ChatMessage> payload, ChatOptions? options)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var subject in note.Subjects)
            Add(hash, subject);
        Add(hash, model.Id);
        Add(hash, model.Name);
        Add(hash, model.Endpoint);
        Add(hash, model.Provider.ToString());
        foreach (var message in payload)
        {
            Add(hash, message.Role.Value);
            Add(hash, message.Text);
        }

        Add(hash, string.Create(CultureInfo.InvariantCulture, $"{options?.Temperature} {options?.TopP} {options?.TopK} {options?.Seed} {options?.MaxOutputTokens}"));
        Add(hash, options?.Instructions);
        foreach (var stop in options?.StopSequences ?? [])
            Add(hash, stop);
        Add(hash, options?.ResponseFormat is ChatResponseFormatJson json ? "json " + json.Schema?.GetRawText() : null);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    // With its length before it, so that no two lists of texts look the same.
    private static void Add(IncrementalHash hash, string? text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text?.Length ?? 0));
        var count = text is null ? -1 : Encoding.UTF8.GetBytes(text, bytes);
        BitConverter.TryWriteBytes(length, count);
        hash.AppendData(length);
        hash.AppendData(bytes.AsSpan(0, Math.Max(count, 0)));
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
    }
}
