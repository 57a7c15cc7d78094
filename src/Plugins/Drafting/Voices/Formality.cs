namespace Assistant.Plugins.Drafting.Voices;

/// <summary>How somebody is spoken to, in languages that have two forms of it.</summary>
internal static class Formality
{
    /// <summary>Null where the language has one form, or neither is used.</summary>
    public static string? Of(string? language, List<string> words)
    {
        var (formal, familiar) = language switch
        {
            "de" => (Count(words, "sie", "ihnen", "ihr", "ihre", "ihren"), Count(words, "du", "dir", "dich", "dein", "deine", "deinen", "euch")),
            "fr" => (Count(words, "vous", "votre", "vos"), Count(words, "tu", "te", "toi", "ton", "ta", "tes")),
            "es" => (Count(words, "usted", "ustedes", "le", "les"), Count(words, "tú", "te", "ti", "tu", "tus")),
            "it" => (Count(words, "lei", "le", "suo", "sua"), Count(words, "tu", "ti", "tuo", "tua")),
            "nl" => (Count(words, "u", "uw"), Count(words, "je", "jij", "jou", "jouw")),
            "pl" => (Count(words, "pan", "pani", "państwo", "pana"), Count(words, "ty", "ci", "ciebie", "twój")),
            "ru" => (Count(words, "вы", "вас", "вам", "ваш"), Count(words, "ты", "тебя", "тебе", "твой")),
            _ => (0, 0),
        };
        return formal == familiar ? null : formal > familiar ? "formal" : "familiar";
    }

    private static int Count(List<string> words, params ReadOnlySpan<string> wanted)
    {
        var count = 0;
        foreach (var word in words)
        {
            if (wanted.Contains(word))
                count++;
        }

        return count;
    }
}
