using Assistant.Plugins.MailGmail.Accounts;
using Assistant.Plugins.MailGmail.Calls;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailGmail.Sending;

/// <summary>
/// The one request to send. Everything that can fail without harm (a token, reading the draft again, opening an upload) is done before it, and nothing
/// that could send again after it.
/// </summary>
internal sealed class Submission(Journal journal, SentSearch search, TimeProvider time)
{
    // Without it a reply is tied to our mail by its conversation alone; reading it is tried again where Gmail stumbles.
    private const int ReadBacks = 3;

    /// <param name="api">The account's.</param>
    /// <param name="request">As the host asks.</param>
    /// <param name="raw">The message with its Bcc.</param>
    /// <param name="progress">Told how far a large one is.</param>
    /// <param name="cancel">Heard until the message leaves.</param>
    public async ValueTask<SubmitResponse> RunAsync(GmailApi api, SubmitRequest request, ReadOnlyMemory<byte> raw, IProgress<UploadProgress>? progress, CancellationToken cancel)
    {
        Prepared prepared;
        try
        {
            prepared = await PrepareAsync(api, request, raw, cancel);
        }
        catch (GmailException fault)
        {
            return fault.Fault == GmailFault.Refused ? SendAnswers.Refused(fault.Message, mayRetry: false) : SendAnswers.Refused(fault);
        }
        catch (RpcException fault) when (fault.Code == RpcErrorCode.NeedsSetup)
        {
            return SendAnswers.Refused(fault.Message, mayRetry: true) with { Remedy = (fault.Detail as RpcNeedsSetupData)?.Remedy };
        }
        catch (OperationCanceledException)
        {
            return SendAnswers.Refused("It was cancelled before anything was sent.", mayRetry: true);
        }

        if (prepared.Answer is { } early)
            return early;
        await journal.SubmittedAsync(request.OutboxId, time.GetUtcNow());
        var answer = prepared.Session is { } session ? await UploadAsync(api, session, raw, prepared.Token, progress) : await PostAsync(api, prepared, raw);
        return await SettleAsync(api, request, answer);
    }

    private async ValueTask<Prepared> PrepareAsync(GmailApi api, SubmitRequest request, ReadOnlyMemory<byte> raw, CancellationToken cancel)
    {
        if (await journal.LockoutAsync(api.UserKey, time.GetUtcNow(), cancel) is { } until)
            return new Prepared(SendAnswers.Refused("Gmail takes no more mail from this account for now: its daily limit is reached", mayRetry: true, until));
        if (await AliasFaultAsync(api, request, cancel) is { } alias)
            return new Prepared(alias);
        await journal.BeginAsync(request.OutboxId, api.UserKey, time.GetUtcNow());
        var row = (await journal.FindAsync(request.OutboxId, cancel))!;
        var thread = row.WithoutThread ? null : request.ThreadId;
        var draft = request.Ids.GetValueOrDefault("draft");
        if (draft is not null && await DraftFaultAsync(api, request, draft, row, cancel) is { } changed)
            return new Prepared(changed);
        var (path, json) = draft is null ? ("/messages/send", RawMessage.Json(null, thread)) : ("/drafts/send", RawMessage.Json(null, thread, draft));
        if (raw.Length <= RawMessage.LargestInline)
        {
            var access = await api.AccessTokenAsync(cancel);
            cancel.ThrowIfCancellationRequested();
            return new Prepared(null) { Token = access, Path = path, Thread = thread, Draft = draft };
        }

        cancel.ThrowIfCancellationRequested();
        var (session, token) = await new ResumableUpload(api).OpenAsync(path, json, raw.Length, Costs.Send, cancel);
        await journal.UploadAsync(request.OutboxId, session, raw.Length);
        return new Prepared(null) { Token = token, Session = session };
    }

    /// <summary>Gmail sends as the user where it knows an alias no more; null where it is theirs, or is still known.</summary>
    private static async ValueTask<SubmitResponse?> AliasFaultAsync(GmailApi api, SubmitRequest request, CancellationToken cancel)
    {
        if (api.User is not { } user || AddressMatch.IsSameAccount(user, request.Account.Address))
            return null;
        var list = await api.GetAsync("/settings/sendAs", Costs.SendAs, GmailJson.Default.GmailSendAsList, null, cancel);
        return (list.SendAs ?? []).Any(alias => alias.MaySend(request.Account.Address))
            ? null
            : SendAnswers.Refused("Gmail no longer lets this account send as this address, and would replace it; add the alias again in Gmail's settings, then retry", mayRetry: false, null, SendAnswers.Record("sendAs", "not there"));
    }

