using System.Runtime.CompilerServices;
using Assistant.Protocol.Plugins;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Providers;

/// <summary>A model's client, looked up when it is asked.</summary>
internal sealed class ProviderClient(Model model, Connections connections) : IChatClient
{
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var client = await connections.GetAsync(model, cancellationToken);
        await foreach (var update in client.GetStreamingResponseAsync(messages, options, cancellationToken))
            yield return update;
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // The client belongs to the model, not to the call.
    }
}
