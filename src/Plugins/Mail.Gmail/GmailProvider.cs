using System.Collections.Concurrent;
using Assistant.Mail.Mime;
using Assistant.Plugins.MailGmail.Accounts;
using Assistant.Plugins.MailGmail.Calls;
using Assistant.Plugins.MailGmail.Reading;
using Assistant.Plugins.MailGmail.Sending;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailGmail;

/// <summary>The provider <c>mail.gmail</c>, over Gmail's API.</summary>
internal sealed class GmailProvider(GmailParts parts) : IMailProvider
{
    // Any report's fields and any reply's new text fit.
    private const int MostOfMessage = 1024 * 1024;

    private static readonly IReadOnlyDictionary<string, string> NoIds = new Dictionary<string, string>();

    /// <summary>Submits under way, by outbox id: evidence is looked for only when they have ended.</summary>
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _underWay = new(StringComparer.Ordinal);

    public ValueTask<ProviderDescription> DescribeAsync(ProviderDescribeRequest request, CancellationToken cancel) => new(ProviderForm.Description);

    public ValueTask<ProviderConnectResponse> ConnectAsync(ProviderConnectRequest request, IProgress<ConnectStep>? progress, CancellationToken cancel) =>
        ToldAsync(() => parts.Connections.ConnectAsync(request, progress, cancel), request.AccountId);

    public ValueTask<ProviderDisconnectResponse> DisconnectAsync(ProviderDisconnectRequest request, CancellationToken cancel) => parts.Connections.DisconnectAsync(request.Account.Id, cancel);

    public ValueTask<StageResponse> StageAsync(StageRequest request, IProgress<UploadProgress>? progress, CancellationToken cancel) => ToldAsync(async () =>
    {
        var api = await parts.Desk.OfAsync(request.Account.Id, cancel);
        if (request.Account.Grant < GrantLevel.Drafts)
        {
            // Nothing is made there, but whoever has to sign in again is told now and not when the message leaves.
            await api.AccessTokenAsync(cancel);
            await parts.Journal.BeginAsync(request.OutboxId, api.UserKey, parts.Time.GetUtcNow());
            return new StageResponse { Ids = NoIds };
        }

        if (RawMessage.Of(await parts.Contents.ReadAsync(request.Message, cancel), request.Envelope, out var refusal) is not { } raw)
            throw new RpcException(RpcErrorCode.Invalid, refusal!);
        var (draft, bytes) = await parts.Drafts.StageAsync(api, request, raw, progress, cancel);
        return new StageResponse
        {
            Ids = new Dictionary<string, string> { ["draft"] = draft.Id, ["draftMessage"] = draft.MessageId },
            Held = new Content { Bytes = bytes, Size = bytes.Length },
        };
    }, request.Account.Id);

