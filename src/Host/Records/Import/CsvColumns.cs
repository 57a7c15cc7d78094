using Assistant.Host.Records.Contacts;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Host.Records.Import;

/// <summary>Which column of a file is which field of a contact: as the request says, else by the names that spreadsheets and mail programs give them, English and German.</summary>
internal sealed class CsvColumns
{
    public const string Name = "name";

    public const string FirstName = "firstName";

    public const string LastName = "lastName";

    public const string Address = "address";

    private static readonly Dictionary<string, string> Known = Names(
        (Name, "name fullname displayname contact contactname person kontakt vollername vorundnachname anzeigename"),
        (FirstName, "firstname givenname forename first vorname rufname"),
        (LastName, "lastname surname familyname last nachname familienname zuname"),
        (Address, "email emailaddress mail mailaddress emailadresse mailadresse email1value emailaddress1 primaryemail"),
        ("company", "company companyname organisation organization organizationname organisationname org employer firma firmenname unternehmen arbeitgeber"),
        ("role", "role jobtitle job position function funktion stelle rolle beruf berufsbezeichnung"));

    // Words for a postal address too; taken for mail only where nothing better is there.
    private static readonly HashSet<string> Weak = ["address", "adresse"];

    private readonly string?[] _fields;

    private CsvColumns(string?[] fields, IReadOnlyDictionary<string, string> mapping) => (_fields, Mapping) = (fields, mapping);

    /// <summary>Column name to field name, of the columns that are read.</summary>
    public IReadOnlyDictionary<string, string> Mapping { get; }

    public int Count => _fields.Length;

    /// <summary>Null for a column that is not read.</summary>
    public string? this[int column] => _fields[column];

    public bool Has(string field) => _fields.Contains(field);

    public static bool IsKnown(string column) => FieldOf(column) is not null || Weak.Contains(Key(column));

    /// <summary>By the names alone; a column of one's own becomes a field of that name. The second of two columns for one field is not read, save a second address.</summary>
    public static CsvColumns Guess(IReadOnlyList<string> header)
    {
        var fields = new string?[header.Count];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = FieldOf(header[i]);
        if (!fields.Contains(Address) && header.ToList().FindIndex(static column => Weak.Contains(Key(column))) is var weak and >= 0)
            fields[weak] = Address;
        for (var i = 0; i < fields.Length; i++)
            fields[i] ??= OwnField(header[i]) is var own && own == Address ? "postalAddress" : own;
        return Of(header, fields);
    }

    /// <exception cref="RpcException">It names a column that is not there, or a field that cannot be.</exception>
    public static CsvColumns Said(IReadOnlyList<string> header, IReadOnlyDictionary<string, string> mapping)
    {
        var problems = new List<RpcProblem>();
        var fields = new string?[header.Count];
        foreach (var (column, field) in mapping)
        {
            var at = header.ToList().FindIndex(name => Key(name) == Key(column));
            if (at < 0)
                problems.Add(new() { Path = $"$.mapping.{column}", Problem = "is no column of the file", Remedy = $"The columns are {string.Join(", ", header)}." });
            else if (ContactRules.FieldNameRefusal(field) is { } refusal)
                problems.Add(new() { Path = $"$.mapping.{column}", Problem = refusal, Remedy = "Name it like firstName." });
            else
                fields[at] = field;
        }

        return problems.Count == 0 ? Of(header, fields) : throw RpcException.Invalid(problems);
    }

    private static CsvColumns Of(IReadOnlyList<string> header, string?[] fields)
    {
        var mapping = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i] is { } field && ((field != Address && fields.AsSpan(0, i).Contains(field)) || !mapping.TryAdd(header[i], field)) && field != Address)
                fields[i] = null;
        }

        return new CsvColumns(fields, mapping);
    }

    private static string? FieldOf(string column)
    {
        var key = Key(column);
        if (Known.TryGetValue(key, out var field))
            return field;
        // email2, emailwork, geschaeftlicheemail; not the "E-mail 1 - Type" of an address book's export.
        var isMail = (key.StartsWith("email", StringComparison.Ordinal) || key.EndsWith("email", StringComparison.Ordinal) || key.EndsWith("mailadresse", StringComparison.Ordinal))
            && !key.EndsWith("type", StringComparison.Ordinal) && !key.EndsWith("label", StringComparison.Ordinal) && !key.EndsWith("name", StringComparison.Ordinal);
        return isMail ? Address : null;
    }

    /// <summary>"Start date" becomes startDate; null where no name can be made of it.</summary>
    private static string? OwnField(string column)
    {
        var words = column.Split([' ', '-', '_', '.', '/', '(', ')', ':', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        var name = string.Concat(words.Select(static (word, i) => i == 0 ? char.ToLowerInvariant(word[0]) + word[1..] : char.ToUpperInvariant(word[0]) + word[1..]));
        return ContactRules.FieldNameRefusal(name) is null ? name : null;
    }

    private static string Key(string column) => string.Concat(Folded.Of(column).Where(char.IsLetterOrDigit));

    private static Dictionary<string, string> Names(params (string Field, string Columns)[] known) =>
        known.SelectMany(static k => k.Columns.Split(' ').Select(column => (column, k.Field))).ToDictionary(static k => k.column, static k => k.Field, StringComparer.Ordinal);
}
