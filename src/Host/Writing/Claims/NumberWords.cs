namespace Assistant.Host.Writing.Claims;

/// <summary>Numbers that are spelled out, in the four languages.</summary>
internal static class NumberWords
{
    private static readonly Dictionary<string, double>[] Words =
    [
        Map("zero 0 two 2 three 3 four 4 five 5 six 6 seven 7 eight 8 nine 9 ten 10 eleven 11 twelve 12 thirteen 13 fourteen 14 fifteen 15 sixteen 16 seventeen 17 eighteen 18 nineteen 19 twenty 20 thirty 30 forty 40 fourty 40 fifty 50 sixty 60 seventy 70 eighty 80 ninety 90 dozen 12"),
        Map("null 0 zwei 2 zwo 2 drei 3 vier 4 fünf 5 fuenf 5 sechs 6 sieben 7 acht 8 neun 9 zehn 10 elf 11 zwölf 12 zwoelf 12 sechzehn 16 siebzehn 17 zwanzig 20 dreißig 30 dreissig 30 vierzig 40 fünfzig 50 sechzig 60 siebzig 70 achtzig 80 neunzig 90 dutzend 12 dreizehn 13 vierzehn 14 fünfzehn 15 achtzehn 18 neunzehn 19"),
        Map("zéro 0 deux 2 trois 3 quatre 4 cinq 5 six 6 sept 7 huit 8 neuf 9 dix 10 onze 11 douze 12 treize 13 quatorze 14 quinze 15 seize 16 vingt 20 vingts 20 trente 30 quarante 40 cinquante 50 soixante 60 septante 70 octante 80 huitante 80 nonante 90 douzaine 12 dizaine 10 vingtaine 20 trentaine 30 cinquantaine 50 centaine 100"),
        Map("cero 0 dos 2 tres 3 cuatro 4 cinco 5 seis 6 siete 7 ocho 8 nueve 9 diez 10 once 11 doce 12 trece 13 catorce 14 quince 15 dieciséis 16 diecisiete 17 dieciocho 18 diecinueve 19 veinte 20 veintiuno 21 veintiún 21 veintidós 22 veintitrés 23 veinticuatro 24 veinticinco 25 veintiséis 26 veintisiete 27 veintiocho 28 veintinueve 29 treinta 30 cuarenta 40 cincuenta 50 sesenta 60 setenta 70 ochenta 80 noventa 90 docena 12 decena 10 doscientos 200 trescientos 300 cuatrocientos 400 quinientos 500 seiscientos 600 setecientos 700 ochocientos 800 novecientos 900"),
    ];

    private static readonly Dictionary<string, double>[] Scales =
    [
        Map("hundred 100 thousand 1000 million 1000000 billion 1000000000"),
        Map("hundert 100 tausend 1000 million 1000000 millionen 1000000 milliarde 1000000000 milliarden 1000000000 tsd 1000 mio 1000000 mrd 1000000000"),
        Map("cent 100 cents 100 mille 1000 million 1000000 millions 1000000 milliard 1000000000 milliards 1000000000"),
        Map("cien 100 ciento 100 mil 1000 millón 1000000 millones 1000000"),
    ];

    /// <summary>Signs and words that multiply a number in digits, in any language.</summary>
    private static readonly Dictionary<string, double> Suffixes =
        Map("k 1000 tsd 1000 thousand 1000 tausend 1000 mil 1000 mille 1000 m 1000000 mn 1000000 mm 1000000 mio 1000000 million 1000000 millions 1000000 millionen 1000000 millones 1000000 millón 1000000 b 1000000000 bn 1000000000 mrd 1000000000 billion 1000000000 billions 1000000000 milliarde 1000000000 milliarden 1000000000 milliard 1000000000 milliards 1000000000 hundred 100 dozen 12 lakh 100000 crore 10000000");

    private static readonly Dictionary<string, double> Factors =
        Map("doubled 2 doubling 2 doubles 2 double 2 tripled 3 tripling 3 triple 3 quadrupled 4 quadruple 4 quintupled 5 halved 0.5 halving 0.5 halve 0.5 halves 0.5 twofold 2 threefold 3 fourfold 4 fivefold 5 tenfold 10 verdoppelt 2 verdoppelte 2 verdopplung 2 verdreifacht 3 verdreifachte 3 vervierfacht 4 verfünffacht 5 halbiert 0.5 halbierte 0.5 doublé 2 doubler 2 triplé 3 tripler 3 dupliqué 2 dupliqué 2 duplicado 2 duplicamos 2 triplicado 3 tripliqué 3");

    private static readonly Dictionary<string, double> Vague =
        Map("dozens 10 tens 10 hundreds 100 thousands 1000 millions 1000000 billions 1000000000 dutzende 10 dutzenden 10 hunderte 100 hunderten 100 tausende 1000 tausenden 1000 millionen 1000000 douzaines 10 dizaines 10 centaines 100 milliers 1000 docenas 10 decenas 10 cientos 100 centenares 100 miles 1000 millares 1000 millones 1000000");

