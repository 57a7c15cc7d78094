using System.Text;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Records.Contacts;

/// <summary>What a contact must be before it is stored. Each problem names its place below <c>$</c> and what would be right.</summary>
internal static class ContactRules
{
    // A name longer than this is a pasted paragraph; headers fold at 998 octets.
    public const int MaxName = 200;

    // More addresses than this belong to several people.
    public const int MaxAddresses = 20;

    // Columns of a wide spreadsheet, with room.
    public const int MaxFields = 64;

    public const int MaxFieldName = 64;

    // A note, not a document.
    public const int MaxFieldValue = 4_000;

    public const string AddressRemedy = "Give it as name@domain.";

    public static string? NameRefusal(string name) =>
        string.IsNullOrWhiteSpace(name) ? "is empty"
        : name.Length > MaxName ? $"is longer than {MaxName} characters"
        : HasControl(name, lines: false) ? "has a line break or a control character"
        : null;

    public static string? FieldNameRefusal(string name) =>
        name.Length is 0 or > MaxFieldName || !char.IsLetter(name[0]) || !name.All(c => char.IsLetterOrDigit(c) || c == '_')
            ? $"is no field name: a letter, then letters, digits or _, at most {MaxFieldName}"
            : null;

    public static string? FieldValueRefusal(string value) =>
        value.Length > MaxFieldValue ? $"is longer than {MaxFieldValue} characters"
        : HasControl(value, lines: true) ? "has a control character"
        : null;

    public static void CheckName(string name, List<RpcProblem> problems)
    {
        if (NameRefusal(name) is { } reason)
            problems.Add(Problem("$.name", reason, $"Give 1 to {MaxName} characters on one line."));
    }

    public static void CheckSource(string source, List<RpcProblem> problems)
    {
        if (NameRefusal(source) is { } reason)
            problems.Add(Problem("$.source", reason, "Say in a word or a file name where the contact came from."));
    }

    public static void CheckFields(IReadOnlyDictionary<string, string> fields, List<RpcProblem> problems)
    {
        if (fields.Count > MaxFields)
            problems.Add(Problem("$.fields", $"are more than {MaxFields}", "Leave out what no template uses."));
        foreach (var (name, value) in fields)
        {
            if (FieldNameRefusal(name) is { } nameReason)
                problems.Add(Problem("$.fields", $"has a name that {nameReason}", "Name it like firstName."));
            else if (FieldValueRefusal(value) is { } valueReason)
                problems.Add(Problem($"$.fields.{name}", valueReason, "Shorten it to plain text."));
        }
    }

    /// <summary>The addresses as mailboxes, each mailbox once; problems where one cannot be written to.</summary>
    public static List<Mailbox> CheckAddresses(IReadOnlyList<string> addresses, List<RpcProblem> problems)
    {
        var mailboxes = new List<Mailbox>(addresses.Count);
        if (addresses.Count > MaxAddresses)
            problems.Add(Problem("$.addresses", $"are more than {MaxAddresses}", "Make a contact for each person."));
        for (var i = 0; i < Math.Min(addresses.Count, MaxAddresses); i++)
        {
            var read = Mailbox.Create(null, addresses[i].Trim());
            if (!read.IsValid)
                problems.Add(Problem($"$.addresses[{i}]", read.Problems[0].Reason, AddressRemedy));
            else if (!mailboxes.Exists(m => m.Matches(read.Value)))
                mailboxes.Add(read.Value);
        }

        return mailboxes;
    }

    private static bool HasControl(string text, bool lines)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
                continue;
            if ((Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029) && !(lines && rune.Value is '\n' or '\r' or '\t'))
                return true;
        }

        return false;
    }

    private static RpcProblem Problem(string path, string problem, string remedy) => new() { Path = path, Problem = problem, Remedy = remedy };
}
