namespace Assistant.Mail.Mime;

/// <summary>What an envelope must be before it is given to anyone: its addresses become command arguments and header lines.</summary>
public static class EnvelopeRules
{
    /// <summary>Far more than a correspondence has; it fits a command line, and large providers take as many.</summary>
    private const int MostRecipients = 500;

    /// <summary>The reason it is refused, or null. It names no address.</summary>
    /// <param name="from">The sender's bare address.</param>
    /// <param name="to">Every recipient's.</param>
    public static string? Refusal(string from, IReadOnlyList<string> to)
    {
        if (new Mailbox(null, from).Refusal() is { } sender)
            return $"The envelope's sender {sender}.";
        if (to.Count is 0 or > MostRecipients)
            return to.Count == 0 ? "The envelope has no recipient." : $"The envelope has more than {MostRecipients} recipients.";
        for (var place = 0; place < to.Count; place++)
        {
            if (new Mailbox(null, to[place]).Refusal() is { } recipient)
                return $"Recipient {place + 1} of the envelope {recipient}.";
        }

        return null;
    }
}
