using System.Globalization;

namespace Assistant.Host.Writing.Claims;

/// <summary>Finds times of the day, in figures and in words.</summary>
internal static class ClockReader
{
    /// <summary>10:30, 10.30 Uhr, 8.30am, 9h30, 9 h 30, 14 Uhr, 7:45 pm, 3 pm, 9 o'clock.</summary>
    public static DateMention? Read(IReadOnlyList<Token> tokens, int at)
    {
        var key = tokens[at].Key;
        var digits = key.TakeWhile(char.IsAsciiDigit).Count();
        if (digits is 0 or > 2)
            return null;
        var hour = int.Parse(key.AsSpan(0, digits), CultureInfo.InvariantCulture);
        var rest = key[digits..];
        var minute = 0;
        var last = at;
        var isTime = false;
        if (hour > 24)
            return null;
        if (rest.Length == 0 && at + 2 < tokens.Count && tokens[at + 1].Is(":") && !tokens[at + 1].Spaced && tokens[at + 2].Kind == TokenKind.Number && !tokens[at + 2].Spaced
            && tokens[at + 2].Key.Length is >= 2 and <= 4 && tokens[at + 2].Key.TakeWhile(char.IsAsciiDigit).Count() == 2)
        {
            (minute, last, isTime, rest) = (int.Parse(tokens[at + 2].Key.AsSpan(0, 2), CultureInfo.InvariantCulture), at + 2, true, tokens[at + 2].Key[2..]);
        }
        else if (rest.Length is 3 or 5 && rest[0] == '.' && char.IsAsciiDigit(rest[1]) && char.IsAsciiDigit(rest[2]) && rest[3..] is "" or "am" or "pm")
        {
            // 10.30 is a time where a word says so.
            var said = rest.Length > 3 || at + 1 < tokens.Count && tokens[at + 1].Key is "uhr" or "am" or "pm" or "h" || at > 0 && tokens[at - 1].Key is "at" or "um" or "à";
            if (!said)
                return null;
            (minute, isTime, rest) = (int.Parse(rest.AsSpan(1, 2), CultureInfo.InvariantCulture), true, rest[3..]);
        }
        else if (rest.Length == 3 && rest[0] == 'h' && char.IsAsciiDigit(rest[1]) && char.IsAsciiDigit(rest[2]))
            (minute, isTime, rest) = (int.Parse(rest.AsSpan(1), CultureInfo.InvariantCulture), true, "");
        var word = rest.Length > 0 ? rest : last + 1 < tokens.Count ? tokens[last + 1].Key : "";
        if (word == "o'clock" && rest.Length == 0)
            return new DateMention(at, last + 1, DateShape.Time, null, null, hour % 24 * 60 + minute);
        var afterDot = word is "a" or "p" && last + 3 < tokens.Count ? tokens[last + 3].Key : "";
        if (word is "pm" or "am" || afterDot == "m")
        {
            if (rest.Length == 0)
                last++;
            hour = hour % 12 + (word[0] == 'p' ? 12 : 0);
            isTime = true;
        }
        else if (word is "uhr" or "h" or "heures" && (rest.Length == 0 || rest == "h"))
        {
            last += rest.Length == 0 ? 1 : 0;
            if (!isTime && DateReader.Whole(tokens, last + 1) is { } minutes and < 60 && tokens[last + 1].Key.Length == 2)
                (minute, last) = (minutes, last + 1);
            isTime = word == "uhr" || isTime || at > 0 && tokens[at - 1].Key is "a" or "las" or "vers" or "des" or "um" or "at" || minute > 0;
        }
        return isTime && minute < 60 ? new DateMention(at, last, DateShape.Time, null, null, hour % 24 * 60 + minute) : null;
    }

    /// <summary>Half past ten, quarter to 9, ten past eight, nine o'clock, halb drei, Viertel nach acht, Viertel neun, fünf vor neun.</summary>
    public static DateMention? ReadSpoken(IReadOnlyList<Token> tokens, int at, Tongue tongue)
    {
        var joint = at + 1 < tokens.Count ? tokens[at + 1].Key : "";
        if (joint == "o'clock" && SpokenHour(tokens, at, tongue) is > 0 and var full)
            return new DateMention(at, at + 1, DateShape.Time, null, null, full * 60 % 1440);
        if (Minutes(tokens, at, tongue) is { } exact)
            return exact;
        var past = joint switch { "past" or "nach" => 1, "to" or "vor" => -1, _ => 0 };
        var (minutes, hourAt) = tokens[at].Key switch
        {
            "half" when joint == "past" => (30, at + 2),
            "quarter" or "viertel" when past != 0 => (15 * past, at + 2),
            "five" or "ten" or "twenty" or "funf" or "zehn" or "zwanzig" when past != 0 && IsHourNext(tokens, at + 3) && NumberWords.Read(tokens, at, tongue, out var few) == 1 => ((int)few * past, at + 2),
            "viertel" when tongue == Tongue.German => (-45, at + 1),
            "halb" => (-30, at + 1),
            "dreiviertel" => (-15, at + 1),
            _ => (0, -1),
        };
        return hourAt > 0 && SpokenHour(tokens, hourAt, tongue) is > 0 and var hour ? new DateMention(at, hourAt, DateShape.Time, null, null, (hour * 60 + minutes + 1440) % 1440) : null;
    }

    /// <summary>"Two minutes before midnight", "vier Minuten nach zwölf".</summary>
    private static DateMention? Minutes(IReadOnlyList<Token> tokens, int at, Tongue tongue)
    {
        if (at + 3 >= tokens.Count || tokens[at + 1].Key is not ("minutes" or "minute" or "minuten"))
            return null;
        var past = tokens[at + 2].Key switch { "past" or "after" or "nach" => 1, "to" or "before" or "vor" => -1, _ => 0 };
        var hour = tokens[at + 3].Key is "midnight" or "mitternacht" ? 24 : tokens[at + 3].Key is "noon" or "mittag" ? 12 : SpokenHour(tokens, at + 3, tongue);
        var count = DateReader.Whole(tokens, at) ?? (tokens[at].Key is "one" or "eine" ? 1 : NumberWords.Read(tokens, at, tongue, out var spelled) == 1 ? (int)spelled : 0);
        return past != 0 && hour > 0 && count is > 0 and < 60 ? new DateMention(at, at + 3, DateShape.Time, null, null, (hour * 60 + past * count + 1440) % 1440) : null;
    }

    /// <summary>"Ten to twelve" is a time at a clause's end; "ten to twelve people" counts.</summary>
    private static bool IsHourNext(IReadOnlyList<Token> tokens, int at) => at >= tokens.Count || !tokens[at].IsWord && tokens[at].Kind != TokenKind.Number || tokens[at].Key is "on" or "am" or "in" or "and" or "sharp" or "und" or "bei" or "tomorrow";

    private static int SpokenHour(IReadOnlyList<Token> tokens, int at, Tongue tongue)
    {
        if (at >= tokens.Count)
            return 0;
        var hour = DateReader.Whole(tokens, at) ?? (tokens[at].Key is "one" or "eins" ? 1 : NumberWords.Read(tokens, at, tongue, out var spelled) == 1 ? (int)spelled : 0);
        return hour is >= 1 and <= 12 ? hour : 0;
    }
}
