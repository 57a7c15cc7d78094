namespace Assistant.Mail.Reports;

/// <summary>Finds dates in a text and what the words beside each say of it.</summary>
internal static class ReturnDateReader
{
    /// <summary>Words looked at before and behind a date.</summary>
    private const int Reach = 8;

    /// <summary>Further away no date is about an absence.</summary>
    private const int MaxDays = 400;

    /// <summary>A day and month up to this far back is meant in this year, and past; further back it is next year's.</summary>
    private const int PastDays = 60;

    public readonly record struct Found(DateOnly Date, bool IsFirstDayBack, int At);

    public static IEnumerable<Found> Find(string text, DateTimeOffset sent)
    {
        var today = DateOnly.FromDateTime(sent.DateTime);
        var tokens = ReturnDateToken.Split(text);
        var sentence = 0;
        var previous = -1;
        for (var i = 0; i < tokens.Count; i++)
        {
            if (Date(tokens, i, today, sent.Offset) is not { } date)
            {
                if (EndsSentence(tokens, i))
                    (sentence, previous) = (i + 1, -1);
                continue;
            }

            var back = Says(tokens, Math.Max(sentence, previous), i, date.End, previous >= 0);
            var days = date.Day.DayNumber - today.DayNumber;
            if (back is { } first && days is >= 0 and <= MaxDays && (!date.IsLoose || previous < 0))
                yield return new Found(date.Day, first, tokens[i].At);
            previous = date.End;
            i = date.End - 1;
        }
    }

    private static bool EndsSentence(List<ReturnDateToken> tokens, int i)
    {
        if (tokens[i].Is('!') || tokens[i].Is('?') || tokens[i].Is('\n') || tokens[i].Is(';'))
            return true;
        // "Dr." and "a.m." are short; a sentence's last word mostly is not.
        return tokens[i].Is('.') && i > 0 && (tokens[i - 1].Text.Length > 3 || (i + 1 < tokens.Count && tokens[i + 1].At > tokens[i].At + 1));
    }

    /// <summary>True for back on it, false for away until it, null for neither.</summary>
    private static bool? Says(List<ReturnDateToken> tokens, int from, int at, int end, bool follows)
    {
        var (until, after, back, start, there, negated, beside) = (false, false, false, false, false, false, false);
        for (int i = at - 1, seen = 0; i >= from && seen < Reach; i--)
        {
            if (!tokens[i].IsWord)
                continue;
            var word = tokens[i].Text;
            if (word.Length == 1 && word != "m")
                continue;
            until |= ReturnDateWords.Until.Contains(word);
            back |= ReturnDateWords.Back.Contains(word);
            there |= ReturnDateWords.There.Contains(word);
            negated |= ReturnDateWords.Not.Contains(word);
            beside |= seen == 0 && ReturnDateWords.UntilBeside.Contains(word);
            after |= seen == 0 && ReturnDateWords.After.Contains(word);
            start |= seen <= 1 && ReturnDateWords.From.Contains(word);
            if (!ReturnDateWords.Small.Contains(word) && !ReturnDateWords.Weekdays.ContainsKey(word))
                seen++;
        }

        // "not back until", and "until ... again" of languages that put it so.
        if (until)
            return back;
        if (after)
            return false;
        if (back)
            return true;
        // "am Montag, den 7.12., wieder da": a date between commas.
        var aside = end < tokens.Count && tokens[end].Is(',') && at > 0 && tokens[at - 1].Text is ("den" or "dem");
        if (BackBehind(tokens, aside ? end + 1 : end, start && !negated))
            return true;
        if (start && there && !negated)
            return true;
        var range = (follows || EndsDays(tokens, at)) && (beside || IsDash(tokens, at - 1) || (at > 1 && IsDash(tokens, at - 2)));
        return range || (beside && negated) ? false : null;
    }

    /// <summary>"23-27 November", "du 23 au 27 novembre", "23.-27. November": a day stands before the sign or word before this one.</summary>
    private static bool EndsDays(List<ReturnDateToken> tokens, int at)
    {
        var day = at - 2;
        if (day > 0 && tokens[day].Is('.'))
            day--;
        return day >= 0 && tokens[day].Number is >= 1 and <= 31;
    }

