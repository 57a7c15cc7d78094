using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Assistant.Protocol.Plugins;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat;

namespace Assistant.Plugins.Drafting.Models.Providers;

/// <summary>The OpenAI package's chat completions as an <see cref="IChatClient"/>: text in, a stream of text out. It knows no tools.</summary>
internal sealed class OpenAiChatClient : IChatClient
{
    // The package wants one. Where the user gave none, the transport takes it off again.
    private const string NoKey = "none";

    private readonly ChatClient _client;
    private readonly HttpClient _http;
    private readonly string? _key;
    private readonly bool _isOwnEndpoint;

    public OpenAiChatClient(Model model, string? key, HttpClient http)
    {
        (_http, _key) = (http, key);
        _isOwnEndpoint = model.IsLocal;
        _client = new ChatClient(model.Name, new ApiKeyCredential(key ?? NoKey), new OpenAIClientOptions
        {
            Endpoint = Endpoint.Of(model),
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            EnableDistributedTracing = false,
        });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var update in _client.CompleteChatStreamingAsync([.. messages.Select(Outgoing)], Outgoing(options), cancellationToken))
        {
            // The package reads an error that comes as an event like an empty piece of an answer.
            if (IsEmpty(update) && Error(update) is { } error)
                throw new ProviderFaultException(ProviderFault.InStream) { Body = ProviderText.WithoutKey(error, _key) };
            yield return Incoming(update);
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => _http.Dispose();

    private static OpenAI.Chat.ChatMessage Outgoing(ChatMessage message) => message.Role == ChatRole.System
        ? new SystemChatMessage(message.Text)
        : message.Role == ChatRole.Assistant ? new AssistantChatMessage(message.Text) : new UserChatMessage(message.Text);

    private ChatCompletionOptions Outgoing(ChatOptions? options)
    {
        var outgoing = new ChatCompletionOptions();
        if (options is null)
            return outgoing;
        (outgoing.Temperature, outgoing.TopP) = (options.Temperature, options.TopP);
        foreach (var stop in options.StopSequences ?? [])
            outgoing.StopSequences.Add(stop);
        if (options.ResponseFormat is ChatResponseFormatJson json)
            outgoing.ResponseFormat = Outgoing(json);
        if (options.MaxOutputTokens is { } most)
        {
            // Servers on one's own machine know the older name, OpenAI's newer models only the newer one.
            if (_isOwnEndpoint)
            {
#pragma warning disable SCME0001 // Marked experimental; the package has no other way to send a member that it has retired.
                outgoing.Patch.Set("$.max_tokens"u8, most);
#pragma warning restore SCME0001
            }
            else
            {
                outgoing.MaxOutputTokenCount = most;
            }
        }

        return outgoing;
    }

    private static OpenAI.Chat.ChatResponseFormat Outgoing(ChatResponseFormatJson json) => json.Schema is { } schema
        ? OpenAI.Chat.ChatResponseFormat.CreateJsonSchemaFormat(json.SchemaName ?? "answer", BinaryData.FromString(schema.GetRawText()), json.SchemaDescription, jsonSchemaIsStrict: true)
        : OpenAI.Chat.ChatResponseFormat.CreateJsonObjectFormat();

    private static bool IsEmpty(StreamingChatCompletionUpdate update) =>
        update is { FinishReason: null, Usage: null, Role: null, RefusalUpdate: null } && update.ContentUpdate.Count == 0;

    private static string? Error(StreamingChatCompletionUpdate update)
    {
#pragma warning disable OPENAI001 // Marked experimental; without it the package would look the type up by reflection.
        using var document = JsonDocument.Parse(ModelReaderWriter.Write(update, ModelReaderWriterOptions.Json, OpenAIContext.Default));
#pragma warning restore OPENAI001
        return document.RootElement.TryGetProperty("error", out var error) ? $$"""{"error":{{error.GetRawText()}}}""" : null;
    }

    private static ChatResponseUpdate Incoming(StreamingChatCompletionUpdate update)
    {
        var incoming = new ChatResponseUpdate { Role = ChatRole.Assistant, FinishReason = Incoming(update.FinishReason) };
        var text = new StringBuilder();
        foreach (var part in update.ContentUpdate)
            text.Append(part.Text);
        text.Append(update.RefusalUpdate);
        if (text.Length > 0)
            incoming.Contents.Add(new TextContent(text.ToString()));
        if (update.Usage is { } usage)
            incoming.Contents.Add(new UsageContent(new UsageDetails { InputTokenCount = usage.InputTokenCount, OutputTokenCount = usage.OutputTokenCount, TotalTokenCount = usage.TotalTokenCount }));
        return incoming;
    }

    private static ChatFinishReason? Incoming(OpenAI.Chat.ChatFinishReason? reason) => reason switch
    {
        null => null,
        OpenAI.Chat.ChatFinishReason.Stop => ChatFinishReason.Stop,
        OpenAI.Chat.ChatFinishReason.Length => ChatFinishReason.Length,
        OpenAI.Chat.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
        _ => ChatFinishReason.ToolCalls,
    };
}
