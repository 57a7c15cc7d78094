using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>A decorator that sees a call begin, its pieces pass, and its end, whatever the end is. It changes nothing of what passes.</summary>
internal abstract class ObservingChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public sealed override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public sealed override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var payload = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var call = await BeginAsync(payload, options, cancellationToken);

        // A caller that leaves before the end has cancelled.
        Exception? end = new OperationCanceledException();
        try
        {
            await using var updates = InnerClient.GetStreamingResponseAsync(payload, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                        break;
                }
                catch (Exception error)
                {
                    end = error;
                    throw;
                }

                call.See(updates.Current);
                yield return updates.Current;
            }

            end = null;
        }
        finally
        {
            await call.EndAsync(end);
        }
    }

    protected abstract ValueTask<IObservedCall> BeginAsync(IReadOnlyList<ChatMessage> payload, ChatOptions? options, CancellationToken cancel);
}

internal interface IObservedCall
{
    void See(ChatResponseUpdate update);

    /// <param name="error">Null where the answer is complete.</param>
    ValueTask EndAsync(Exception? error);
}
