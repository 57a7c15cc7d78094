using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Keeping.Tables;

/// <summary>Whose rows are meant: everybody's, or those of one subject and what was found to be theirs besides.</summary>
/// <param name="About">The subject; null for everything.</param>
/// <param name="Keys">The match keys of a contact's addresses.</param>
/// <param name="Ids">Further drafts and messages that are theirs alone: no contact is named in them, only an address.</param>
internal sealed record SubjectScope(RecordRef? About, IReadOnlyCollection<string> Keys, IReadOnlyCollection<string> Ids)
{
    public static readonly SubjectScope Everything = new(null, [], []);

    /// <summary>As keys of sealing name it.</summary>
    public string? Subject => About is { } about ? $"{about.Kind}:{about.Id}" : null;

    public (string Name, SqlValue Value)[] Arguments => About is { } about
        ? [("@kind", about.Kind), ("@id", about.Id), ("@subject", Subject), ("@keys", Listed(Keys)), ("@ids", Listed(Ids))]
        : [];

    /// <summary>The condition for a table's rows; it names those of <see cref="Arguments"/> that it needs, and the statement is given all.</summary>
    public string Rows(KeptTable table) => About is null ? "1" : Expand(table.Belongs);

    /// <summary>The same with what goes along when they are taken out.</summary>
    public string RowsToTake(KeptTable table) => About is null || table.GoesAlong is not { } also ? Rows(table) : $"({Rows(table)}) OR {Expand(also)}";

    private static string Expand(string condition)
    {
        foreach (var table in KeptTables.All)
        {
            var hole = "{" + table.Name + "}";
            if (condition.Contains(hole, StringComparison.Ordinal))
                condition = condition.Replace(hole, $"(SELECT id FROM {table.Name} WHERE {Expand(table.Belongs)})", StringComparison.Ordinal);
        }

        return condition;
    }

    private static string Listed(IReadOnlyCollection<string> items) => $"|{string.Join('|', items)}|";
}