    private static bool IsDash(List<ReturnDateToken> tokens, int i) => i >= 0 && (tokens[i].Is('-') || tokens[i].Is('\u2013') || tokens[i].Is('\u2014'));

    /// <summary>"... am 8.9. wieder da", "ab 8.9. erreichbar".</summary>
    private static bool BackBehind(List<ReturnDateToken> tokens, int at, bool there)
    {
        const int reach = 5;
        for (var seen = 0; at < tokens.Count && seen < reach; at++)
        {
            var token = tokens[at];
            if (!token.IsWord)
            {
                if (token.Number >= 0 || token.Is(',') || EndsSentence(tokens, at))
                    return false;
                continue;
            }

            if (ReturnDateWords.Back.Contains(token.Text) || (there && ReturnDateWords.There.Contains(token.Text)))
                return true;
            if (ReturnDateWords.And.Contains(token.Text) || ReturnDateWords.Until.Contains(token.Text))
                return false;
            seen++;
        }

        return false;
    }

    /// <summary>A date that starts at a token, and the token behind it. Loose: a weekday or "tomorrow", which a full date near it overrules.</summary>
    private static (DateOnly Day, int End, bool IsLoose)? Date(List<ReturnDateToken> tokens, int i, DateOnly today, TimeSpan zone)
    {
        var token = tokens[i];
        if (token.IsWord)
        {
            if (ReturnDateWords.Months.TryGetValue(token.Text, out var month))
                return MonthFirst(tokens, i, month, today);
            if (ReturnDateWords.Tomorrow.Contains(token.Text))
                return (today.AddDays(1), i + 1, true);
            return ReturnDateWords.Weekdays.TryGetValue(token.Text, out var weekday) && !LeadsToDate(tokens, i + 1) ? (Next(today, weekday - 1), i + 1, true) : null;
        }

        if (token.Number < 0)
            return null;
        return YearFirst(tokens, i) ?? Numeric(tokens, i, today, zone) ?? DayFirst(tokens, i, today);
    }

    /// <summary>2026-12-12, 2026/12/12, 2026.12.12.</summary>
    private static (DateOnly, int, bool)? YearFirst(List<ReturnDateToken> tokens, int i)
    {
        if (tokens[i].Text.Length != 4 || i + 4 >= tokens.Count || !IsSeparator(tokens[i + 1]) || tokens[i + 3].Text != tokens[i + 1].Text)
            return null;
        return Make(tokens[i].Number, tokens[i + 2].Number, tokens[i + 4].Number) is { } day ? (day, i + 5, false) : null;
    }

    /// <summary>12.12.2026, 08.09., 3/12, 12/3/2026, 3-12-2026. With slashes and both numbers up to 12, a writer west of Greenwich means month first.</summary>
    private static (DateOnly, int, bool)? Numeric(List<ReturnDateToken> tokens, int i, DateOnly today, TimeSpan zone)
    {
        if (i + 2 >= tokens.Count || !IsSeparator(tokens[i + 1]) || tokens[i].Text.Length > 2 || tokens[i + 2].Text.Length > 2)
            return null;
        var (first, second) = (tokens[i].Number, tokens[i + 2].Number);
        // "24/7" is a promise, not a day.
        if (first < 1 || second < 1 || (first == 24 && second == 7 && tokens[i + 1].Is('/')))
            return null;
        var monthFirst = tokens[i + 1].Is('/') && (second > 12 || (first <= 12 && zone <= TimeSpan.FromHours(-3)));
        var (day, month) = monthFirst ? (second, first) : (first, second);
        var end = i + 3;
        var same = end < tokens.Count && tokens[end].Text == tokens[i + 1].Text;
        if (same && end + 1 < tokens.Count && tokens[end + 1].Number >= 0 && tokens[end + 1].Text.Length is 2 or 4)
        {
            var year = tokens[end + 1].Number;
            return Make(year < 100 ? year + 2000 : year, month, day) is { } full ? (full, end + 2, false) : null;
        }

        // "3.5" and "3-5" alone are no dates; "3.5." and "3/5" are.
        if (!(same && tokens[end].Is('.')) && !tokens[i + 1].Is('/'))
            return null;
        return Near(today, month, day) is { } near ? (near, same ? end + 1 : end, false) : null;
    }

