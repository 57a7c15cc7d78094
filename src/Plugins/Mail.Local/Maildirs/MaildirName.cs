using System.Globalization;
using System.Security.Cryptography;

namespace Assistant.Plugins.MailLocal.Maildirs;

/// <summary>Names of messages in a Maildir (https://cr.yp.to/proto/maildir.html).</summary>
internal static class MaildirName
{
    // Tells two containers apart that share a folder, a process number and a host name, or one number used again within the same second.
    private static readonly string Process = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    private static long s_deliveries;

    /// <summary>A name that nothing else uses: time, what this process delivered before, process and host.</summary>
    public static string Unique(DateTimeOffset now)
    {
        var micro = now.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond;
        var count = Interlocked.Increment(ref s_deliveries);
        return string.Create(CultureInfo.InvariantCulture, $"{now.ToUnixTimeSeconds()}.M{micro}P{Environment.ProcessId}Q{count}R{Process}.{Host}");
    }

    /// <summary>
    /// The part of a file's name that stays the same whatever is done to the message: before the flags (<c>:2,S</c>) and before the fields that
    /// mbsync and Dovecot add behind a comma (<c>,U=12</c>, <c>,S=1234</c>).
    /// </summary>
    public static string Key(ReadOnlySpan<char> fileName)
    {
        var end = fileName.IndexOfAny(':', ',');
        return (end < 0 ? fileName : fileName[..end]).ToString();
    }

    /// <summary>Whether a text can be a key: no path, not hidden, no separators, no control characters.</summary>
    public static bool IsKey(string text) =>
        text.Length is > 0 and <= 255 && text[0] != '.' && !text.Any(c => c is '/' or '\\' or ':' or ',' || char.IsControl(c));

    // The separators of a name may not come from the host's; the specification asks for octal escapes.
    private static string Host { get; } = Environment.MachineName
        .Replace("/", "\\057", StringComparison.Ordinal).Replace(":", "\\072", StringComparison.Ordinal).Replace(",", "\\054", StringComparison.Ordinal);
}
