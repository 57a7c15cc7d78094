using Assistant.Host.Mailroom.Accounts;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>All that a composer may know when it writes for one contact: that contact's own facts and the sender's. Nobody else's are within reach.</summary>
internal static class DraftFacts
{
    public static List<Fact> Of(Contact contact, AccountRow account)
    {
        var facts = new Dictionary<string, Fact>(StringComparer.Ordinal);
        foreach (var (name, value) in contact.Fields)
            Add(name, value, $"contact.{name}");
        Add("name", contact.Name, "contact.name");
        if (contact.Addresses.Count > 0)
            Add("address", contact.Addresses[0].Address, "contact.address");
        // A person's given name is nearly always what stands first; where it is not, a firstName of one's own says so.
        if (contact.Kind == ContactKind.Person && contact.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, _, ..])
            Add("firstName", first, "contact.name");
        Add("senderName", account.DisplayName, "account.displayName");
        Add("senderAddress", account.Address, "account.address");
        return [.. facts.Values];

        void Add(string name, string? value, string source)
        {
            if (!string.IsNullOrWhiteSpace(value))
                facts.TryAdd(name, new Fact(name, value, source));
        }
    }
}
