namespace Assistant.Mail.Verdicts;

/// <summary>What ties an incoming mail to one of ours.</summary>
public enum MatchedBy
{
    Nothing,

    /// <summary>It cites our Message-ID, or returns it.</summary>
    MessageId,

    /// <summary>It returns our own token.</summary>
    Token,

    /// <summary>The provider put it into the conversation of our mail.</summary>
    Thread,

    /// <summary>Its sender and subject are those of a mail we sent: probable, to be asked.</summary>
    SenderAndSubject,
}