    /// <summary>3 December, 3rd of December 2026, 3. Dezember, 3 de diciembre de 2026.</summary>
    private static (DateOnly, int, bool)? DayFirst(List<ReturnDateToken> tokens, int i, DateOnly today)
    {
        if (tokens[i].Text.Length > 2 || tokens[i].Number is < 1 or > 31)
            return null;
        var at = i + 1;
        for (var skipped = 0; at < tokens.Count && skipped < 3 && (tokens[at].Is('.') || IsOrdinal(tokens[at].Text) || tokens[at].Text is "de" or "of" or "di"); skipped++)
            at++;
        if (at >= tokens.Count || !ReturnDateWords.Months.TryGetValue(tokens[at].Text, out var month))
            return null;
        return WithYear(tokens, at + 1, month, tokens[i].Number, today);
    }

    /// <summary>December 3, Dec. 3rd, 2026.</summary>
    private static (DateOnly, int, bool)? MonthFirst(List<ReturnDateToken> tokens, int i, int month, DateOnly today)
    {
        var at = i + 1;
        if (at < tokens.Count && tokens[at].Is('.'))
            at++;
        if (at < tokens.Count && tokens[at].Text == "the")
            at++;
        if (at >= tokens.Count || tokens[at].Text.Length > 2 || tokens[at].Number is < 1 or > 31)
            return null;
        var day = tokens[at].Number;
        at++;
        if (at < tokens.Count && IsOrdinal(tokens[at].Text))
            at++;
        return WithYear(tokens, at, month, day, today);
    }

    private static (DateOnly, int, bool)? WithYear(List<ReturnDateToken> tokens, int at, int month, int day, DateOnly today)
    {
        var year = at;
        while (year < tokens.Count && year - at < 2 && (tokens[year].Is('.') || tokens[year].Is(',') || tokens[year].Text is "de" or "del"))
            year++;
        if (year < tokens.Count && tokens[year].Text.Length == 4 && tokens[year].Number is >= 1990 and <= 2200)
            return Make(tokens[year].Number, month, day) is { } full ? (full, year + 1, false) : null;
        return Near(today, month, day) is { } near ? (near, at, false) : null;
    }

    /// <summary>Whether a date follows a weekday's name: "Monday 7 Dec", "Montag, den 7.12.".</summary>
    private static bool LeadsToDate(List<ReturnDateToken> tokens, int at)
    {
        for (var skipped = 0; at < tokens.Count && skipped < 4; skipped++, at++)
        {
            if (tokens[at].Number >= 0 || ReturnDateWords.Months.ContainsKey(tokens[at].Text))
                return true;
            if (!tokens[at].Is(',') && !tokens[at].Is('.') && !tokens[at].Is('-') && !tokens[at].Is('(') && !ReturnDateWords.Small.Contains(tokens[at].Text) && tokens[at].Text is not ("feira" or "fair"))
                return false;
        }

        return false;
    }

    private static bool IsOrdinal(string word) => word is "st" or "nd" or "rd" or "th" or "er" or "e" or "ª" or "º";

    private static bool IsSeparator(ReturnDateToken token) => token.Is('.') || token.Is('/') || token.Is('-');

    private static DateOnly Next(DateOnly today, int weekday)
    {
        var days = (weekday - (int)today.DayOfWeek + 7) % 7;
        return today.AddDays(days == 0 ? 7 : days);
    }

    private static DateOnly? Near(DateOnly today, int month, int day)
    {
        if (Make(today.Year, month, day) is not { } date)
            return Make(today.Year + 1, month, day);
        return date.DayNumber < today.DayNumber - PastDays ? Make(today.Year + 1, month, day) : date;
    }

    private static DateOnly? Make(int year, int month, int day) =>
        year is >= 1990 and <= 2200 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
}