    public static bool TrySuffix(string key, out double by) => Suffixes.TryGetValue(key, out by);

    public static bool TryFactor(string key, out double by) => Factors.TryGetValue(key, out by);

    public static bool TryVague(string key, out double least) => Vague.TryGetValue(key, out least);

    /// <summary>Reads the number that is spelled out from a token on.</summary>
    /// <returns>How many tokens it takes; 0 where there is none.</returns>
    public static int Read(IReadOnlyList<Token> tokens, int at, Tongue tongue, out double value)
    {
        double total = 0, current = 0;
        var taken = 0;
        var any = false;
        for (var next = at; next < tokens.Count && next < at + 16;)
        {
            var key = tokens[next].Key;
            if (any && (tokens[next].Is("-") && !tokens[next].Spaced || key is "and" or "et" or "y" && tongue != Tongue.German) && next + 1 < tokens.Count
                && IsPart(tokens[next + 1].Key, tongue) && (key == "-" || current >= 20 || total > 0))
            {
                next++;
                continue;
            }
            if (!any && key is "one" or "un" or "une" && next + 1 < tokens.Count && Scales[(int)tongue].ContainsKey(tokens[next + 1].Key))
            {
                next++;
                continue;
            }
            if (!tokens[next].IsWord || !Add(key, tongue, ref total, ref current, any))
                break;
            any = true;
            next++;
            taken = next - at;
        }
        value = total + current;
        return taken;
    }

    private static bool IsPart(string key, Tongue tongue) => Words[(int)tongue].ContainsKey(key) || Scales[(int)tongue].ContainsKey(key) || key is "one" or "un" or "une" or "uno" or "una";

    private static bool Add(string key, Tongue tongue, ref double total, ref double current, bool any)
    {
        if (key is "one" or "un" or "une" or "uno" && any)
        {
            current += 1;
            return true;
        }
        if (Words[(int)tongue].TryGetValue(key, out var word))
        {
            if (any && (key is "dozen" or "dutzend" or "douzaine" or "docena") && current is > 1 and < 100)
            {
                current *= 12;
                return true;
            }
            if (word is 20 && current is 4 && tongue == Tongue.French)
                current = 80;
            else if (!any || current % 100 == 0 || current % 10 == 0 && word < 10 || tongue == Tongue.French && word < 20 && current % 100 is 60 or 80)
                current += word;
            else
                return false;
            return true;
        }
        if (Scales[(int)tongue].TryGetValue(key, out var scale))
        {
            // "a million" and "cent" alone are numbers; "hundreds" is none here.
            if (scale == 100)
                current = Math.Max(1, current) * 100;
            else
            {
                total += Math.Max(1, current) * scale;
                current = 0;
            }
            return true;
        }
        if (tongue == Tongue.German && !any && key is not ("ein" or "eine") && TryGerman(key, out var compound))
        {
            current = compound;
            return true;
        }
        return false;
    }

    /// <summary>fünfundachtzig, zweihundertdreißig.</summary>
    private static bool TryGerman(string key, out double value)
    {
        value = 0;
        if (key.Length > 60)
            return false;
        foreach (var (word, scale) in new[] { ("tausend", 1000d), ("hundert", 100d) })
        {
            var at = key.IndexOf(word, StringComparison.Ordinal);
            if (at < 0)
                continue;
            double before = 1, after = 0;
            if (at > 0 && !TrySmall(key[..at], out before) && !TryGerman(key[..at], out before))
                return false;
            var rest = key[(at + word.Length)..];
            if (rest.Length > 0 && !TrySmall(rest, out after) && !TryGerman(rest, out after))
                return false;
            value = before * scale + after;
            return true;
        }
        return TrySmall(key, out value);
    }

    private static bool TrySmall(string key, out double value)
    {
        if (Words[1].TryGetValue(key, out value))
            return true;
        if (key is "ein" or "eine")
        {
            value = 1;
            return true;
        }
        if (key == "anderthalb" || key.EndsWith("einhalb", StringComparison.Ordinal) && TrySmall(key[..^7], out value))
        {
            value = key == "anderthalb" ? 1.5 : value + 0.5;
            return true;
        }
        var and = key.IndexOf("und", StringComparison.Ordinal);
        if (and <= 0 || !Words[1].TryGetValue(key[(and + 3)..], out var tens) || tens < 20)
            return false;
        if (key[..and] == "ein")
        {
            value = tens + 1;
            return true;
        }
        if (!Words[1].TryGetValue(key[..and], out var unit) || unit > 9)
            return false;
        value = tens + unit;
        return true;
    }

    private static Dictionary<string, double> Map(string pairs)
    {
        var words = pairs.Split(' ');
        var map = new Dictionary<string, double>();
        for (var at = 0; at + 1 < words.Length; at += 2)
            map[Folding.Key(words[at])] = double.Parse(words[at + 1], System.Globalization.CultureInfo.InvariantCulture);
        return map;
    }
}
