using System.Globalization;
using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Mailroom.Tracking;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Records.Proposals;
using Assistant.Host.Storage;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Notices;

/// <summary>What a notice says: what happened and the contact's name. Never an address, a subject or a line of a message, because anybody may stand before a screen.</summary>
internal sealed class NoticeWords(Database database, AccountStore accounts, IncomingStore incoming, ContactStore contacts, ProposalStore proposals)
{
    public const string Replied = "message.replied";
    public const string Bounced = "message.bounced";
    public const string Proposed = "proposal.made";

    /// <summary>The web door has another certificate; the event names no record.</summary>
    public const string Renewed = "web.renewed";

    private const int LongestName = 60;

    /// <summary>One line; null where the record is gone.</summary>
    public string? Of(HostEvent told)
    {
        if (told.Name == Renewed)
            return "The dashboard has a new certificate. Run `assistant trust`; until then your browser warns of it.";
        try
        {
            return database.Read(connection => told.Name switch
            {
                Replied => NameOf(connection, incoming.Get(connection, told.Ids[0]).ContactId) is { } name ? $"{name} answered." : "One of your letters was answered.",
                Bounced => NameOf(connection, incoming.Get(connection, told.Ids[0]).ContactId) is { } name ? $"Your letter to {name} came back." : "One of your letters came back.",
                AccountStore.Ending => accounts.Get(connection, told.Ids[0]).GrantedUntil is { } until
                    ? string.Create(CultureInfo.InvariantCulture, $"The permission for a mailbox ends on {until.ToLocalTime():d MMM HH:mm}. Connect it again before that.")
                    : null,
                _ => proposals.Get(connection, told.Ids[0]).About is { Kind: "contact" } about && NameOf(connection, about.Id) is { } name
                    ? $"A proposal about {name} waits for you."
                    : "A proposal waits for you.",
            });
        }
        catch (RpcException)
        {
            return null;
        }
    }

    private string? NameOf(ReadConnection connection, string? contact) => contact is not null && contacts.Find(connection, contact) is { } found ? Shown(found.Name) : null;

    /// <summary>A name as it can be shown; null for one that is an address, or nothing that can be read.</summary>
    internal static string? Shown(string name)
    {
        // A list of people may hold anything: control characters, and marks that turn a line around.
        var clean = string.Concat(name.EnumerateRunes().Where(static rune => Rune(rune)).Select(static rune => rune.ToString())).Trim();
        if (clean.Length == 0 || clean.Contains('@', StringComparison.Ordinal))
            return null;
        var elements = new StringInfo(clean);
        return elements.LengthInTextElements > LongestName ? elements.SubstringByTextElements(0, LongestName - 1) + "…" : clean;
    }

    private static bool Rune(System.Text.Rune rune) =>
        System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse);
}
