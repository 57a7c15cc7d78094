using Assistant.Plugins.MailGmail.Calls;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailGmail.Sending;

/// <summary>
/// What became of a message whose sending ended without an answer, asked in the order of what proves most: our own journal, the upload, the draft,
/// what lies in Sent.
/// </summary>
internal sealed class EvidenceSearch(Journal journal, SentSearch search, TimeProvider time)
{
    /// <summary>A request on its way, or one that Gmail still works on, is over by then.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    /// <exception cref="GmailException">Gmail cannot be asked now.</exception>
    public async ValueTask<FindSentResponse> RunAsync(GmailApi api, FindSentRequest request, CancellationToken cancel)
    {
        var row = await journal.FindAsync(request.OutboxId, cancel);
        if (row is { Accepted: not null, Message: { } message })
            return await SentAsync(api, message, row.Thread, "journal", cancel);
        var isSettled = time.GetUtcNow() - request.Since >= Settled;
        if (row is { Upload: { } session, UploadSize: { } size } && await UploadAsync(api, new Uri(session), size, request, isSettled, cancel) is { } uploaded)
            return uploaded;
        if (await FoundAsync(api, request, cancel) is { } sent)
            return sent;
        if (row is { IsWithdrawn: true })
            return NotSent("journal", "withdrawn");
        if (request.Ids.GetValueOrDefault("draft") is { } draft && row is not null)
            return await DraftAsync(api, draft, row, request, isSettled, cancel);
        return row is { Submitted: null } && isSettled ? NotSent("journal", "never given to Gmail") : Nothing("nothing in Sent yet");
    }

    private async ValueTask<FindSentResponse?> UploadAsync(GmailApi api, Uri session, long size, FindSentRequest request, bool isSettled, CancellationToken cancel)
    {
        if (!api.IsOurs(session))
            return null;
        try
        {
            var (message, isOpen) = await new ResumableUpload(api).StatusAsync(session, size, cancel);
            if (message is not null)
            {
                await journal.AcceptedAsync(request.OutboxId, time.GetUtcNow(), message.Id, message.ThreadId);
                return await SentAsync(api, message.Id, message.ThreadId, "upload", cancel);
            }

            // Only we could complete it, and we are not going to. A draft that it was to send is looked at for itself: its owner may have sent it by hand, and it must not stay.
            if (isOpen && isSettled && !request.Ids.ContainsKey("draft"))
            {
                await journal.WithdrawnAsync(request.OutboxId);
                return await FoundAsync(api, request, cancel) ?? NotSent("upload", "never completed");
            }
        }
        catch (GmailException gone) when (gone.Fault is GmailFault.NotFound or GmailFault.Refused)
        {
            // Google forgets uploads after a while: it says nothing any more.
        }

        return null;
    }

    // A draft that is still there was not sent; once it is taken away it cannot be any more. One that its owner changed is theirs, and stays.
    private async ValueTask<FindSentResponse> DraftAsync(GmailApi api, string draft, JournalRow row, FindSentRequest request, bool isSettled, CancellationToken cancel)
    {
        if (await DraftDesk.ReadAsync(api, draft, cancel) is not { } held)
            return Nothing("the draft is gone, and nothing in Sent yet");
        if (held.Draft.Digest != row.DraftDigest)
            return Nothing("the draft was changed in Gmail");
        if (!isSettled)
            return Nothing("the draft is still there");
        if (!await DraftDesk.DeleteAsync(api, draft, cancel))
            return Nothing("the draft went this moment");
        await journal.WithdrawnAsync(request.OutboxId);
        return await FoundAsync(api, request, cancel) ?? NotSent("draft", "still there, and taken away");
    }

    private async ValueTask<FindSentResponse?> FoundAsync(GmailApi api, FindSentRequest request, CancellationToken cancel)
    {
        if (await search.FindAsync(api, request.OutboxId, request.Since, cancel) is not { } found)
            return null;
        await journal.AcceptedAsync(request.OutboxId, time.GetUtcNow(), found.Message.Id, found.Message.ThreadId);
        return Sent(found, "sent");
    }

    private async ValueTask<FindSentResponse> SentAsync(GmailApi api, string message, string? thread, string source, CancellationToken cancel) =>
        await search.LookAsync(api, message, cancel) is { } head
            ? Sent(head, source)
            // Deleted since, by its owner: that it was taken stands all the same.
            : new FindSentResponse { Found = SentEvidence.Sent, ThreadId = thread, Evidence = [SendAnswers.Record(source, message)] };

    private static FindSentResponse Sent(SentHead head, string source) => new()
    {
        Found = SentEvidence.Sent, MessageId = head.MessageId, ThreadId = head.Message.ThreadId, Ids = SendAnswers.Ids(head.Message), Evidence = [SendAnswers.Record(source, head.Message.Id)],
    };

    private static FindSentResponse NotSent(string name, string value) => new() { Found = SentEvidence.NotSent, Evidence = [SendAnswers.Record(name, value)] };

    private static FindSentResponse Nothing(string value) => new() { Found = SentEvidence.None, Evidence = [SendAnswers.Record("search", value)] };
}
