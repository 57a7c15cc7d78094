using Assistant.Mail.Mime;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailLocal;

/// <summary>What an envelope must be before it is given to anyone: the addresses become command arguments and header lines.</summary>
internal static class EnvelopeRules
{
    /// <summary>Far more than a correspondence has, and it fits a command line.</summary>
    private const int MostRecipients = 500;

    /// <summary>The reason it is refused, or null. It names no address.</summary>
    public static string? Refusal(Envelope envelope)
    {
        if (new Mailbox(null, envelope.From).Refusal() is { } sender)
            return $"The envelope's sender {sender}.";
        if (envelope.To.Count is 0 or > MostRecipients)
            return envelope.To.Count == 0 ? "The envelope has no recipient." : $"The envelope has more than {MostRecipients} recipients.";
        for (var place = 0; place < envelope.To.Count; place++)
        {
            if (new Mailbox(null, envelope.To[place]).Refusal() is { } recipient)
                return $"Recipient {place + 1} of the envelope {recipient}.";
        }

        return null;
    }
}
