namespace Assistant.Host.Writing.Claims;

/// <summary>Cuts the endings off that inflection puts on words of English, German, French and Spanish. Coarse: it only ever compares, and is never shown.</summary>
internal static class Stems
{
    /// <summary>What is left of a word must still be a word.</summary>
    private const int Shortest = 4;

    private static readonly string[] Endings =
    [
        "ierungen", "ierung", "ationen", "ation", "ieren", "ierte", "iert", "iere", "innen", "ungen", "amente", "ement", "ungs", "iendo", "euses", "trices", "erin", "ions", "ando", "ados", "adas", "amos", "euse", "eurs", "trice", "ment", "ing", "ies", "ung", "ado", "ada", "ern", "ers", "eur",
        "ora", "ons", "ent", "ais", "ait", "ez", "ed", "es", "en", "em", "er", "ly", "in", "os", "as", "or", "ee", "e", "s", "n", "o", "a", "y", "r", "t",
    ];

    public static string Of(string key)
    {
        key = Possessor(key);
        for (var round = 0; round < 2; round++)
        {
            var ending = Array.Find(Endings, ending => key.Length - ending.Length >= Shortest && key.EndsWith(ending, StringComparison.Ordinal));
            if (ending is null)
                break;
            key = key[..^ending.Length];
        }
        return key;
    }

    /// <summary>Without the sign of the possessive.</summary>
    public static string Possessor(string key) =>
        key.EndsWith("'s", StringComparison.Ordinal) ? key[..^2] : key.EndsWith('\'') ? key[..^1] : key;
}
