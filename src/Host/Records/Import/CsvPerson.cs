using Assistant.Host.Records.Contacts;
using Assistant.Mail.Mime;

namespace Assistant.Host.Records.Import;

/// <summary>What one row says of one person. Only what the row has: an empty field says nothing.</summary>
/// <param name="Name">Null where the row has none.</param>
/// <param name="Addresses">At least one.</param>
/// <param name="Fields">Beside the name and the addresses.</param>
internal sealed record CsvPerson(string? Name, List<Mailbox> Addresses, Dictionary<string, string> Fields)
{
    /// <summary>The person, or why the row cannot be taken and what would be right.</summary>
    public static (CsvPerson? Person, string Problem, string Remedy) Read(CsvRecord record, CsvColumns columns)
    {
        var width = record.Fields.Count;
        while (width > columns.Count && string.IsNullOrWhiteSpace(record.Fields[width - 1]))
            width--;
        if (width != columns.Count)
            return Refused($"has {width} fields where the header has {columns.Count}", "Quote a field that has the separator in it, and keep empty fields.");

        string? name = null;
        var addresses = new List<Mailbox>();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < width; i++)
        {
            var value = record.Fields[i].Trim();
            if (columns[i] is not { } field || value.Length == 0)
                continue;
            if (field == CsvColumns.Address)
            {
                if (AddAddress(addresses, value, ref name) is { } refusal)
                    return Refused(refusal, ContactRules.AddressRemedy + " A second address belongs in a column of its own.");
            }
            else if ((field == CsvColumns.Name ? ContactRules.NameRefusal(value) : ContactRules.FieldValueRefusal(value)) is { } refusal)
                return Refused($"{field} {refusal}", "Correct the field.");
            else if (field == CsvColumns.Name)
                name = value;
            else
                fields[field] = value;
        }

        if (addresses.Count == 0)
            return Refused("has no address", "Fill it in, or take the row out.");
        if (addresses.Count > ContactRules.MaxAddresses)
            return Refused($"has more than {ContactRules.MaxAddresses} addresses", "Make a row for each person.");
        name = WholeName(name, fields);
        return name is not null && ContactRules.NameRefusal(name) is { } refused
            ? Refused($"the name {refused}", "Correct the field.")
            : (new CsvPerson(name, addresses, fields), "", "");
    }

    private static (CsvPerson?, string, string) Refused(string problem, string remedy) => (null, problem, remedy);

    // "ana@one.example", or as mail programs write it: "Ana Ruiz <ana@one.example>".
    private static string? AddAddress(List<Mailbox> addresses, string value, ref string? name)
    {
        var read = Mailbox.Create(null, value);
        if (!read.IsValid && value.Contains('<', StringComparison.Ordinal) && Mailbox.ParseList(value) is [var only])
        {
            read = Mailbox.Create(only.Name, only.Address);
            name ??= read.Value?.Name;
        }

        if (!read.IsValid)
            return read.Problems[0].Reason;
        if (!addresses.Exists(a => a.Matches(read.Value)))
            addresses.Add(read.Value with { Name = null });
        return null;
    }

    private static string? WholeName(string? name, Dictionary<string, string> fields)
    {
        var first = fields.GetValueOrDefault(CsvColumns.FirstName);
        var last = fields.GetValueOrDefault(CsvColumns.LastName);
        // Beside a first name a column called "Name" is the last name, unless it has the first one in it.
        if (name is not null && first is not null && last is null && !Folded.Of(name).Contains(Folded.Of(first), StringComparison.Ordinal))
        {
            fields[CsvColumns.LastName] = name;
            return $"{first} {name}";
        }

        return name ?? (first is null && last is null ? null : $"{first} {last}".Trim());
    }
}
