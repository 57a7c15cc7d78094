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
    private bool _isCut;

    /// <summary>As the provider counted; both calls together where there were two.</summary>
    public UsageDetails Usage { get; } = new();

    /// <summary>The last answer, form and all.</summary>
    public string Arrived { get; private set; } = "";

    /// <summary>Output tokens that it was given where those of its prompt were too few; else null.</summary>
    public int? RoomTaken { get; private set; }

    public IReadOnlyList<string> Notices => _notices;

    /// <summary>An answer that holds. Errors: refused by the provider, with what arrived, where it does not hold after its repair either.</summary>
    public async ValueTask<AnswerReading> AskAsync(WritingTask task, CancellationToken cancel)
    {
        progress?.Report(new WritingProgress("", Waiting));
        var shown = new StringBuilder();
        var most = payload.Options.MaxOutputTokens ?? 0;
        var reading = await ReadAsync(task, payload.Messages, most, shown, cancel);
        if (reading.Answer is not null)
            return reading;
        if (_isCut)
        {
            // To complain of the form would be no help: it had no room to end.
            if (payload.WidestOutput <= most)
                throw WriterErrors.Cut(most, Seen(shown));
            progress?.Report(new WritingProgress("", shown.Length > 0 ? Repairing : Waiting));
            RoomTaken = payload.WidestOutput;
            reading = await ReadAsync(task, payload.Messages, payload.WidestOutput, shown.Length > 0 ? null : shown, cancel);
            if (reading.Answer is null && _isCut)
                throw WriterErrors.Cut(payload.WidestOutput, Seen(shown));
            if (reading.Answer is null)
                throw WriterErrors.BadForm(reading.Fault!, Seen(shown));
            _notices.Add(FormattableString.Invariant($"The model's first answer did not end within {most} tokens, and was asked for again with room for {payload.WidestOutput}."));
            return reading;
        }

        progress?.Report(new WritingProgress("", Repairing));
        var mended = await ReadAsync(task, [.. payload.Messages, .. Complaint(reading.Fault!)], most, null, cancel);
        if (mended.Answer is null)
            throw WriterErrors.BadForm(mended.Fault!, Seen(shown));
        _notices.Add($"The model's first answer had the wrong form and was asked for again: {reading.Fault}");
        return mended;
    }

    private string Seen(StringBuilder shown) => shown.Length > 0 ? shown.ToString() : Arrived;

    private async ValueTask<AnswerReading> ReadAsync(WritingTask task, IReadOnlyList<ChatMessage> messages, int most, StringBuilder? shown, CancellationToken cancel)
    {
        Arrived = await ReceiveAsync(messages, most, shown, cancel);
        return AnswerCheck.Check(task, payload.Sources, AnswerReader.Read(Arrived));
    }

    private ChatMessage[] Complaint(string fault) =>
    [
        new(ChatRole.Assistant, Arrived.Length <= AnswerLimits.Arrived ? Arrived : Arrived[..AnswerLimits.Arrived]),
        new(ChatRole.User, SystemRules.Complaint(fault)),
    ];

    private async ValueTask<string> ReceiveAsync(IReadOnlyList<ChatMessage> messages, int most, StringBuilder? shown, CancellationToken cancel)
    {
        _isCut = false;
        var options = payload.Options.Clone();
        options.MaxOutputTokens = most;
        var arrived = new StringBuilder();
        var stream = new ReadableStream();
        await foreach (var update in client.GetStreamingResponseAsync(messages, options, cancel).WithCancellation(cancel))
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

        _isCut |= update.FinishReason == ChatFinishReason.Length;
        if (update.FinishReason == ChatFinishReason.ToolCalls)
            throw WriterErrors.ToolCall();
        if (update.FinishReason == ChatFinishReason.ContentFilter)
            throw new RpcException(RpcErrorCode.ProviderRefused, "The provider's content filter ended the answer.");
    }
}
