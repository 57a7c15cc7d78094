namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Every span of time on the send path, with its reason.</summary>
internal static class SendTimes
{
    /// <summary>Long enough to notice the wrong recipient, short enough not to be waited for.</summary>
    public static readonly TimeSpan Undo = TimeSpan.FromSeconds(10);

    /// <summary>A longer window is a chosen time, and says so.</summary>
    public static readonly TimeSpan LongestUndo = TimeSpan.FromHours(1);

    /// <summary>A chosen time that passed longer ago than this was missed (a sleeping laptop): what was right for nine may be wrong for noon.</summary>
    public static readonly TimeSpan MissedAfter = TimeSpan.FromMinutes(15);

    /// <summary>A provider that has not answered a request to send by now has lost it; the outcome is unknown and evidence is asked for.</summary>
    public static readonly TimeSpan SubmitLimit = TimeSpan.FromMinutes(5);

    /// <summary>How long what a person approved for now may be tried without success; a day later it may no longer be what they want.</summary>
    public static readonly TimeSpan TryFor = TimeSpan.FromDays(1);

    /// <summary>A provider that asks to wait longer than this takes nothing until then, and does not count as tried.</summary>
    public static readonly TimeSpan LockOut = TimeSpan.FromHours(1);

    /// <summary>How long a Sent copy may take to appear: search indexes have been seen to lag a quarter of an hour; this is twice that.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(30);

    /// <summary>How long a provider that cannot be asked for evidence is asked again before a person is.</summary>
    public static readonly TimeSpan UnreachableGrace = TimeSpan.FromDays(1);

    /// <summary>Looking again for a parent that is still being sent.</summary>
    public static readonly TimeSpan ParentWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan[] RetryDelays =
        [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30)];

    private static readonly TimeSpan[] AskDelays =
        [TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(5)];

    /// <summary>The wait before the same approval is tried again: short for a hiccup, then half-hourly.</summary>
    /// <param name="attempts">Requests made so far, from 1.</param>
    public static TimeSpan RetryDelay(int attempts) => RetryDelays[Math.Clamp(attempts - 1, 0, RetryDelays.Length - 1)];

    /// <summary>The wait before evidence is asked for again.</summary>
    /// <param name="asks">Searches made so far, from 1.</param>
    public static TimeSpan AskDelay(int asks) => AskDelays[Math.Clamp(asks - 1, 0, AskDelays.Length - 1)];
}
