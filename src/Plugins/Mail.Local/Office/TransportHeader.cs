using System.Text;
using Assistant.Mail.Mime;

namespace Assistant.Plugins.MailLocal.Office;

/// <summary>What a delivering server writes above a message (RFC 5321 section 4.4), and the line ends of a Maildir.</summary>
internal static class TransportHeader
{
    /// <param name="from">The envelope's sender; empty for a report or an automatic answer.</param>
    /// <param name="recipient">Whose mailbox it goes to.</param>
    /// <param name="submission">The post office's own number.</param>
    /// <param name="time">When it was taken in.</param>
    public static ReadOnlyMemory<byte> Of(string from, string recipient, string submission, DateTimeOffset time) => Encoding.UTF8.GetBytes(
        $"Return-Path: <{from}>\nDelivered-To: {recipient}\nReceived: by {PostOffice.HostName} (local post office) id {submission}\n\tfor <{recipient}>; {MailDate.Format(time)}\n");

    /// <summary>Maildir and sendmail take the system's line ends; CRLF is the wire's.</summary>
    public static ReadOnlyMemory<byte> WithLf(ReadOnlySpan<byte> message)
    {
        var result = new byte[message.Length];
        var length = 0;
        for (var at = 0; at < message.Length; at++)
        {
            if (message[at] != '\r' || at + 1 == message.Length || message[at + 1] != '\n')
                result[length++] = message[at];
        }

        return result.AsMemory(0, length);
    }
}
