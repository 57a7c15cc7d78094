using Assistant.Protocol.Services;

namespace Assistant.Host.Security;

/// <summary>A set of <see cref="Scopes"/>. Names that are none of them are left out: they can grant nothing.</summary>
internal readonly record struct ScopeSet
{
    private readonly int _bits;

    private ScopeSet(int bits) => _bits = bits;

    public static ScopeSet None => default;

    public static ScopeSet All => Of(Scopes.All);

    public static ScopeSet Of(params IReadOnlyList<string> names)
    {
        var bits = 0;
        foreach (var name in names)
            bits |= Bit(name);
        return new ScopeSet(bits);
    }

    /// <summary>From names with blanks between, as they are stored.</summary>
    public static ScopeSet Parse(string stored) => Of(stored.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public bool Contains(string scope) => Bit(scope) is var bit && bit != 0 && (_bits & bit) != 0;

    public ScopeSet And(ScopeSet other) => new(_bits & other._bits);

    public ScopeSet Or(ScopeSet other) => new(_bits | other._bits);

    /// <summary>The names, least first.</summary>
    public List<string> ToList()
    {
        var names = new List<string>();
        foreach (var name in Scopes.All)
        {
            if (Contains(name))
                names.Add(name);
        }

        return names;
    }

    public override string ToString() => string.Join(' ', ToList());

    private static int Bit(string name) => name switch
    {
        Scopes.Read => 1,
        Scopes.Draft => 2,
        Scopes.Propose => 4,
        Scopes.Decide => 8,
        Scopes.Approve => 16,
        Scopes.Admin => 32,
        _ => 0,
    };
}
