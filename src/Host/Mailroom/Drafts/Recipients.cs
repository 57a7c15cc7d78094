namespace Assistant.Host.Mailroom.Drafts;

/// <summary>Whom a draft goes to, as a person typed it.</summary>
internal sealed record Recipients
{
    public IReadOnlyList<string> To { get; init; } = [];

    public IReadOnlyList<string> Cc { get; init; } = [];

    public IReadOnlyList<string> Bcc { get; init; } = [];

    public IReadOnlyList<string> ReplyTo { get; init; } = [];
}
