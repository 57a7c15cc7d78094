using Assistant.Mail.Mime;
using Assistant.Mail.Reports;

namespace Assistant.Mail.Verdicts;

/// <summary>An incoming mail to be judged: its header, and its body where the grant or the kind of mail allows to read it.</summary>
public sealed record VerdictInput
{
    /// <summary>The field that carries our own token in every mail we send.</summary>
    public const string TokenField = "X-Assistant-Id";

    public required HeaderBlock Headers { get; init; }

    /// <summary>The whole mail, or null where only its header is known.</summary>
    public MimeMessage? Message { get; init; }

    /// <summary>The provider's conversation id, or null.</summary>
    public string? ThreadId { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>The account's own addresses: what they write is no answer.</summary>
    public IReadOnlyList<string> OwnAddresses { get; init; } = [];

    public static VerdictInput Of(MimeMessage message, DateTimeOffset received) => new() { Headers = message.Headers, Message = message, Received = received };

    /// <summary>What <see cref="Verdict.Judge"/> will look up.</summary>
    public VerdictKeys Keys()
    {
        var original = Message is null ? null : (DeliveryReport.Read(Message)?.Original ?? DispositionReport.Read(Message)?.Original ?? FeedbackReport.Read(Message)?.Original);
        var ids = new List<string>(Threading.Cites(Headers));
        if (Headers.MessageId is { } own)
            ids.Add(own);
        if (original?.MessageId is { } returned)
            ids.Add(returned);
        if (Message is not null && DispositionReport.Read(Message)?.OriginalMessageId is { } displayed)
            ids.Add(displayed);
        if (Headers.Value("X-MS-Exchange-Parent-Message-Id") is { } parent)
            ids.AddRange(MessageIds.Parse(parent));
        string?[] tokens = [Headers.Value(TokenField), original?.Value(TokenField)];
        return new VerdictKeys([.. ids.Distinct(StringComparer.Ordinal)], [.. tokens.OfType<string>().Distinct(StringComparer.Ordinal)], ThreadId, Headers.From()?.MatchKey, Threading.BaseSubject(Headers.Subject));
    }
}

/// <summary>The keys by which an incoming mail may be tied to one of ours.</summary>
/// <param name="MessageIds">Without brackets.</param>
/// <param name="Tokens">Values of our own field.</param>
/// <param name="ThreadId">The provider's conversation id, or null.</param>
/// <param name="Sender">The sender's match key, or null.</param>
/// <param name="BaseSubject">May be empty.</param>
public sealed record VerdictKeys(IReadOnlyList<string> MessageIds, IReadOnlyList<string> Tokens, string? ThreadId, string? Sender, string BaseSubject);
