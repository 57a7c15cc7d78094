using System.Collections.Concurrent;
using Assistant.Mail.Mime;
using Assistant.Plugins.MailLocal.Accounts;
using Assistant.Plugins.MailLocal.Maildirs;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailLocal;

/// <summary>The provider <c>mail.local</c>: the same contract for the post office and for a Maildir with a command.</summary>
internal sealed class LocalMailProvider(AccountOpener accounts, MaildirReader reader, ContentReader contents) : IMailProvider
{
    private static readonly IReadOnlyDictionary<string, string> NoIds = new Dictionary<string, string>();

    /// <summary>Submits under way, by outbox id: evidence is looked for only when they have ended.</summary>
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _underWay = new(StringComparer.Ordinal);

    public ValueTask<ProviderDescription> DescribeAsync(ProviderDescribeRequest request, CancellationToken cancel) => new(ProviderForm.Description);

    public ValueTask<ProviderConnectResponse> ConnectAsync(ProviderConnectRequest request, IProgress<ConnectStep>? progress, CancellationToken cancel)
    {
        if (new Mailbox(null, request.Address).Refusal() is { } reason)
            return new(Refused([new RpcProblem { Path = "$.address", Problem = reason, Remedy = "Give the account's own address, for example you@example.org" }]));
        var settings = AccountSettings.Read(request.Settings, out var problems);
        if (settings is null)
            return new(Refused(problems));
        problems = accounts.Open(request.AccountId, request.Address, settings).Connect(request.DisplayName);
        return new(problems.Count > 0 ? Refused(problems) : new ProviderConnectResponse
        {
            Problems = [],
            Address = request.Address,
            // No drafts are kept here, so the highest level is the one below.
            Grant = request.Grant == GrantLevel.Drafts ? GrantLevel.Bodies : request.Grant,
            Settings = settings.ToJson(),
        });

        static ProviderConnectResponse Refused(IReadOnlyList<RpcProblem> problems) => new() { Problems = problems };
    }

    public ValueTask<ProviderDisconnectResponse> DisconnectAsync(ProviderDisconnectRequest request, CancellationToken cancel)
    {
        var account = accounts.Open(request.Account);
        reader.Forget(request.Account.Id);
        return new(new ProviderDisconnectResponse
        {
            Receipt = ["The reading position of this account is deleted. There were no tokens or passwords to revoke."],
            LeftToYou = [account.Remains],
        });
    }

    /// <summary>There are no drafts here, so there is nothing to make and no id to keep.</summary>
    public ValueTask<StageResponse> StageAsync(StageRequest request, IProgress<UploadProgress>? progress, CancellationToken cancel) => new(new StageResponse { Ids = NoIds });

    public async ValueTask<SubmitResponse> SubmitAsync(SubmitRequest request, IProgress<UploadProgress>? progress, CancellationToken cancel)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_underWay.TryAdd(request.OutboxId, ended))
            return Refused("This message is being submitted at this moment.", mayRetry: false);
        try
        {
            if (EnvelopeRules.Refusal(request.Envelope.From, request.Envelope.To) is { } refusal)
                return Refused(refusal, mayRetry: false);
            if (request.Message.Size is <= 0 or > ProviderForm.MaxMessageSize)
                return Refused($"The message is empty or larger than {ProviderForm.MaxMessageSize / 1024 / 1024} MiB.", mayRetry: false);
            var account = accounts.Open(request.Account);
            ReadOnlyMemory<byte> message;
            try
            {
                message = await contents.ReadAsync(request.Message, cancel);
                cancel.ThrowIfCancellationRequested();
            }
            catch (Exception fault) when (fault is OperationCanceledException or RpcException or RpcConnectionException or InvalidDataException)
            {
                // Nothing has been started, so whatever went wrong is a refusal and not a doubt.
                return Refused(fault is OperationCanceledException ? "It was cancelled before anything was sent." : "The message could not be fetched from the host.", mayRetry: true);
            }

            return await account.SubmitAsync(request, message);
        }
        finally
        {
            _underWay.TryRemove(request.OutboxId, out _);
            ended.SetResult();
        }

        static SubmitResponse Refused(string reason, bool mayRetry) => new() { Outcome = SubmitOutcome.Refused, Reason = reason, MayRetry = mayRetry, Evidence = [] };
    }

    public ValueTask<UnstageResponse> UnstageAsync(UnstageRequest request, CancellationToken cancel) => new(new UnstageResponse());

    public ValueTask<SignatureResponse> SignatureAsync(SignatureRequest request, CancellationToken cancel) =>
        new(new SignatureResponse { Reason = "a mailbox on this machine keeps no signature" });

    public async ValueTask<FindSentResponse> FindSentAsync(FindSentRequest request, CancellationToken cancel)
    {
        if (_underWay.TryGetValue(request.OutboxId, out var ending))
            await ending.Task.WaitAsync(cancel);
        return accounts.Open(request.Account).FindSent(request);
    }

    public ValueTask<ChangesResponse> ChangesAsync(ChangesRequest request, CancellationToken cancel)
    {
        try
        {
            return new(reader.Changes(request.Account.Id, accounts.Open(request.Account).Inbox, request));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RpcException(RpcErrorCode.ProviderUnavailable, "The Maildir cannot be read: the folder is missing, or access to it is denied.", null, fault);
        }
    }

    public ValueTask<MessageResponse> ReadReportAsync(MessageRequest request, CancellationToken cancel) => new(Read(request));

    public ValueTask<MessageResponse> ReadReplyAsync(MessageRequest request, CancellationToken cancel) => new(Read(request));

    /// <summary>Nothing here ends or runs out.</summary>
    public ValueTask<ProviderExamineResponse> ExamineAsync(ProviderExamineRequest request, CancellationToken cancel) => new(new ProviderExamineResponse { Findings = [] });

    private MessageResponse Read(MessageRequest request)
    {
        if (request.Account.Grant < GrantLevel.Bodies)
        {
            throw new RpcException(RpcErrorCode.NotAuthorised, "This account was not granted the reading of bodies.", new RpcNotAuthorisedData
            {
                Remedy = "Connect the account again and grant 'and bodies of bounces and replies'.",
            });
        }

        try
        {
            var inbox = accounts.Open(request.Account).Inbox;
            // Once more where a mail client renames it between the two steps.
            for (var attempt = 0; attempt < 2; attempt++)
            {
                if (inbox.Find(request.Id) is { } file && TryRead(file) is { } message)
                    return new MessageResponse { Message = message };
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RpcException(RpcErrorCode.ProviderUnavailable, "The message cannot be read: access is denied, or the disk reports an error.", null, fault);
        }

        throw RpcException.NotFound("message", request.Id);
    }

    private static byte[]? TryRead(string file)
    {
        try
        {
            return MessageFile.ReadWhole(file, out _);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
