using Assistant.Protocol.Services;

namespace Assistant.Host;

/// <summary>
/// What can be said of a clock without asking anybody else: it should not be before what was written by it, nor before the program that reads it.
/// Approvals, follow-ups and certificates stand on it.
/// </summary>
internal static class ClockFinding
{
    // What a time service corrects, and what a file system rounds.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    /// <param name="now">What the clock says.</param>
    /// <param name="lastWritten">The time of the newest audit record; null where there is none.</param>
    /// <param name="installed">When the program was put on this machine.</param>
    public static Finding Of(DateTimeOffset now, DateTimeOffset? lastWritten, DateTimeOffset installed)
    {
        if (lastWritten is { } written && written > now + Slack)
            return Wrong($"The clock says {now:u}, but the newest record was written at {written:u}: it was set back, or was ahead then.");
        return installed > now + Slack
            ? Wrong($"The clock says {now:u}, which is before this program was installed ({installed:u}).")
            : Finding.Well("clock", $"The clock says {now:u}, after everything that was written by it.");
    }

    private static Finding Wrong(string message) => Finding.Warning("clock", message, "Set the clock, best from the network; times of sending and follow-ups, and certificates, go by it.");
}
