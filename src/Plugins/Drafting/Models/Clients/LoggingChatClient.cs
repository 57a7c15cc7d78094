using System.Globalization;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Models.Clients;

/// <summary>One line for each call: which model, how much, how long, how it ended. Never a text, an address, a key, or whom it was about.</summary>
internal sealed class LoggingChatClient(IChatClient inner, Model model, CallNote note, TimeProvider time, Action<PluginLogLevel, string> log) : ObservingChatClient(inner)
{
    protected override ValueTask<IObservedCall> BeginAsync(IReadOnlyList<ChatMessage> payload, ChatOptions? options, CancellationToken cancel) =>
        ValueTask.FromResult<IObservedCall>(new Call(this, new UsageMeter(model, TokenCount.Of(payload), time)));

    private void Write(WritingUsage usage, bool fromCache, Exception? error) => log(
        error is null or OperationCanceledException ? PluginLogLevel.Information : PluginLogLevel.Warning,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Model '{model.Id}' ({model.Provider}), {note.Task?.ToString() ?? "Test"}: {Outcomes.Of(error)}{(fromCache ? " from memory" : "")}, {usage.InputTokens} tokens in, {usage.OutputTokens} out, {usage.Milliseconds} ms."));

    private sealed class Call(LoggingChatClient owner, UsageMeter meter) : IObservedCall
    {
        public void See(ChatResponseUpdate update) => meter.See(update);

        public ValueTask EndAsync(Exception? error)
        {
            owner.Write(meter.Read(error), meter.FromCache, error);
            return ValueTask.CompletedTask;
        }
    }
}
