using System.Collections.Frozen;
using System.Globalization;

namespace Assistant.Host.Records.Templates;

/// <summary>
/// Languages as people name them: by a code (<c>de</c>, <c>pt-BR</c>), or by a name in English, in German or in the language itself. Codes and most names are
/// .NET's own; what it does not know stands here.
/// </summary>
internal static class Languages
{
    // As BCP 47 has them: "de-1996", "zh-Hant-TW".
    private const int LongestTag = 35;

    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        // German.
        ["Albanisch"] = "sq", ["Arabisch"] = "ar", ["Armenisch"] = "hy", ["Aserbaidschanisch"] = "az", ["Baskisch"] = "eu", ["Bengalisch"] = "bn", ["Bosnisch"] = "bs",
        ["Bulgarisch"] = "bg", ["Chinesisch"] = "zh", ["Dänisch"] = "da", ["Englisch"] = "en", ["Estnisch"] = "et", ["Finnisch"] = "fi", ["Französisch"] = "fr",
        ["Galicisch"] = "gl", ["Georgisch"] = "ka", ["Griechisch"] = "el", ["Hebräisch"] = "he", ["Indonesisch"] = "id", ["Irisch"] = "ga", ["Isländisch"] = "is",
        ["Italienisch"] = "it", ["Japanisch"] = "ja", ["Katalanisch"] = "ca", ["Koreanisch"] = "ko", ["Kroatisch"] = "hr", ["Kurdisch"] = "ku", ["Lateinisch"] = "la",
        ["Lettisch"] = "lv", ["Litauisch"] = "lt", ["Luxemburgisch"] = "lb", ["Malaiisch"] = "ms", ["Maltesisch"] = "mt", ["Mazedonisch"] = "mk", ["Mongolisch"] = "mn",
        ["Niederländisch"] = "nl", ["Norwegisch"] = "nb", ["Persisch"] = "fa", ["Polnisch"] = "pl", ["Portugiesisch"] = "pt", ["Rätoromanisch"] = "rm", ["Rumänisch"] = "ro",
        ["Russisch"] = "ru", ["Schwedisch"] = "sv", ["Schweizerdeutsch"] = "gsw", ["Serbisch"] = "sr", ["Slowakisch"] = "sk", ["Slowenisch"] = "sl", ["Sorbisch"] = "hsb",
        ["Spanisch"] = "es", ["Suaheli"] = "sw", ["Thailändisch"] = "th", ["Tschechisch"] = "cs", ["Türkisch"] = "tr", ["Ukrainisch"] = "uk", ["Ungarisch"] = "hu",
        ["Vietnamesisch"] = "vi", ["Walisisch"] = "cy", ["Weißrussisch"] = "be", ["Belarussisch"] = "be",

        // Of one country, or by another name.
        ["American English"] = "en-US", ["US English"] = "en-US", ["British English"] = "en-GB", ["UK English"] = "en-GB", ["Britisches Englisch"] = "en-GB",
        ["Amerikanisches Englisch"] = "en-US", ["Austrian German"] = "de-AT", ["Österreichisch"] = "de-AT", ["Österreichisches Deutsch"] = "de-AT", ["Brazilian Portuguese"] = "pt-BR",
        ["Brasilianisches Portugiesisch"] = "pt-BR", ["Mexican Spanish"] = "es-MX", ["Castilian"] = "es", ["Castellano"] = "es", ["Canadian French"] = "fr-CA", ["Mandarin"] = "zh",
        ["Simplified Chinese"] = "zh-Hans", ["Traditional Chinese"] = "zh-Hant", ["Farsi"] = "fa", ["Bengali"] = "bn", ["Flemish"] = "nl-BE", ["Flämisch"] = "nl-BE",
        ["Frisian"] = "fy", ["Tagalog"] = "fil", ["Valencian"] = "ca", ["Norwegian"] = "nb", ["Norsk"] = "nb", ["Sorbian"] = "hsb",

        // .NET has no data for it, and models write it.
        ["la"] = "la", ["lat"] = "la", ["Latin"] = "la", ["Latina"] = "la", ["Latein"] = "la",

        // Countries' codes that are taken for their languages'.
        ["cz"] = "cs", ["dk"] = "da", ["gr"] = "el", ["jp"] = "ja", ["cn"] = "zh", ["ua"] = "uk", ["ger"] = "de",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The language's tag as BCP 47 has it; null where no language is known by that name.</summary>
    public static string? Tag(string given)
    {
        var name = given.Trim();
        return name.Length is < 2 or > LongestTag ? null : Names.GetValueOrDefault(name) ?? Coded(name.Replace('_', '-')) ?? Named(name);
    }

    // A country or a script that nobody knows does no harm to a language that is known.
    private static string? Coded(string code)
    {
        if (!code.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return null;
        var end = code.IndexOf('-', StringComparison.Ordinal);
        return Known(code) ?? (end > 0 && Known(code[..end]) is { } language && code[end..].Split('-')[1..].All(static part => part.Length is >= 2 and <= 8) ? language + code[end..] : null);
    }

    private static string? Known(string code)
    {
        try
        {
            return CultureInfo.GetCultureInfo(code, predefinedOnly: true).Name is { Length: > 0 } name ? name : null;
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }

    private static string? Named(string name) => CultureInfo.GetCultures(CultureTypes.NeutralCultures).FirstOrDefault(culture => Same(culture.EnglishName, name) || Same(culture.NativeName, name)) is { Name.Length: > 0 } found
        ? found.Name
        : Names.FirstOrDefault(each => Same(each.Key, name)).Value;

    // Case and accents do not count: "francais".
    private static bool Same(string one, string other) => CultureInfo.InvariantCulture.CompareInfo.Compare(one, other, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) == 0;
}