    public async ValueTask<SubmitResponse> SubmitAsync(SubmitRequest request, IProgress<UploadProgress>? progress, CancellationToken cancel)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_underWay.TryAdd(request.OutboxId, ended))
            return SendAnswers.Refused("This message is being submitted at this moment.", mayRetry: false);
        try
        {
            if (EnvelopeRules.Refusal(request.Envelope.From, request.Envelope.To) is { } refusal)
                return SendAnswers.Refused(refusal, mayRetry: false);
            if (request.Message.Size is <= 0 or > ProviderForm.MaxMessageSize)
                return SendAnswers.Refused($"The message is empty or larger than {ProviderForm.MaxMessageSize / 1024 / 1024} MiB.", mayRetry: false);
            if (new Mailbox(null, request.Envelope.From).MatchKey != new Mailbox(null, request.Account.Address).MatchKey)
                return SendAnswers.Refused("Gmail would replace the sender by the account's own address.", mayRetry: false);
            ReadOnlyMemory<byte> message;
            GmailApi api;
            try
            {
                api = await parts.Desk.OfAsync(request.Account.Id, cancel);
                message = await parts.Contents.ReadAsync(request.Message, cancel);
            }
            catch (Exception fault) when (fault is OperationCanceledException or RpcException or RpcConnectionException or InvalidDataException)
            {
                // Nothing has been started, so whatever went wrong is a refusal and not a doubt.
                return SendAnswers.Refused(fault is OperationCanceledException ? "It was cancelled before anything was sent." : "The message could not be fetched from the host.", mayRetry: true);
            }

            return RawMessage.Of(message, request.Envelope, out var unfit) is { } raw
                ? await parts.Submission.RunAsync(api, request, raw, progress, cancel)
                : SendAnswers.Refused(unfit!, mayRetry: false);
        }
        finally
        {
            _underWay.TryRemove(request.OutboxId, out _);
            ended.SetResult();
        }
    }

    public async ValueTask<UnstageResponse> UnstageAsync(UnstageRequest request, CancellationToken cancel)
    {
        await EndedAsync(request.OutboxId, cancel);
        return await ToldAsync(async () => new UnstageResponse
        {
            LeftToYou = await parts.Drafts.UnstageAsync(await parts.Desk.OfAsync(request.Account.Id, cancel), request.OutboxId, request.Account.Grant >= GrantLevel.Drafts, cancel),
        }, request.Account.Id);
    }

    public async ValueTask<FindSentResponse> FindSentAsync(FindSentRequest request, CancellationToken cancel)
    {
        await EndedAsync(request.OutboxId, cancel);
        return await ToldAsync(async () => await parts.Evidence.RunAsync(await parts.Desk.OfAsync(request.Account.Id, cancel), request, cancel), request.Account.Id);
    }

    public ValueTask<ChangesResponse> ChangesAsync(ChangesRequest request, CancellationToken cancel) =>
        ToldAsync(async () => await parts.Changes.ReadAsync(await parts.Desk.OfAsync(request.Account.Id, cancel), request, cancel), request.Account.Id);

    public ValueTask<MessageResponse> ReadReportAsync(MessageRequest request, CancellationToken cancel) => ReadAsync(request, cancel);

    public ValueTask<MessageResponse> ReadReplyAsync(MessageRequest request, CancellationToken cancel) => ReadAsync(request, cancel);

    public ValueTask<SignatureResponse> SignatureAsync(SignatureRequest request, CancellationToken cancel) =>
        ToldAsync(async () => await SentSignature.ReadAsync(await parts.Desk.OfAsync(request.Account.Id, cancel), request.Account, cancel), request.Account.Id);

    public ValueTask<ProviderExamineResponse> ExamineAsync(ProviderExamineRequest request, CancellationToken cancel) =>
        ToldAsync(async () => new ProviderExamineResponse { Findings = await parts.Examination.RunAsync(request.Account.Id, cancel) }, request.Account.Id);

    // What became of a request can be asked only when it is over.
    private Task EndedAsync(string outboxId, CancellationToken cancel) => _underWay.TryGetValue(outboxId, out var ending) ? ending.Task.WaitAsync(cancel) : Task.CompletedTask;

    private ValueTask<MessageResponse> ReadAsync(MessageRequest request, CancellationToken cancel) => ToldAsync(async () =>
    {
        if (request.Account.Grant < GrantLevel.Bodies)
        {
            throw new RpcException(RpcErrorCode.NotAuthorised, "This account was not granted the reading of bodies.", new RpcNotAuthorisedData
            {
                Remedy = "Connect the account again with `--grant bodies`.",
            });
        }

        if (request.Id.Length is 0 or > 64 || request.Id.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            throw RpcException.NotFound("message", request.Id);
        try
        {
            var spending = new Spending();
            var found = await HeadReader.FindAsync(await parts.Desk.OfAsync(request.Account.Id, cancel), request.Id, "raw", spending, cancel);
            if (found?.Raw is not { } raw)
                throw RpcException.NotFound("message", request.Id);
            var bytes = RawMessage.Decode(raw);
            return new MessageResponse { Message = bytes.Length > MostOfMessage ? bytes[..MostOfMessage] : bytes, QuotaUnits = spending.Units };
        }
        catch (GmailException fault) when (fault.Fault == GmailFault.Refused)
        {
            // An id that Gmail never gave.
            throw RpcException.NotFound("message", request.Id);
        }
    }, request.Account.Id);

    // A fault of Google's as the host understands it: ask again later, or ask the user.
    private static async ValueTask<T> ToldAsync<T>(Func<ValueTask<T>> work, string accountId)
    {
        try
        {
            return await work();
        }
        catch (GmailException fault) when (fault.Fault is GmailFault.Consent or GmailFault.Token)
        {
            throw new RpcException(RpcErrorCode.NeedsSetup, $"Google does not let this account do that: {fault.Message}.", new RpcNeedsSetupData
            {
                Subject = "account:" + accountId,
                Remedy = fault.Remedy ?? "Connect it again: `assistant account add gmail ADDRESS`. Nothing is lost meanwhile.",
            }, fault);
        }
        catch (GmailException fault)
        {
            throw new RpcException(RpcErrorCode.ProviderUnavailable, fault.Message + ".", new RpcUnavailableData { RetryAfter = fault.RetryAfter }, fault);
        }
    }
}