    /// <summary>Why the draft must not be sent; null where it is as it was staged.</summary>
    private async ValueTask<SubmitResponse?> DraftFaultAsync(GmailApi api, SubmitRequest request, string draft, JournalRow row, CancellationToken cancel)
    {
        if (await DraftDesk.ReadAsync(api, draft, cancel) is { } held)
        {
            return held.Draft.Digest == row.DraftDigest
                ? null
                : SendAnswers.Refused("its draft was changed in Gmail after it was approved; it is left there as it is now", mayRetry: false, null, SendAnswers.Record("draft", "changed"));
        }

        // Gone: its owner deleted it, or sent it from Gmail by hand.
        return await search.FindAsync(api, request.OutboxId, row.Begun, cancel) is { } sent
            ? new SubmitResponse { Outcome = SubmitOutcome.Accepted, MessageId = sent.MessageId, ThreadId = sent.Message.ThreadId, Ids = SendAnswers.Ids(sent.Message), Evidence = [SendAnswers.Record("sent", sent.Message.Id)] }
            : SendAnswers.Refused("its draft was deleted in Gmail after it was approved", mayRetry: false, null, SendAnswers.Record("draft", "deleted"));
    }

    private static async ValueTask<SubmitResponse> PostAsync(GmailApi api, Prepared prepared, ReadOnlyMemory<byte> raw)
    {
        // With a draft, the approved bytes go along: Gmail sends these and no later edit of it.
        var content = new SentContent(RawMessage.Json(raw, prepared.Thread, prepared.Draft), "application/json");
        try
        {
            return await JudgeAsync(api, await api.OnceAsync(HttpMethod.Post, api.Address(prepared.Path), content, null, Costs.Send, prepared.Token), prepared.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return SendAnswers.Judge(fault, content);
        }
    }

    private static async ValueTask<SubmitResponse> UploadAsync(GmailApi api, Uri session, ReadOnlyMemory<byte> raw, string token, IProgress<UploadProgress>? progress)
    {
        var end = await new ResumableUpload(api).RunAsync(session, raw, token, progress, CancellationToken.None);
        if (end.IsForgotten)
        {
            end.Answer!.Dispose();
            return SendAnswers.Refused("Gmail forgot the upload before it was complete; it is begun again", mayRetry: true, null, SendAnswers.Record("upload", "forgotten before the last piece"));
        }

        if (end.Answer is { } answer)
        {
            var judged = await JudgeAsync(api, answer, token);
            // Before the last piece Gmail has nothing that it could send.
            return end.IsLast || judged.Outcome != SubmitOutcome.Unknown ? judged : SendAnswers.Refused(judged.Reason!, mayRetry: true, null, judged.Evidence);
        }

        return end.IsLast ? SendAnswers.Judge(end.Fault!, end.Content) : SendAnswers.Refused("the connection to Google broke while the message was uploaded", mayRetry: true, null, SendAnswers.Record("upload", "broke before the last piece"));
    }

    private static async ValueTask<SubmitResponse> JudgeAsync(GmailApi api, HttpResponseMessage answer, string token)
    {
        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync();
            var error = answer.IsSuccessStatusCode ? null : api.Error(answer, body);
            if (error?.Fault == GmailFault.Token)
                api.ForgetAccessToken(token);
            var judged = SendAnswers.Judge(answer, body, error);
            return error switch
            {
                { IsSendingLimit: true } => judged with { Ids = new Dictionary<string, string> { [LockedOut] = "" } },
                { Fault: GmailFault.NotFound } => judged with { Ids = new Dictionary<string, string> { [NotThere] = "" } },
                _ => judged,
            };
        }
    }

    // From here on nothing changes what happened: a fault costs an id, and never the outcome.
    private async ValueTask<SubmitResponse> SettleAsync(GmailApi api, SubmitRequest request, SubmitResponse answer)
    {
        if (answer.Outcome == SubmitOutcome.Accepted)
            return await AcceptAsync(api, request, answer);
        if (answer.Ids.ContainsKey(LockedOut) && answer.RetryAfter is { } until)
            await journal.LockedOutAsync(api.UserKey, until);
        if (answer.Ids.ContainsKey(NotThere) && request.ThreadId is not null && !request.Ids.ContainsKey("draft") && await journal.FindAsync(request.OutboxId, CancellationToken.None) is { WithoutThread: false })
        {
            await journal.WithoutThreadAsync(request.OutboxId);
            answer = SendAnswers.Refused("the conversation was deleted in Gmail; the message goes out as its own", mayRetry: true, null, answer.Evidence);
        }

        return answer with { Ids = new Dictionary<string, string>() };
    }

    private async ValueTask<SubmitResponse> AcceptAsync(GmailApi api, SubmitRequest request, SubmitResponse answer)
    {
        var id = answer.Ids["message"];
        await journal.AcceptedAsync(request.OutboxId, time.GetUtcNow(), id, answer.ThreadId);
        for (var attempt = 0; attempt < ReadBacks; attempt++)
        {
            try
            {
                var messageId = (await search.LookAsync(api, id, CancellationToken.None))?.MessageId;
                return answer with { MessageId = messageId, MessageIdLater = messageId is null };
            }
            catch (Exception fault) when (fault is GmailException or RpcException)
            {
                // It was sent; what it is called can be missing.
            }
        }

        return answer with { MessageIdLater = true };
    }

    private const string LockedOut = "lockedOut";
    private const string NotThere = "notThere";

    // What the request needs, or the answer where there will be none.
    private sealed record Prepared(SubmitResponse? Answer)
    {
        public string Token { get; init; } = "";
        public string Path { get; init; } = "";
        public string? Thread { get; init; }
        public string? Draft { get; init; }
        public Uri? Session { get; init; }
    }
}
