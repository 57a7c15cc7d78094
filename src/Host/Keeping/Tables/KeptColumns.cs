using Assistant.Host.Storage;

namespace Assistant.Host.Keeping.Tables;

/// <summary>What a column's values are outside of the database.</summary>
internal enum ColumnForm
{
    Text,
    Number,
    Real,
    Time,
    Json,
    Sealed,
    File,
}

/// <param name="Name">The column.</param>
/// <param name="Form">What its values are.</param>
/// <param name="Required">It has no null.</param>
/// <param name="Sealed">How it is sealed, where it is.</param>
internal sealed record KeptColumn(string Name, ColumnForm Form, bool Required, SealedColumn? Sealed)
{
    /// <summary>Always there in a record that is taken out.</summary>
    public bool IsAlways => Required && Form != ColumnForm.Sealed;
}

/// <summary>The columns of a table that are taken out, as the database has them.</summary>
internal static class KeptColumns
{
    private static readonly string[] StampTimes = ["created", "changed", "deleted"];

    public static List<KeptColumn> Of(ReadConnection connection, KeptTable table) =>
    [
        .. connection.Query($"SELECT name, type, \"notnull\" OR pk > 0 FROM pragma_table_info('{table.Name}')", static row => (Name: row.Text(0), Type: row.Text(1), Required: row.Bool(2)))
            .Where(column => !KeptTables.Stamp.Contains(column.Name) && table.Local.All(local => local.Name != column.Name))
            .Select(column => Of(table, column.Name, column.Type, column.Required)),
    ];

    /// <summary>Which of the desk's own columns a table has.</summary>
    public static List<string> StampOf(ReadConnection connection, KeptTable table) =>
        [.. connection.Query($"SELECT name FROM pragma_table_info('{table.Name}')", static row => row.Text(0)).Where(KeptTables.Stamp.Contains)];

    private static KeptColumn Of(KeptTable table, string name, string type, bool required)
    {
        var seal = table.Sealed.FirstOrDefault(column => column.Name == name);
        var form = seal is not null ? ColumnForm.Sealed
            : table.File?.Name == name ? ColumnForm.File
            : table.Json.Contains(name) ? ColumnForm.Json
            : type == "INTEGER" ? StampTimes.Contains(name) || table.Times.Contains(name) ? ColumnForm.Time : ColumnForm.Number
            : type == "REAL" ? ColumnForm.Real
            : ColumnForm.Text;
        return new KeptColumn(name, form, required, seal);
    }
}
