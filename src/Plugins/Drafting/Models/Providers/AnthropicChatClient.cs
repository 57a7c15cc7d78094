using System.Runtime.CompilerServices;
using Anthropic;
using Anthropic.Exceptions;
using Assistant.Protocol.Plugins;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Providers;

/// <summary>The Anthropic package, which is an <see cref="IChatClient"/> itself, with nothing taken from the environment, its own retries off, and its error events named.</summary>
internal sealed class AnthropicChatClient(Model model, string? key, HttpClient http) : DelegatingChatClient(Create(model, key, http))
{
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await updates.MoveNextAsync())
                    yield break;
            }
            catch (AnthropicSseException error)
            {
                throw new ProviderFaultException(ProviderFault.InStream, error) { Body = Body(error.Message) };
            }

            yield return updates.Current;
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            http.Dispose();
    }

    // The package puts the event's data into its sentence.
    private string? Body(string message)
    {
        var begin = message.IndexOf('{', StringComparison.Ordinal);
        var end = message.LastIndexOf('}');
        return begin >= 0 && end > begin ? ProviderText.WithoutKey(message[begin..(end + 1)], key) : null;
    }

    private static IChatClient Create(Model model, string? key, HttpClient http) => new AnthropicClient
    {
        ApiKey = key,
        BaseUrl = Endpoint.Of(model)!.ToString().TrimEnd('/'),
        HttpClient = http,
        MaxRetries = 0,
        Timeout = Timeout.InfiniteTimeSpan,
        OpenTelemetry = false,
    }.AsIChatClient(model.Name);
}
