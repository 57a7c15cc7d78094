using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>Asks, at the moment of each call, whether it may be made: a rule or a yes may have changed since the plan was shown.</summary>
internal sealed class RuleChatClient(IChatClient inner, Func<Refusal?> judge) : ObservingChatClient(inner)
{
    protected override ValueTask<IObservedCall> BeginAsync(IReadOnlyList<ChatMessage> payload, ChatOptions? options, CancellationToken cancel) =>
        judge() is { } refusal ? throw refusal.ToException() : ValueTask.FromResult<IObservedCall>(Passed.Instance);

    private sealed class Passed : IObservedCall
    {
        public static readonly Passed Instance = new();

        public void See(ChatResponseUpdate update)
        {
        }

        public ValueTask EndAsync(Exception? error) => ValueTask.CompletedTask;
    }
}
