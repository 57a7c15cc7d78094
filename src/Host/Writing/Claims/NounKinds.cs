using System.IO.Compression;
using System.Reflection;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Nouns of English and German that are somebody's role or somewhere to work.
/// From WordNet and OpenThesaurus (Vocabularies/README.md), read only once a text is checked.
/// </summary>
internal sealed class NounKinds
{
    /// <summary>A shorter tail of a German compound would be the tail of too many.</summary>
    private const int ShortestTail = 5;
    private const int LongestWord = 45;

    private static readonly Lazy<NounKinds> English = new(static () => new NounKinds("kinds-en"));
    private static readonly Lazy<NounKinds> German = new(static () => new NounKinds("kinds-de"));

    private readonly HashSet<string> _roles = [];
    private readonly HashSet<string> _places = [];

    private NounKinds(string name)
    {
        using var packed = Assembly.GetExecutingAssembly().GetManifestResourceStream($"vocabularies/{name}.gz") ?? throw new InvalidOperationException($"The word list {name} is missing from the program.");
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            (words[0] == "role" ? _roles : _places).Add(words[1].Replace("_", "", StringComparison.Ordinal));
        }
    }

    /// <summary>Folded words; of a phrase, its words in one.</summary>
    public static bool IsRole(string key, Tongue tongue) => Of(tongue) is { } kinds && Find(kinds._roles, key, tongue);

    public static bool IsPlace(string key, Tongue tongue) => Of(tongue) is { } kinds && Find(kinds._places, key, tongue);

    private static NounKinds? Of(Tongue tongue) => tongue switch { Tongue.English => English.Value, Tongue.German => German.Value, _ => null };

    /// <summary>Whether the list has it: in the singular, in its male form, or the end of a compound.</summary>
    private static bool Find(HashSet<string> words, string key, Tongue tongue)
    {
        key = Stems.Possessor(key);
        if (key.Length is < 3 or > LongestWord)
            return false;
        foreach (var form in tongue == Tongue.German ? GermanForms(key) : EnglishForms(key))
        {
            if (words.Contains(form))
                return true;
        }
        for (var start = 3; tongue == Tongue.German && start <= key.Length - ShortestTail; start++)
        {
            foreach (var form in GermanForms(key[start..]))
            {
                if (form.Length >= ShortestTail && words.Contains(form))
                    return true;
            }
        }
        return false;
    }

    private static IEnumerable<string> EnglishForms(string key)
    {
        yield return key;
        if (key.EndsWith("ies", StringComparison.Ordinal))
            yield return key[..^3] + "y";
        if (key.EndsWith("es", StringComparison.Ordinal))
            yield return key[..^2];
        if (key[^1] == 's')
            yield return key[..^1];
    }

    private static IEnumerable<string> GermanForms(string key)
    {
        yield return key;
        foreach (var ending in new[] { "in", "innen", "s", "es", "n", "en", "e" })
        {
            if (key.Length - ending.Length >= ShortestTail - 1 && key.EndsWith(ending, StringComparison.Ordinal))
                yield return key[..^ending.Length];
        }
    }
}
