namespace Assistant.Host.Mailroom.Outbox;

/// <summary>What can happen to a message in the outbox.</summary>
internal enum OutboxEvent
{
    /// <summary>This host took it: its bytes are built, checked against the approval and stored.</summary>
    Claim,

    /// <summary>The provider's ids are stored.</summary>
    Stage,

    /// <summary>The one request to send is about to leave.</summary>
    Submit,

    /// <summary>The provider took it.</summary>
    Accept,

    /// <summary>The provider refused it, provably, for good.</summary>
    Refuse,

    /// <summary>The provider refused it, provably, and the same approval may be tried again.</summary>
    RefuseForNow,

    /// <summary>Nobody knows whether it was taken.</summary>
    LoseSight,

    /// <summary>Nothing has left and nothing can now: it waits for a better time.</summary>
    PutBack,

    /// <summary>This host will not send it: it is not what was approved, or trying is over.</summary>
    Reject,

    /// <summary>Evidence that it was submitted.</summary>
    FindSent,

    /// <summary>Proof that it was not submitted and cannot be any more; the same approval may be tried again.</summary>
    FindUnsent,

    /// <summary>The same proof, and no time or reason is left to try again, or a person was asked meanwhile.</summary>
    FindUnsentForGood,

    /// <summary>The grace period is over without evidence, or nobody can be asked for any.</summary>
    GiveUpSearching,

    /// <summary>A person says that it was sent.</summary>
    SettleSent,

    /// <summary>A person says that it was not.</summary>
    SettleUnsent,

    /// <summary>A person took it back, or changed its draft.</summary>
    Cancel,

    /// <summary>A copied or restored folder, or a missed time: not without a person.</summary>
    Quarantine,

    /// <summary>A person lets it go on.</summary>
    Release,

    /// <summary>The host has started again.</summary>
    Restart,
}
