namespace Assistant.Plugins.MailGmail.Calls;

/// <summary>What an answer that is no success means, whatever its number.</summary>
internal enum GmailFault
{
    /// <summary>The access token does not serve: a fresh one is needed.</summary>
    Token,

    /// <summary>The user has to grant more, or again.</summary>
    Consent,

    /// <summary>Too much for now; the same request may be made later.</summary>
    Rate,

    /// <summary>There is no such thing (any more).</summary>
    NotFound,

    /// <summary>This request will never do.</summary>
    Refused,

    /// <summary>The server had a fault, and says nothing of what it did before.</summary>
    Server,

    /// <summary>No answer came.</summary>
    Connection,
}

/// <summary>A call on Google that ended otherwise than hoped.</summary>
/// <param name="fault">What it means.</param>
/// <param name="message">For a person, without addresses.</param>
/// <param name="retryAfter">Asking again before this is useless, where that was said.</param>
/// <param name="inner">What the transport said.</param>
#pragma warning disable CA1032 // Without what it means it would say nothing.
internal sealed class GmailException(GmailFault fault, string message, DateTimeOffset? retryAfter = null, Exception? inner = null) : Exception(message, inner)
#pragma warning restore CA1032
{
    public GmailFault Fault { get; } = fault;

    public DateTimeOffset? RetryAfter { get; } = retryAfter;

    /// <summary>The limit is the one on sending mail in a day.</summary>
    public bool IsSendingLimit { get; init; }

    /// <summary>What the user has to do before the same request can succeed; null where nothing that they do would help.</summary>
    public string? Remedy { get; init; }
}
