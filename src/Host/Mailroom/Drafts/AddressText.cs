using Assistant.Mail.Mime;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>An address as a person types it: <c>Ana Ruiz &lt;ana@example.org&gt;</c>, or only the address.</summary>
internal static class AddressText
{
    /// <summary>One mailbox in the form it is sent in, the domain in ASCII; problems where the text holds none, several, or a control character.</summary>
    public static MailResult<Mailbox> Read(string text)
    {
        if (PlainText.Refusal(text, lines: false) is { } refusal)
            return new([new MailProblem("address", $"the address {refusal}")]);
        var found = Mailbox.ParseList(text);
        if (found.Count != 1)
            return new([new MailProblem("address", found.Count == 0 ? "is no address" : "is more than one address")]);
        var created = Mailbox.Create(found[0].Name, found[0].Address);
        return created.IsValid ? new(created.Value with { Address = $"{created.Value.Local}@{created.Value.AsciiDomain}" }) : created;
    }
}
