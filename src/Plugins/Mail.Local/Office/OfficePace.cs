namespace Assistant.Plugins.MailLocal.Office;

/// <summary>How patient the post office is. Real servers warn after four hours and give up after five days; here nobody wants to wait for it.</summary>
internal sealed record OfficePace
{
    public static readonly OfficePace Default = new();

    /// <summary>Between two attempts.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After which the sender is told that it waits.</summary>
    public TimeSpan Warn { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>A host that is just ending lets go of the folder within this.</summary>
    public TimeSpan Lock { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After which the sender is told that it failed.</summary>
    public TimeSpan GiveUp { get; init; } = TimeSpan.FromSeconds(20);
}
