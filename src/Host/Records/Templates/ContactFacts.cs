using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Records.Templates;

/// <summary>What a composer may know: of one contact, and of the sender.</summary>
internal static class ContactFacts
{
    private const string FirstName = "firstName";

    private const string LastName = "lastName";

    // Forms of address that stand before a name; a greeting wants what comes behind them.
    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "dr", "dr.", "prof", "prof.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "mx", "mx.", "herr", "frau", "dipl.-ing.", "ing.", "mag.", "sir", "señor", "señora", "monsieur", "madame",
    };

    public static List<Fact> Of(Contact contact)
    {
        var facts = new List<Fact> { new("name", contact.Name, "contact.name") };
        foreach (var (name, value) in contact.Fields)
            facts.Add(new Fact(name, value, $"contact.{name}"));
        if (contact.Addresses is [var preferred, ..])
            facts.Add(new Fact("address", preferred.Address, "contact.address"));
        if (contact.Kind != ContactKind.Person || Split(contact.Name) is not var (first, last))
            return facts;
        if (!contact.Fields.ContainsKey(FirstName))
            facts.Add(new Fact(FirstName, first, "contact.name"));
        if (!contact.Fields.ContainsKey(LastName))
            facts.Add(new Fact(LastName, last, "contact.name"));
        return facts;
    }

    /// <param name="displayName">The account's; null where it has none.</param>
    /// <param name="address">The account's.</param>
    public static List<Fact> OfSender(string? displayName, string address) =>
    [
        .. displayName is null ? (Fact[])[] : [new Fact("senderName", displayName, "account.displayName")],
        new Fact("senderAddress", address, "account.address"),
    ];

    /// <summary>
    /// First and last name, where the name leaves no doubt: two words or more in letters that are written given name first, or "Ruiz, Ana".
    /// A wrong greeting is worse than the fallback.
    /// </summary>
    private static (string First, string Last)? Split(string name)
    {
        if (name.Contains('@', StringComparison.Ordinal) || name.Any(static c => c >= '\u2E80'))
            return null;
        if (name.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [var last, var first] && !first.Contains(' ', StringComparison.Ordinal))
            return Titles.Contains(first) || IsInitial(first) ? null : (first, last);
        string[] words = [.. name.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(Titles.Contains)];
        return words.Length < 2 || name.Contains(',', StringComparison.Ordinal) || IsInitial(words[0]) ? null : (words[0], string.Join(' ', words[1..]));
    }

    private static bool IsInitial(string word) => word.EndsWith('.') || word.Length == 1;
}
