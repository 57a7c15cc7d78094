namespace Assistant.Plugins.Drafting.Models;

/// <summary>How long a model is waited for.</summary>
internal sealed record ModelPatience
{
    /// <summary>Until the connection stands.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Until anything of the answer arrives, of a model elsewhere.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The same on this machine, where the model may have to be loaded from a slow disk first.</summary>
    public TimeSpan FirstLocal { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between two pieces of the answer.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>From the question to the end of the answer, with all waiting.</summary>
    public TimeSpan Whole { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often it is asked in all.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Before the second time; then twice as long each time.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where a provider asks for a longer pause than this, the user is told instead of kept waiting.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>An answer longer than this is no letter.</summary>
    public int AnswerCharacters { get; init; } = 400_000;

    /// <summary>With all its framing; one endless event would otherwise fill the memory before anybody saw its end.</summary>
    public long AnswerBytes { get; init; } = 32L * 1024 * 1024;
}
