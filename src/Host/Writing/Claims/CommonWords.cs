using System.IO.Compression;
using System.Reflection;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// The everyday words of English and German, from large dictionaries without names. They tell the nouns of German and the first words of sentences from
/// names, where a capital says nothing. Kept as sorted hashes, 0.6 MB in all, and read only once a text is checked; one word in 40,000 that is in no
/// dictionary shares a hash with one that is.
/// </summary>
internal sealed class CommonWords
{
    /// <summary>Shorter parts of a compound would make a German noun of nearly everything.</summary>
    private const int ShortestPart = 4;

    /// <summary>Words that are longer are no dictionary's, and cost the square of their length.</summary>
    private const int LongestWord = 45;

    private static readonly string[] NounEndings = ["s", "es", "n", "en", "e", "er", "ern", "nen", "innen"];
    private static readonly string[] WordEndings = ["e", "en", "t", "st", "te", "ten", "er", "es", "em"];
    private static readonly string[] EnglishHeads = ["re", "un", "non", "over", "under", "mis", "pre", "co"];
    private static readonly string[] EnglishEndings = ["s", "ed", "ing", "ly", "d"];

    /// <summary>Ends of towns' and families' names: put together from nouns, and yet none where the dictionary does not have the whole.</summary>
    private static readonly string[] PlaceEndings = ["buttel", "stadt", "stedt", "heim", "heimer", "berg", "berger", "burg", "burger", "dorf", "dorfer", "furt", "bach", "bruck", "hausen", "kirchen", "baden", "haven", "stein", "mann", "wald", "thal", "brunn", "brunner", "holzer", "werke", "kasse"];

    /// <summary>Short words that compounds begin with.</summary>
    private static readonly HashSet<string> ShortHeads = ["tur", "uhr", "alt", "rat", "see", "zug", "tor", "hof", "bau", "weg", "tag", "bus", "bad", "not", "tee", "eis", "rad", "ort", "amt", "job", "hin", "her", "ton", "ost", "vor", "mit", "auf", "aus", "um", "ab", "an"];

    /// <summary>Words of other kinds that compounds begin with.</summary>
    private static readonly HashSet<string> Heads =
    [
        "allein", "zusammen", "wieder", "weiter", "gegen", "uber", "unter", "nach", "neben", "zwischen", "sonder", "meta", "mini", "multi", "inter", "online", "offline", "anti", "auto", "elektro", "foto", "video", "tele", "mikro", "makro", "mono",
        "semi", "super", "ultra", "vize", "selbst", "voraus", "zuruck", "innen", "aussen", "lieblings", "arbeits", "vorab", "dauer", "nicht", "mehr", "einzel", "doppel", "drei", "vier", "fach", "heim", "quer", "hinter", "ober", "haupt",
    ];

    /// <summary>Short nouns that compounds end with.</summary>
    private static readonly string[] ShortTails = ["rad", "tag", "tage", "weg", "wege", "zug", "amt", "art", "rat", "tor", "uhr"];

    private static readonly (string Ending, string Singular)[] LatinPlurals = [("ina", "en"), ("a", "um"), ("a", "on"), ("ta", ""), ("en", "um"), ("en", "us"), ("i", "us"), ("i", "o")];
    private static readonly string[] Joints = ["s", "n", "e", "en", "es", "er", "nen"];

    private static readonly Lazy<CommonWords> English = new(static () => new CommonWords("common-en"));
    private static readonly Lazy<CommonWords> German = new(static () => new CommonWords("common-de"));

    private readonly uint[] _nouns;
    private readonly uint[] _words;

    private CommonWords(string name)
    {
        using var packed = Assembly.GetExecutingAssembly().GetManifestResourceStream($"vocabularies/{name}.gz") ?? throw new InvalidOperationException($"The word list {name} is missing from the program.");
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        var (section, sections) = (new List<uint>(), new List<List<uint>>());
        sections.Add(section);
        var word = "";
        while (reader.ReadLine() is { } line)
        {
            if (line == "%")
            {
                sections.Add(section = []);
                continue;
            }
            // A letter tells how much of the word before goes on: A for nothing of it.
            word = string.Concat(word.AsSpan(0, line[0] - 'A'), line.AsSpan(1));
            section.Add(Hash(word));
        }
        foreach (var one in sections)
            one.Sort();
        (_nouns, _words) = ([.. sections[0]], sections.Count > 1 ? [.. sections[1]] : []);
    }

