namespace Assistant.Protocol.Services;

/// <summary>
/// What a principal may do. Each contract method names the one scope it requires; the host's policy asks for it before it reads a parameter.
/// No door grants <see cref="Decide"/>, <see cref="Approve"/> or <see cref="Admin"/> by itself: they need a client key that a person made.
/// </summary>
public static class Scopes
{
    /// <summary>See accounts, contacts, drafts, the outbox and what came back.</summary>
    public const string Read = "read";

    /// <summary>Write drafts, contacts and templates; check for replies; cancel what is not yet sent.</summary>
    public const string Draft = "draft";

    /// <summary>Put a change before a person.</summary>
    public const string Propose = "propose";

    /// <summary>Accept or dismiss proposals, correct verdicts, settle an unknown outcome.</summary>
    public const string Decide = "decide";

    /// <summary>Say yes to one exact message.</summary>
    public const string Approve = "approve";

    /// <summary>Connect accounts, pair clients, enable plugins, export, erase, restore.</summary>
    public const string Admin = "admin";

    /// <summary>Every scope, least first.</summary>
    public static IReadOnlyList<string> All { get; } = [Read, Draft, Propose, Decide, Approve, Admin];
}
