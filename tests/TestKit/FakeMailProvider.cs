using System.Text.Json;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.TestKit;

/// <summary>What a faked provider does with one request to send.</summary>
public enum FakeSubmit
{
    Accept,

    /// <summary>Takes it, and answers an error that proves nothing, as a 504 after the commit.</summary>
    AcceptAndSayUnknown,

    /// <summary>Takes it, and the connection breaks before the answer.</summary>
    AcceptAndThrow,

    /// <summary>Does not take it, and says so in a way that proves nothing.</summary>
    DropAndSayUnknown,

    /// <summary>Does not take it, and the connection breaks.</summary>
    DropAndThrow,

    Refuse,
    RefuseForNow,

    /// <summary>Does not take it before the user has done something.</summary>
    RefuseUntilSetup,
}

/// <param name="OutboxId">Ours.</param>
/// <param name="Bytes">What was sent.</param>
/// <param name="Envelope">To whom.</param>
/// <param name="At">When.</param>
public sealed record FakeSent(string OutboxId, byte[] Bytes, Envelope Envelope, DateTimeOffset At);

/// <summary>A mailbox's new mail.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="ThreadId">The provider's conversation.</param>
/// <param name="Received">When.</param>
/// <param name="Message">The whole RFC 5322 message.</param>
public sealed record FakeMail(string Id, string? ThreadId, DateTimeOffset Received, byte[] Message);

/// <summary>
/// A provider that keeps a ledger of truth: each request to send that it took is one line, and nothing de-duplicates it.
/// It is no kinder than real ones: it may take a message and say nothing, show its Sent copy late, or never, and prove absence or not.
/// </summary>
public sealed class FakeMailProvider(TimeProvider time) : IMailProvider
{
    public const string Id = "mail.fake";

    private readonly Lock _gate = new();
    private readonly List<FakeSent> _ledger = [];

    /// <summary>Every message taken.</summary>
    public IReadOnlyList<FakeSent> Ledger
    {
        get
        {
            lock (_gate)
                return [.. _ledger];
        }
    }

    /// <summary>Every request to send, taken or not.</summary>
    public int Submits { get; private set; }

    public int Asks { get; private set; }

    /// <summary>What the next requests to send meet; accepted when it is empty.</summary>
    public Queue<FakeSubmit> Answers { get; } = new();

    /// <summary>How long until a search finds what was taken; null is never.</summary>
    public TimeSpan? EvidenceAfter { get; set; } = TimeSpan.Zero;

    /// <summary>A search that finds nothing is proof that nothing was taken.</summary>
    public bool ProvesAbsence { get; set; }

    /// <summary>Recipients see another Message-ID than ours.</summary>
    public bool RewritesMessageId { get; set; }

    public GrantLevel Granted { get; set; } = GrantLevel.Bodies;

    public DateTimeOffset? GrantedUntil { get; set; }

    public long MaxMessageSize { get; set; } = 25_000_000;

    /// <summary>What this provider says it holds after staging; null keeps no drafts.</summary>
    public Func<byte[], byte[]>? Held { get; set; }

    /// <summary>Called with what the host handed over, each time; may change it, as a hostile plugin would.</summary>
    public Action<byte[]>? Meddle { get; set; }

    /// <summary>Runs before a message is taken.</summary>
    public Func<SubmitRequest, Task>? Submitting { get; set; }

    /// <summary>Runs with the way to say how far it is, before a message is taken.</summary>
    public Func<IProgress<UploadProgress>, Task>? Uploading { get; set; }

    /// <summary>What each call but Submit meets first.</summary>
    public Exception? Fault { get; set; }

    public List<FakeMail> Inbox { get; } = [];

    /// <summary>How often it was asked for what is new.</summary>
    public int Checks { get; private set; }

    /// <summary>Runs before it answers what is new.</summary>
    public Func<Task>? Checking { get; set; }