    /// <param name="key">Folded.</param>
    public static bool HasEnglish(string key) => key.Length <= LongestWord && (Has(English.Value._nouns, key, EnglishEndings) || Array.Exists(EnglishHeads, head => key.Length - head.Length >= ShortestPart && key.StartsWith(head, StringComparison.Ordinal) && Has(English.Value._nouns, key.AsSpan(head.Length), EnglishEndings)));

    /// <summary>A noun, or nouns put together.</summary>
    public static bool HasGermanNoun(string key) => key.Length is > 2 and <= LongestWord && (Has(German.Value._nouns, key, NounEndings) || German.Value.IsCompound(key) || German.Value.IsLatinPlural(key));

    /// <summary>A form of a verb or an adjective.</summary>
    public static bool HasGermanWord(string key) => key.Length is > 2 and <= LongestWord && Has(German.Value._words, key, WordEndings);

    private static bool Has(uint[] list, ReadOnlySpan<char> key, string[] endings)
    {
        if (Contains(list, key))
            return true;
        foreach (var ending in endings)
        {
            if (key.Length - ending.Length >= ShortestPart && key.EndsWith(ending, StringComparison.Ordinal) && Contains(list, key[..^ending.Length]))
                return true;
        }
        return false;
    }

    /// <summary>Examina of Examen, Praktika of Praktikum, Themata of Thema, Museen of Museum; in compounds too.</summary>
    private bool IsLatinPlural(string key)
    {
        foreach (var (ending, singular) in LatinPlurals)
        {
            if (key.Length - ending.Length >= ShortestPart && key.EndsWith(ending, StringComparison.Ordinal) && string.Concat(key.AsSpan(0, key.Length - ending.Length), singular) is var one && (Contains(_nouns, one) || IsCompound(one)))
                return true;
        }
        return false;
    }

    /// <summary>Hobel-bank, Bewerbung-s-unterlagen: whatever stands before it, the last part is a noun.</summary>
    private bool IsCompound(ReadOnlySpan<char> key)
    {
        foreach (var ending in PlaceEndings)
        {
            if (key.EndsWith(ending, StringComparison.Ordinal))
                return false;
        }
        foreach (var tail in ShortTails)
        {
            if (key.Length - tail.Length >= ShortestPart && key.EndsWith(tail, StringComparison.Ordinal) && (Contains(_nouns, key[..^tail.Length]) || Contains(_nouns, WithoutJoint(key[..^tail.Length]))))
                return true;
        }
        Span<bool> reached = stackalloc bool[LongestWord + 4];
        reached[0] = true;
        for (var start = 0; start + ShortestPart <= key.Length; start++)
        {
            if (!reached[start])
                continue;
            if (start > 0 && (Has(_nouns, key[start..], NounEndings) || Vocabulary.Instance.IsGermanPart(key[start..].ToString())))
                return true;
            for (var end = start == 0 ? 2 : start + ShortestPart; end + ShortestPart <= key.Length; end++)
            {
                var part = key[start..end];
                if (part.Length < ShortestPart ? !ShortHeads.Contains(part.ToString()) : !Contains(_nouns, part) && !Contains(_words, part) && !Contains(_words, string.Concat(part, "en")) && !Contains(_words, string.Concat(part, "n")) && !Heads.Contains(part.ToString()) && !Vocabulary.Instance.IsGermanPart(part.ToString()))
                    continue;
                reached[end] = true;
                if (part.Length < ShortestPart)
                    continue;
                foreach (var joint in Joints)
                {
                    if (key[end..].StartsWith(joint, StringComparison.Ordinal))
                        reached[end + joint.Length] = true;
                }
            }
        }
        return false;
    }

    private static ReadOnlySpan<char> WithoutJoint(ReadOnlySpan<char> part) => part.Length > ShortestPart && part[^1] is 's' ? part[..^1] : part.Length > ShortestPart + 1 && part.EndsWith("en", StringComparison.Ordinal) ? part[..^2] : part;

    private static bool Contains(uint[] list, ReadOnlySpan<char> word) => Array.BinarySearch(list, Hash(word)) >= 0;

    /// <summary>FNV-1a; ours alone, so that the lists need not be sorted by what a run-time calls a hash.</summary>
    private static uint Hash(ReadOnlySpan<char> word)
    {
        var hash = 2166136261;
        foreach (var letter in word)
            hash = unchecked((hash ^ letter) * 16777619);
        return hash;
    }
}
