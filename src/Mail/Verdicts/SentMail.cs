namespace Assistant.Mail.Verdicts;

/// <summary>A mail we sent, as much as matching needs.</summary>
/// <param name="Id">The caller's own id of it; opaque here.</param>
/// <param name="MessageId">The delivered Message-ID, without brackets.</param>
/// <param name="Recipients">Addresses of To, Cc and Bcc.</param>
public sealed record SentMail(string Id, string MessageId, IReadOnlyList<string> Recipients);

/// <summary>Looks up our own sent mail. A caller whose store is asynchronous asks it first for <see cref="VerdictInput.Keys"/>.</summary>
public interface ISentMail
{
    /// <param name="messageId">Without brackets, compared exactly; every id the mail had counts (drafted, sent, delivered).</param>
    SentMail? ByMessageId(string messageId);

    /// <param name="token">The value of our X-Assistant-Id field.</param>
    SentMail? ByToken(string token);

    /// <param name="threadId">The provider's own conversation id.</param>
    SentMail? ByThread(string threadId);

    /// <summary>The newest mail to an address with a base subject within the caller's window before a time.</summary>
    /// <param name="addressKey"><see cref="Mime.Mailbox.MatchKey"/>.</param>
    /// <param name="baseSubject"><see cref="Threading.BaseSubject"/>.</param>
    /// <param name="received">When the answer came.</param>
    SentMail? ByRecipient(string addressKey, string baseSubject, DateTimeOffset received);
}
