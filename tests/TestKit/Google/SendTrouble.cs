namespace Assistant.TestKit.Google;

/// <summary>What the fake does with one request to send.</summary>
public enum SendTrouble
{
    None,

    // Taken, and not said.
    TakenThen500,
    TakenThen502,
    TakenThen503,
    TakenThen504,
    TakenThen408,
    TakenThen409,
    TakenThenReset,
    TakenThenClosed,
    TakenThenNonsense,

    /// <summary>Taken, and nothing is ever answered.</summary>
    TakenThenSilent,

    /// <summary>Answered 503 at once, and taken a while after.</summary>
    TakenLate,

    // Not taken, and not said.
    Lost408,
    Lost409,
    Lost502,
    Lost503,
    LostReset,
    LostClosed,
    LostSilent,

    // Provably not taken.
    ResetBeforeBody,
    Unauthorised,
    Rate403,
    Rate429,
    SendingLimit,

    // Not allowed, until the user does something about it.
    ScopeMissing,
    ApiDisabled,
    DomainPolicy,
    Invalid,
}
