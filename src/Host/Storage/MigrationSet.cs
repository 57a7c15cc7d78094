using System.Reflection;

namespace Assistant.Host.Storage;

/// <summary>The migrations one database file is brought up to date with, in order of number.</summary>
internal sealed class MigrationSet
{
    private const string ResourcePrefix = "migrations/";

    private readonly Func<IEnumerable<Migration>> _load;
    private Migration[]? _ordered;

    private MigrationSet(Func<IEnumerable<Migration>> load) => _load = load;

    public static MigrationSet Empty { get; } = new(static () => []);

    /// <summary>The host's own, which it carries as resources.</summary>
    public static MigrationSet Host { get; } = new(static () => FromResources(typeof(MigrationSet).Assembly));

    public IReadOnlyList<Migration> Ordered => _ordered ??= Order(_load());

    public bool Has(int number) => Array.Exists(_ordered ??= Order(_load()), migration => migration.Number == number);

    public static MigrationSet Of(IEnumerable<Migration> migrations) => new(() => migrations);

    private static List<Migration> FromResources(Assembly assembly)
    {
        var found = new List<Migration>();
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (!name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
                continue;
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            found.Add(Migration.Parse(name[ResourcePrefix.Length..], reader.ReadToEnd())
                ?? throw new InvalidOperationException($"{name} is not named NNN_name.sql."));
        }

        return found;
    }

    private static Migration[] Order(IEnumerable<Migration> migrations)
    {
        Migration[] ordered = [.. migrations];
        Array.Sort(ordered, static (a, b) => a.Number.CompareTo(b.Number));
        for (var i = 1; i < ordered.Length; i++)
        {
            if (ordered[i].Number == ordered[i - 1].Number)
                throw new InvalidOperationException($"Two migrations have the number {ordered[i].Number}: {ordered[i - 1].Name} and {ordered[i].Name}.");
        }

        return ordered;
    }
}
