namespace Assistant.Mail.Reports;

/// <summary>Why a message was not delivered. A closed list; what fits nowhere is <see cref="Unknown"/>.</summary>
public enum BounceReason
{
    Unknown,

    /// <summary>No such mailbox. Hard.</summary>
    UserUnknown,

    /// <summary>The domain does not exist or has no mail server. Hard.</summary>
    DomainNotFound,

    /// <summary>The person has another address now. Hard.</summary>
    Moved,

    /// <summary>The host says it takes no mail at all (null MX, 521). Hard.</summary>
    NotAccept,

    MailboxFull,

    /// <summary>The mailbox exists but is disabled.</summary>
    Suspended,

    /// <summary>A rule of the recipient, after the address was accepted.</summary>
    Filtered,

    /// <summary>Our address or domain is refused.</summary>
    SenderRejected,

    /// <summary>Our server's address is refused or listed.</summary>
    Blocked,

    /// <summary>Our server has no reverse name.</summary>
    NoReverseName,

    BadReputation,

    /// <summary>A rule of their organisation.</summary>
    Policy,

    Spam,

    Virus,

    /// <summary>Content that is not taken: attachments, malformed parts.</summary>
    Content,

    TooLarge,

    /// <summary>SPF, DKIM, DMARC.</summary>
    AuthFailure,

    /// <summary>Login, TLS or access rights on the way.</summary>
    Security,

    NoRelaying,

    RateLimited,

    /// <summary>Retried without success, until the time was up or, in a delay notice, so far.</summary>
    Expired,

    NetworkError,

    SystemError,

    /// <summary>Their server's disk is full.</summary>
    SystemFull,

    /// <summary>A program behind the mailbox failed.</summary>
    MailerError,

    /// <summary>The message breaks a mail standard in the server's eyes.</summary>
    NotCompliant,

    /// <summary>The dialogue between the servers went wrong.</summary>
    Protocol,
}
