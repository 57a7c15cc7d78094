namespace Assistant.Architecture.Tests;

/// <param name="Folder">Where the assembly's source is.</param>
/// <param name="Root">Its root namespace.</param>
/// <param name="Below">For each floor, the floors, namespaces or types it may use; the empty name is the root namespace itself.</param>
internal sealed record Floors(string Folder, string Root, Dictionary<string, string[]> Below)
{
    public bool Allows(Use use)
    {
        var from = Floor(use.From);
        var to = use.To.Contains('.', StringComparison.Ordinal) ? Floor(use.To) : "";
        return from == to
            || !Below.ContainsKey(from)
            || Below[from].Any(allowed => use.To == allowed || use.To.StartsWith(allowed + '.', StringComparison.Ordinal));
    }

    private static string Floor(string space) => space.Split('.')[0];
}

/// <param name="File">The file that uses it.</param>
/// <param name="From">The using namespace, without the root.</param>
/// <param name="To">The used type with its namespace, without the root.</param>
internal sealed record Use(string File, string From, string To)
{
    public override string ToString() => $"{File}: {From} uses {To}";
}
