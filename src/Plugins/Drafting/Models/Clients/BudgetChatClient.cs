using Assistant.Protocol.Plugins;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>Sets aside what a call may cost at most before it is made, and stops at a ceiling with the reason. What was not used is given back at its end.</summary>
internal sealed class BudgetChatClient(IChatClient inner, Model model, CallNote note, Spending spending, TimeProvider time) : ObservingChatClient(inner)
{
    protected override ValueTask<IObservedCall> BeginAsync(IReadOnlyList<ChatMessage> payload, ChatOptions? options, CancellationToken cancel)
    {
        var estimate = Estimates.Of(model, payload, options);
        var reserved = Money.ToMillionths(estimate.Cost);
        if (spending.Reserve(model, note.Subjects, reserved) is { } refusal)
            throw refusal.ToException();
        return ValueTask.FromResult<IObservedCall>(new Call(spending, note.Subjects, reserved, new UsageMeter(model, estimate.InputTokens, time)));
    }

    private sealed class Call(Spending spending, IReadOnlyList<string> subjects, long? reserved, UsageMeter meter) : IObservedCall
    {
        public void See(ChatResponseUpdate update) => meter.See(update);

        public ValueTask EndAsync(Exception? error)
        {
            spending.Settle(subjects, reserved, Money.ToMillionths(meter.Read(error).Cost));
            return ValueTask.CompletedTask;
        }
    }
}
