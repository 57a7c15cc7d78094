namespace Assistant.Mail.Verdicts;

/// <summary>What an incoming mail is to the mail we sent.</summary>
public enum VerdictKind
{
    /// <summary>It cites no mail of ours, or is our own.</summary>
    Unrelated,

    /// <summary>A person answered.</summary>
    Reply,

    /// <summary>A machine answered for a person who is away or will read later.</summary>
    AutoReply,

    /// <summary>Our mail was not delivered.</summary>
    Bounce,

    /// <summary>Our mail is late, and still tried.</summary>
    DelayNotice,

    /// <summary>Our mail was delivered, shown or deleted.</summary>
    Receipt,

    /// <summary>An invitation was accepted or declined.</summary>
    CalendarResponse,

    /// <summary>A list's or bulk sender's mail that answers nothing of ours.</summary>
    ListMail,

    /// <summary>Somebody called our mail spam.</summary>
    Complaint,
}
