namespace Assistant.Host.Keeping.Tables;

/// <summary>
/// What taking records out, bringing them in and erasing them must know of one table beyond what the database says of it. Columns that are not named
/// here are plain; times are named, because the database keeps them as numbers.
/// </summary>
/// <param name="Name">The table.</param>
/// <param name="Words">What a person calls its rows.</param>
/// <param name="Belongs">
/// Which of its rows belong to a subject: SQL over <c>@kind</c>, <c>@id</c>, <c>@subject</c> (both with a colon between), <c>@keys</c> (the addresses of
/// a contact) and <c>@ids</c> (rows found otherwise), and <c>{table}</c> for the rows of a table before it.
/// </param>
internal sealed record KeptTable(string Name, string Words, string Belongs)
{
    /// <summary>What tells its rows apart, in the order they are taken out.</summary>
    public IReadOnlyList<string> Key { get; init; } = ["id"];

    /// <summary>Under which subject's key the sealed columns and the file are; null where there are none.</summary>
    public SealedBy? SealedBy { get; init; }

    public IReadOnlyList<SealedColumn> Sealed { get; init; } = [];

    /// <summary>The column that names a blob.</summary>
    public FileColumn? File { get; init; }

    /// <summary>Text columns whose text is JSON.</summary>
    public IReadOnlyList<string> Json { get; init; } = [];

    /// <summary>Besides created, changed and deleted.</summary>
    public IReadOnlyList<string> Times { get; init; } = [];

    /// <summary>What says something of this installation only, and what the same column is set to where the row comes in.</summary>
    public IReadOnlyList<LocalColumn> Local { get; init; } = [];

    /// <summary>Which more rows go along where one subject's are taken out, because its rows name them.</summary>
    public string? GoesAlong { get; init; }

    /// <summary>False where its rows are of use only here; they are erased with everything.</summary>
    public bool IsTakenOut { get; init; } = true;

    /// <summary>False where erasing one subject changes its rows instead of deleting them.</summary>
    public bool IsDeleted { get; init; } = true;
}

/// <param name="Column">In this table: the subject itself; or, with a parent, the id of the parent's row.</param>
/// <param name="Parent">The table whose column <c>sealed_for</c> says it; null for this one.</param>
internal sealed record SealedBy(string Column, string? Parent = null)
{
    public string Sql(string table) => Parent is null ? $"{table}.\"{Column}\"" : $"(SELECT p.sealed_for FROM {Parent} p WHERE p.id = {table}.\"{Column}\")";
}

/// <param name="Name">The column.</param>
/// <param name="Place">What is bound into the seal: <c>draft.body:{id}</c>, with columns of the row in braces.</param>
/// <param name="Form">What was sealed.</param>
internal sealed record SealedColumn(string Name, string Place, SealedForm Form);

internal enum SealedForm
{
    Text,
    Json,
    Bytes,
}

/// <param name="Name">The column with the blob's address.</param>
/// <param name="Holder">Who holds the blob, with columns of the row in braces.</param>
/// <param name="FileName">What a person calls the file, the same way.</param>
/// <param name="Folder">Where it goes when it is taken out.</param>
internal sealed record FileColumn(string Name, string Holder, string FileName, string Folder);

/// <param name="Name">The column.</param>
/// <param name="Imported">What it is set to, as SQL.</param>
internal sealed record LocalColumn(string Name, string Imported);
