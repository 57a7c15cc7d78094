using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>
/// A message to be sent. <see cref="Build"/> gives the same bytes for the same values. It refuses, by a returned problem that names the header,
/// every control character and line break in any value, every address that is none, and header names that would overwrite its own.
/// </summary>
public sealed record MessageBuilder
{
    public required Mailbox From { get; init; }

    public IReadOnlyList<Mailbox> To { get; init; } = [];

    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>Always in the envelope; in the bytes only as <see cref="BccField"/> says.</summary>
    public IReadOnlyList<Mailbox> Bcc { get; init; } = [];

    public IReadOnlyList<Mailbox> ReplyTo { get; init; } = [];

    public required string Subject { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>Without angle brackets, as every id here.</summary>
    public required string MessageId { get; init; }

    /// <summary>The id of the mail this answers; null for a first mail.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The ids of the conversation, oldest first.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Further fields in order: List-Unsubscribe and the like, X- fields. Values are free text; List-* values are written as given.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ExtraHeaders { get; init; } = [];

    /// <summary>The plain body; any line ends. A text without a line break at its end gets one.</summary>
    public string Text { get; init; } = "";

    /// <summary>The same in HTML, or null.</summary>
    public string? Html { get; init; }

    public IReadOnlyList<OutgoingAttachment> Attachments { get; init; } = [];

    public TextLayout Layout { get; init; }

    public BccField BccField { get; init; }

    /// <summary>What boundaries are made of; the Message-ID where it is null.</summary>
    public string? BoundarySeed { get; init; }

    public MailResult<BuiltMessage> Build()
    {
        var problems = MessageRules.Check(this);
        if (problems.Count > 0)
            return new(problems);
        var body = MessageBody.Compose(this, new BoundarySource(BoundarySeed ?? MessageId));
        using var bytes = new MemoryStream();
        bytes.Write(Encoding.UTF8.GetBytes(Header()));
        bytes.Write(Encoding.UTF8.GetBytes(body.Header));
        bytes.Write("\r\n"u8);
        body.WriteBody(bytes);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        List<Mailbox> recipients = [.. To.Concat(Cc).Concat(Bcc).Where(m => seen.Add(m.MatchKey))];
        var needsUtf8 = From.NeedsUtf8 || recipients.Exists(m => m.NeedsUtf8) || ReplyTo.Any(m => m.NeedsUtf8);
        return new(new BuiltMessage(bytes.ToArray(), From, recipients, needsUtf8, body.HasEightBit));
    }

    private string Header()
    {
        var header = new HeaderWriter();
        header.Mailboxes("From", [From]);
        Add("To", To);
        Add("Cc", Cc);
        if (BccField == BccField.Write)
            Add("Bcc", Bcc);
        Add("Reply-To", ReplyTo);
        header.Unstructured("Subject", Subject).Tokens("Date", [MailDate.Format(Date)]).Tokens("Message-ID", [$"<{MessageId}>"]);
        if (InReplyTo is not null)
            header.Tokens("In-Reply-To", [$"<{InReplyTo}>"]);
        if (References.Count > 0)
            header.Tokens("References", References.Select(id => $"<{id}>"));
        foreach (var (name, value) in ExtraHeaders)
            header.Unstructured(name, value);
        return header.Tokens("MIME-Version", ["1.0"]).ToString();

        void Add(string name, IReadOnlyList<Mailbox> mailboxes)
        {
            if (mailboxes.Count > 0)
                header.Mailboxes(name, mailboxes);
        }
    }
}
