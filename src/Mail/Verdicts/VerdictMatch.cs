using Assistant.Mail.Mime;

namespace Assistant.Mail.Verdicts;

/// <summary>Finds the mail of ours that an incoming one is about.</summary>
internal sealed class VerdictMatch(VerdictInput input, ISentMail sent)
{
    public readonly record struct Found(SentMail Mail, MatchedBy By, Evidence Evidence);

    /// <summary>By what the mail itself cites: In-Reply-To and References, Exchange's parent, the provider's conversation.</summary>
    public Found? Cited()
    {
        foreach (var id in Threading.Cites(input.Headers))
        {
            if (sent.ByMessageId(id) is { } mail)
                return new Found(mail, MatchedBy.MessageId, Citing(id));
        }

        if (input.Headers.Value("X-MS-Exchange-Parent-Message-Id") is { } parent && MessageIds.Parse(parent) is [var first, ..] && sent.ByMessageId(first) is { } source)
            return new Found(source, MatchedBy.MessageId, new Evidence(EvidenceSource.Header, "X-MS-Exchange-Parent-Message-Id", parent));
        return input.ThreadId is { } thread && sent.ByThread(thread) is { } inThread
            ? new Found(inThread, MatchedBy.Thread, new Evidence(EvidenceSource.Record, "thread", thread))
            : null;
    }

    /// <summary>By what a report returns of our mail, else by what it cites.</summary>
    public Found? Returned(HeaderBlock? original, string? messageId = null)
    {
        foreach (var id in new[] { messageId, original?.MessageId })
        {
            if (id is not null && sent.ByMessageId(id) is { } mail)
                return new Found(mail, MatchedBy.MessageId, new Evidence(EvidenceSource.Body, "returned Message-ID", id));
        }

        return original?.Value(VerdictInput.TokenField) is { } token && sent.ByToken(token) is { } ours
            ? new Found(ours, MatchedBy.Token, new Evidence(EvidenceSource.Body, "returned " + VerdictInput.TokenField, token))
            : Cited();
    }

    /// <summary>By sender and subject: probable.</summary>
    public Found? Probable()
    {
        var subject = Threading.BaseSubject(input.Headers.Subject);
        return subject.Length > 0 && input.Headers.From() is { } from && sent.ByRecipient(from.MatchKey, subject, input.Received) is { } mail
            ? new Found(mail, MatchedBy.SenderAndSubject, new Evidence(EvidenceSource.Header, "From and Subject", $"{from.Address}: {subject}"))
            : null;
    }

    /// <summary>Evidence that this is our own mail, a copy in Sent or a follow-up, or null.</summary>
    public Evidence? Own()
    {
        if (input.Headers.MessageId is { } id && sent.ByMessageId(id) is not null)
            return new Evidence(EvidenceSource.Record, "own mail", id);
        if (input.Headers.Value(VerdictInput.TokenField) is { } token && sent.ByToken(token) is not null)
            return new Evidence(EvidenceSource.Record, "own mail", token);
        if (input.Headers.From() is not { } from || !input.OwnAddresses.Any(a => new Mailbox(null, a).MatchKey == from.MatchKey))
            return null;
        // A mail to oneself may be answered by oneself.
        var answers = Cited() is { } cited && cited.Mail.Recipients.Any(r => new Mailbox(null, r).MatchKey == from.MatchKey);
        return answers ? null : new Evidence(EvidenceSource.Header, "own mail: From", from.Address);
    }

    private Evidence Citing(string id)
    {
        var answers = input.Headers.All("In-Reply-To").Any(f => f.Value.Contains(id, StringComparison.Ordinal));
        return new Evidence(EvidenceSource.Header, answers ? "In-Reply-To" : "References", id);
    }
}