    public ValueTask<ProviderDescription> DescribeAsync(ProviderDescribeRequest request, CancellationToken cancel) => new(new ProviderDescription
    {
        Id = Id,
        Name = "A fake",
        Form = JsonElement.Parse("""{"type":"object"}"""),
        Grants = [new(GrantLevel.Headers, "send and headers"), new(GrantLevel.Bodies, "send, headers and bodies")],
        KeepsDrafts = Held is not null,
        MaxMessageSize = MaxMessageSize,
    });

    public ValueTask<ProviderConnectResponse> ConnectAsync(ProviderConnectRequest request, IProgress<ConnectStep>? progress, CancellationToken cancel) => new(
        request.Settings?.TryGetProperty("wrong", out _) == true
            ? new ProviderConnectResponse { Problems = [new RpcProblem { Path = "$.settings.wrong", Problem = "is wrong" }] }
            : new ProviderConnectResponse { Problems = [], Address = request.Address, Grant = Granted, GrantedUntil = GrantedUntil, Settings = request.Settings });

    /// <summary>Whose permission it was asked to take back.</summary>
    public List<string> Disconnected { get; } = [];

    /// <summary>What it was allowed is still there after it was asked to give that up.</summary>
    public bool KeepsPermission { get; set; }

    public ValueTask<ProviderDisconnectResponse> DisconnectAsync(ProviderDisconnectRequest request, CancellationToken cancel)
    {
        ThrowFault();
        Disconnected.Add(request.Account.Address);
        return new(new ProviderDisconnectResponse { Receipt = ["forgotten"], LeftToYou = ["nothing"], PermissionRemains = KeepsPermission });
    }

