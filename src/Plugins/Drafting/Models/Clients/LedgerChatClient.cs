using Assistant.Protocol.Plugins;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>Enters every call in the ledger: refused, failed, cancelled and answered from memory as well. The row is there before the call and completed after it.</summary>
internal sealed class LedgerChatClient(IChatClient inner, Model model, CallNote note, LedgerStore ledger, TimeProvider time) : ObservingChatClient(inner)
{
    protected override async ValueTask<IObservedCall> BeginAsync(IReadOnlyList<ChatMessage> payload, ChatOptions? options, CancellationToken cancel)
    {
        var estimate = Estimates.Of(model, payload, options);
        var entry = new LedgerEntry
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()).ToString(),
            At = time.GetUtcNow(),
            Task = note.Task,
            SubjectId = note.SubjectId,
            AboutId = note.Subjects.ElementAtOrDefault(1),
            Provider = ProviderName(model.Provider),
            Model = model.Name ?? model.Id,
            IsLocal = model.IsLocal,
            Fields = note.Fields,
            Usage = estimate,
            Outcome = Outcomes.Running,
        };
        await ledger.BeginAsync(entry, cancel);
        return new Call(ledger, entry.Id, new UsageMeter(model, estimate.InputTokens, time));
    }

    private static string ProviderName(ModelProvider provider) => provider switch
    {
        ModelProvider.OpenAi => "openAi",
        ModelProvider.Anthropic => "anthropic",
        ModelProvider.Rehearsal => "rehearsal",
        _ => "offline",
    };

    private sealed class Call(LedgerStore ledger, string id, UsageMeter meter) : IObservedCall
    {
        public void See(ChatResponseUpdate update) => meter.See(update);

        // What was spent is written down even where the caller has gone.
        public ValueTask EndAsync(Exception? error) => ledger.EndAsync(id, meter.Read(error), Outcomes.Of(error), meter.FromCache, CancellationToken.None);
    }
}
