using Assistant.Mail.Mime;
using Assistant.Plugins.MailGmail.Calls;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailGmail.Sending;

/// <summary>Our own drafts at Gmail: made once for each message, read back, and taken away where that is the proof that nothing was sent. No other draft is touched.</summary>
internal sealed class DraftDesk(Journal journal, TimeProvider time)
{
    // A crash leaves at most one behind, and it is among the newest.
    private const int Searched = 20;

    /// <summary>The draft of this message, and its bytes as Gmail holds them.</summary>
    /// <exception cref="GmailException">Gmail does not make it now.</exception>
    public async ValueTask<(HeldDraft Draft, byte[] Bytes)> StageAsync(
        GmailApi api, StageRequest request, ReadOnlyMemory<byte> raw, IProgress<UploadProgress>? progress, CancellationToken cancel)
    {
        var id = request.OutboxId;
        var before = await journal.FindAsync(id, cancel);
        if (before?.Draft is { } known && await ReadAsync(api, known, cancel) is { } held && held.Draft.Digest == before.DraftDigest)
            return held;
        var isNew = before is null;
        await journal.BeginAsync(id, api.UserKey, time.GetUtcNow());
        // A row without a draft is where a crash may have come between Gmail's making it and our writing it down.
        var draft = !isNew && before!.Draft is null ? await SearchAsync(api, id, cancel) : null;
        draft ??= await CreateAsync(api, request, raw, before?.WithoutThread == true, progress, cancel);
        var made = await ReadAsync(api, draft, cancel) ?? throw new GmailException(GmailFault.Server, "Gmail made a draft and does not find it");
        await journal.DraftAsync(id, made.Draft);
        return made;
    }

    /// <summary>The draft as it is now; null where there is none any more.</summary>
    public static async ValueTask<(HeldDraft Draft, byte[] Bytes)?> ReadAsync(GmailApi api, string draftId, CancellationToken cancel)
    {
        try
        {
            var draft = await api.GetAsync($"/drafts/{Uri.EscapeDataString(draftId)}?format=raw", Costs.Get, GmailJson.Default.GmailDraft, null, cancel);
            if (draft.Message is not { Raw: { } raw } message)
                throw new GmailException(GmailFault.Server, "Gmail's draft cannot be read back");
            var bytes = RawMessage.Decode(raw);
            return (new HeldDraft(draft.Id, message.Id, RawMessage.Digest(bytes)), bytes);
        }
        catch (GmailException gone) when (gone.Fault == GmailFault.NotFound)
        {
            return null;
        }
    }

    /// <summary>Takes our own draft away; false where it is gone already.</summary>
    public static async ValueTask<bool> DeleteAsync(GmailApi api, string draftId, CancellationToken cancel)
    {
        try
        {
            await api.DeleteAsync($"/drafts/{Uri.EscapeDataString(draftId)}", Costs.DraftChange, cancel);
            return true;
        }
        catch (GmailException gone) when (gone.Fault == GmailFault.NotFound)
        {
            return false;
        }
    }

    /// <summary>Takes the draft of a message that will not be sent away, where it is as we made it. What stays and why, for a person; null where nothing does.</summary>
    /// <exception cref="GmailException">Gmail cannot be asked now.</exception>
    public async ValueTask<string?> UnstageAsync(GmailApi api, string outboxId, bool mayKeepDrafts, CancellationToken cancel)
    {
        if (await journal.FindAsync(outboxId, cancel) is not { IsWithdrawn: false, Accepted: null } row)
            return null;
        if (!mayKeepDrafts)
            return row.Draft is null ? null : "Its draft stays in Gmail, because the permission for drafts was taken back. Delete it there.";
        if (row.Draft is not { } known)
            // Made and never read back, so nothing tells whether its owner changed it since.
            return await SearchAsync(api, outboxId, cancel) is null ? null : "A draft of it may be in Gmail. Delete it there.";
        if (await ReadAsync(api, known, cancel) is { } held)
        {
            if (held.Draft.Digest != row.DraftDigest)
                return "Its draft was changed in Gmail, and stays there as it is now.";
            await DeleteAsync(api, known, cancel);
        }

        await journal.WithdrawnAsync(outboxId);
        return null;
    }

    private async ValueTask<string> CreateAsync(GmailApi api, StageRequest request, ReadOnlyMemory<byte> raw, bool withoutThread, IProgress<UploadProgress>? progress, CancellationToken cancel)
    {
        var thread = withoutThread ? null : request.ThreadId;
        try
        {
            return await CreateAsync(api, raw, thread, progress, cancel);
        }
        catch (GmailException unknown) when (unknown.Fault == GmailFault.NotFound && thread is not null)
        {
            // The conversation was deleted in the mailbox; its headers still tie the message to it for everybody else.
            await journal.WithoutThreadAsync(request.OutboxId);
            return await CreateAsync(api, raw, null, progress, cancel);
        }
    }

    private static async ValueTask<string> CreateAsync(GmailApi api, ReadOnlyMemory<byte> raw, string? thread, IProgress<UploadProgress>? progress, CancellationToken cancel)
    {
        if (raw.Length <= RawMessage.LargestInline)
            return (await api.PostAsync("/drafts", RawMessage.Json(raw, thread, isDraft: true), Costs.DraftChange, GmailJson.Default.GmailDraft, cancel)).Id;
        var upload = new ResumableUpload(api);
        var (session, token) = await upload.OpenAsync("/drafts", RawMessage.Json(null, thread, isDraft: true), raw.Length, Costs.DraftChange, cancel);
        var end = await upload.RunAsync(session, raw, token, progress, cancel);
        if (end.Answer is not { } answer)
            throw new GmailException(GmailFault.Connection, "the connection to Google broke while the draft was uploaded", null, end.Fault);
        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync(cancel);
            if (end.IsForgotten)
                throw new GmailException(GmailFault.Connection, "Gmail forgot the upload of the draft before it was complete");
            if (!answer.IsSuccessStatusCode)
                throw Error(api, answer, body, token);
            return SendAnswers.Taken(body)?.Id ?? throw new GmailException(GmailFault.Server, "Gmail made a draft and does not name it");
        }
    }

    // A token that ended while the upload went on is renewed at the next attempt; no person has to sign in for it.
    private static GmailException Error(GmailApi api, HttpResponseMessage answer, string body, string token)
    {
        var error = api.Error(answer, body);
        if (error.Fault != GmailFault.Token)
            return error;
        api.ForgetAccessToken(token);
        return new GmailException(GmailFault.Connection, "Google's access ended while the draft was uploaded", null, error);
    }

    private static async ValueTask<string?> SearchAsync(GmailApi api, string outboxId, CancellationToken cancel)
    {
        var drafts = await api.GetAsync($"/drafts?maxResults={Searched}", Costs.List, GmailJson.Default.GmailDraftList, null, cancel);
        foreach (var draft in drafts.Drafts ?? [])
        {
            try
            {
                var found = await api.GetAsync($"/drafts/{Uri.EscapeDataString(draft.Id)}?format=metadata", Costs.Get, GmailJson.Default.GmailDraft, null, cancel);
                if (found.Message?.Payload?.Headers?.Any(header => header.Name.Equals(SentSearch.IdHeader, StringComparison.OrdinalIgnoreCase) && header.Value == outboxId) == true)
                    return draft.Id;
            }
            catch (GmailException gone) when (gone.Fault == GmailFault.NotFound)
            {
                // Its owner sent or deleted it this moment.
            }
        }

        return null;
    }
}