    public ValueTask<StageResponse> StageAsync(StageRequest request, IProgress<UploadProgress>? progress, CancellationToken cancel)
    {
        ThrowFault();
        var bytes = request.Message.Bytes!;
        Meddle?.Invoke(bytes);
        var held = Held?.Invoke([.. bytes]);
        lock (_gate)
        {
            if (held is not null)
                Drafts.Add(request.OutboxId);
        }

        return new(new StageResponse
        {
            Ids = Held is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["draft"] = "d-" + request.OutboxId },
            Held = held is null ? null : new Content { Bytes = held, Size = held.Length },
        });
    }

    public async ValueTask<SubmitResponse> SubmitAsync(SubmitRequest request, IProgress<UploadProgress>? progress, CancellationToken cancel)
    {
        if (Submitting is { } hook)
            await hook(request);
        if (Uploading is { } upload && progress is not null)
            await upload(progress);
        FakeSubmit answer;
        lock (_gate)
        {
            Submits++;
            answer = Answers.TryDequeue(out var next) ? next : FakeSubmit.Accept;
            if (answer is FakeSubmit.Accept or FakeSubmit.AcceptAndSayUnknown or FakeSubmit.AcceptAndThrow)
            {
                Drafts.Remove(request.OutboxId);
                _ledger.Add(new FakeSent(request.OutboxId, [.. request.Message.Bytes!], request.Envelope, time.GetUtcNow()));
            }
        }

        return answer switch
        {
            FakeSubmit.Accept => new SubmitResponse { Outcome = SubmitOutcome.Accepted, MessageId = Delivered(request.OutboxId), ThreadId = "t-" + request.OutboxId, Evidence = [Record("accepted")] },
            FakeSubmit.Refuse => new SubmitResponse { Outcome = SubmitOutcome.Refused, Reason = "refused by rule", Evidence = [Record("refused")] },
            FakeSubmit.RefuseForNow => new SubmitResponse { Outcome = SubmitOutcome.Refused, Reason = "not connected", MayRetry = true, Evidence = [Record("not connected")] },
            FakeSubmit.RefuseUntilSetup => new SubmitResponse { Outcome = SubmitOutcome.Refused, Reason = "not allowed", MayRetry = true, Remedy = "Allow it again.", Evidence = [Record("not allowed")] },
            FakeSubmit.AcceptAndThrow or FakeSubmit.DropAndThrow => throw new RpcConnectionException("the connection broke"),
            _ => new SubmitResponse { Outcome = SubmitOutcome.Unknown, Reason = "504", Evidence = [Record("504")] },
        };
    }

    /// <summary>What staging made and nobody sent or took away, by outbox id; only where this provider keeps drafts.</summary>
    public HashSet<string> Drafts { get; } = [];

    /// <summary>What it says of a draft that it does not take away; null takes it away.</summary>
    public string? Keeps { get; set; }

    public int Unstages { get; private set; }

    public ValueTask<UnstageResponse> UnstageAsync(UnstageRequest request, CancellationToken cancel)
    {
        Unstages++;
        ThrowFault();
        lock (_gate)
        {
            if (Keeps is null)
                Drafts.Remove(request.OutboxId);
        }

        return new(new UnstageResponse { LeftToYou = Keeps });
    }

    /// <summary>What the user keeps here; null is none.</summary>
    public string? Signature { get; set; }

    public ValueTask<SignatureResponse> SignatureAsync(SignatureRequest request, CancellationToken cancel)
    {
        ThrowFault();
        return new(new SignatureResponse { Text = Signature, Reason = Signature is null ? "none is kept here" : null });
    }

    public ValueTask<FindSentResponse> FindSentAsync(FindSentRequest request, CancellationToken cancel)
    {
        ThrowFault();
        lock (_gate)
        {
            Asks++;
            var sent = _ledger.Find(line => line.OutboxId == request.OutboxId);
            if (sent is not null && EvidenceAfter is { } delay && time.GetUtcNow() >= sent.At + delay)
                return new(new FindSentResponse { Found = SentEvidence.Sent, MessageId = Delivered(request.OutboxId), Evidence = [Record("found in Sent")] });
            return new(new FindSentResponse { Found = sent is null && ProvesAbsence ? SentEvidence.NotSent : SentEvidence.None, Evidence = [] });
        }
    }

    public async ValueTask<ChangesResponse> ChangesAsync(ChangesRequest request, CancellationToken cancel)
    {
        Checks++;
        if (Checking is { } hook)
            await hook();
        ThrowFault();
        var start = request.Cursor is null ? 0 : int.Parse(request.Cursor, System.Globalization.CultureInfo.InvariantCulture);
        var page = Inbox.Skip(start).Take(request.Limit).ToList();
        return new ChangesResponse
        {
            Messages = [.. page.Select(static mail => new MessageHead { Id = mail.Id, ThreadId = mail.ThreadId, Received = mail.Received, Headers = HeaderOf(mail.Message) })],
            Cursor = (start + page.Count).ToString(System.Globalization.CultureInfo.InvariantCulture),
            More = start + page.Count < Inbox.Count,
        };
    }

    /// <summary>What it says of an account.</summary>
    public List<Finding> Findings { get; } = [];

    public ValueTask<ProviderExamineResponse> ExamineAsync(ProviderExamineRequest request, CancellationToken cancel)
    {
        ThrowFault();
        return new(new ProviderExamineResponse { Findings = [.. Findings] });
    }

    public ValueTask<MessageResponse> ReadReportAsync(MessageRequest request, CancellationToken cancel) => Read(request);

    public ValueTask<MessageResponse> ReadReplyAsync(MessageRequest request, CancellationToken cancel) => Read(request);

    private ValueTask<MessageResponse> Read(MessageRequest request)
    {
        if (request.Account.Grant < GrantLevel.Bodies)
            throw new InvalidOperationException("The host read a body below the grant.");
        return new(new MessageResponse { Message = Inbox.Find(mail => mail.Id == request.Id)!.Message });
    }

    private static byte[] HeaderOf(byte[] message) => message.AsSpan().IndexOf("\r\n\r\n"u8) is var end and >= 0 ? message[..(end + 2)] : message;

    private void ThrowFault()
    {
        if (Fault is { } fault)
            throw fault;
    }

    private string? Delivered(string outboxId) => RewritesMessageId ? $"rewritten-{outboxId}@provider.example" : null;

    private static Evidence Record(string value) => new() { Source = EvidenceSource.Provider, Name = "fake", Value = value };
}
