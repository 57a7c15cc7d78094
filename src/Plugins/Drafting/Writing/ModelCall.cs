using System.Text;
using Assistant.Plugins.Drafting.Models.Clients;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;
using Microsoft.Extensions.AI;

namespace Assistant.Plugins.Drafting.Writing;

/// <summary>Asks once, shows what arrives, and where the form is wrong asks once more for the right one.</summary>
internal sealed class ModelCall(IChatClient client, Payload payload, IProgress<WritingProgress>? progress)
{
    private const string Waiting = "waiting for the model";
    private const string Writing = "writing";
    private const string Repairing = "repairing";

    private readonly List<string> _notices = [];

    /// <summary>As the provider counted; both calls together where there were two.</summary>
    public UsageDetails Usage { get; } = new();

    /// <summary>The last answer, form and all.</summary>
    public string Arrived { get; private set; } = "";

    public IReadOnlyList<string> Notices => _notices;

    /// <summary>An answer that holds. Errors: refused by the provider, with what arrived, where it does not hold after its repair either.</summary>
    public async ValueTask<AnswerReading> AskAsync(WritingTask task, CancellationToken cancel)
    {
        progress?.Report(new WritingProgress("", Waiting));
        var shown = new StringBuilder();
        Arrived = await ReceiveAsync(payload.Messages, shown, cancel);
        var reading = AnswerCheck.Check(task, payload.Sources, AnswerReader.Read(Arrived));
        if (reading.Answer is not null)
            return reading;

        progress?.Report(new WritingProgress("", Repairing));
        Arrived = await ReceiveAsync([.. payload.Messages, .. Complaint(reading.Fault!)], null, cancel);
        var mended = AnswerCheck.Check(task, payload.Sources, AnswerReader.Read(Arrived));
        if (mended.Answer is null)
            throw WriterErrors.BadForm(mended.Fault!, shown.Length > 0 ? shown.ToString() : Arrived);
        _notices.Add($"The model's first answer had the wrong form and was asked for again: {reading.Fault}");
        return mended;
    }

    private ChatMessage[] Complaint(string fault) =>
    [
        new(ChatRole.Assistant, Arrived.Length <= AnswerLimits.Arrived ? Arrived : Arrived[..AnswerLimits.Arrived]),
        new(ChatRole.User, SystemRules.Complaint(fault)),
    ];

    private async ValueTask<string> ReceiveAsync(IReadOnlyList<ChatMessage> messages, StringBuilder? shown, CancellationToken cancel)
    {
        var arrived = new StringBuilder();
        var stream = new ReadableStream();
        await foreach (var update in client.GetStreamingResponseAsync(messages, payload.Options.Clone(), cancel).WithCancellation(cancel))
        {
            Judge(update);
            if (update.Text is not { Length: > 0 } piece)
                continue;
            if (arrived.Length + piece.Length > AnswerLimits.Response)
                throw WriterErrors.TooLong();
            arrived.Append(piece);
            if (shown is not null && stream.Push(piece) is { Length: > 0 } readable)
            {
                shown.Append(readable);
                progress?.Report(new WritingProgress(readable, Writing));
            }
        }

        return arrived.ToString();
    }

    private void Judge(ChatResponseUpdate update)
    {
        if (CachingChatClient.IsFromCache(update))
            _notices.Add("The same was asked before: this is that answer, at no cost. With `--fresh` the model is asked anew.");
        foreach (var content in update.Contents)
        {
            if (content is UsageContent usage)
                Usage.Add(usage.Details);
            else if (content is ErrorContent)
                throw new RpcException(RpcErrorCode.ProviderRefused, "The model's answer reported an error.");
            else if (content is not (TextContent or TextReasoningContent))
                throw WriterErrors.ToolCall();
        }

        if (update.FinishReason == ChatFinishReason.ToolCalls)
            throw WriterErrors.ToolCall();
        if (update.FinishReason == ChatFinishReason.ContentFilter)
            throw new RpcException(RpcErrorCode.ProviderRefused, "The provider's content filter ended the answer.");
    }
}
