using System.Globalization;
using System.Text;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>What the sources have, so that each question about it is answered without reading them again.</summary>
internal sealed class SourceIndex
{
    /// <summary>Lines remembered for one word; a word in more lines than this tells nothing about which line is meant.</summary>
    private const int MostLines = 256;

    /// <summary>Italienischkenntnisse are of Italienisch.</summary>
    private static readonly string[] Tails = ["kenntnisse", "kenntnissen", "erfahrung", "erfahrungen"];

    private const int MostQuantities = 2_000;
    private const int LongestInitials = 8;

    /// <summary>A shorter part of a compound would be part of too many.</summary>
    private const int ShortestPart = 5;
    private const int LongestWord = 45;

    /// <summary>Letters that a country and its people share.</summary>
    private const int LettersOfPlace = 6;
    private static readonly string[] PeopleEndings = ["can", "ian", "ean", "ese", "ish"];
    private static readonly HashSet<string> NameJoints = ["of", "and", "the", "for", "in", "&", "für", "fur", "und", "der", "des", "de", "la", "et", "y"];

    private readonly Dictionary<string, List<int>> _lines = [];
    private readonly HashSet<string> _stems = [];
    private readonly HashSet<string> _runs = [];
    private readonly HashSet<string> _initials = [];
    private readonly HashSet<string> _heads = [];
    private readonly HashSet<string> _beginnings = [];
    private readonly HashSet<string> _places = [];
    private readonly HashSet<string> _kin = [];
    private readonly HashSet<string> _links = [];
    private readonly HashSet<string> _handles = [];
    private readonly HashSet<string> _phones = [];
    private readonly HashSet<string> _phrases = [];
    private readonly List<Quantity> _quantities = [];
    private readonly HashSet<(double, Measure, string?)> _known = [];
    private readonly HashSet<(int?, int?, int?)> _dates = [];
    /// <summary>Between a line's percentages, for what rose by so many points.</summary>
    private readonly HashSet<double> _differences = [];
    private readonly HashSet<int> _times = [];

    /// <summary>What "at 9" may mean.</summary>
    private readonly HashSet<int> _hours = [];
    private readonly HashSet<int> _weekdays = [];
    private readonly List<int> _days = [];
    private readonly HashSet<int> _groups = [];
    private readonly HashSet<int> _years = [];
    private readonly YearLengths _lengths;
    private readonly DateOnly _today;
    private int _line;

    public SourceIndex(DateOnly today)
    {
        _today = today;
        _lengths = new YearLengths(today);
        AddDate(today.Year, today.Month, today.Day);
        // "Let us meet on Saturday" says something new even where today is one.
        _weekdays.Clear();
    }

    /// <param name="source">Read.</param>
    /// <param name="without">Tokens that this index must not know of; null for none.</param>
    public void Add(ReadSource source, bool[]? without = null)
    {
        // The fields of one person are one line: first and last name stand in two.
        var line = source.Source.Kind switch
        {
            SourceKind.Contact => 0,
            SourceKind.Sender => 1,
            _ => _line++ + 2,
        };
        _groups.Add(line);
        var tokens = source.Tokens;
        for (var at = 0; at < tokens.Count; at++)
        {
            var token = tokens[at];
            if (token.Kind == TokenKind.Link)
                AddLink(token.Raw);
            if (!token.IsWord && token.Kind != TokenKind.Number || without is not null && without[at])
                continue;
            AddWord(token.Key, line);
            if (token.IsWord)
                _kin.UnionWith(NounKinds.KinOf(token.Key));
            if (token.IsCapital && TermFinder.GermanHead(token.Key) is { } head)
                _heads.Add(head);
            if (token.IsCapital && token.Key.Length > LettersOfPlace)
                _places.Add(token.Key[..LettersOfPlace]);
            if (token.IsCapital && TermFinder.GermanBeginning(token.Key) is { } beginning)
                _beginnings.Add(beginning);
            foreach (var tail in Tails)
            {
                if (token.Key.Length > tail.Length + 3 && token.Key.EndsWith(tail, StringComparison.Ordinal))
                    AddWord(token.Key[..^tail.Length], line);
            }
            if (token.IsWord && Folding.WithoutUmlauts(token.Raw) is { } plain)
                AddWord(plain, line);
            if (without is null && at + 1 < tokens.Count && tokens[at + 1].IsWord)
                AddWord(token.Key + tokens[at + 1].Key, line);
            if (at + 2 < tokens.Count && tokens[at + 1].Is("-") && tokens[at + 2].IsWord)
                AddWord(token.Key + tokens[at + 2].Key, line);
            if (token.IsWord && at + 2 < tokens.Count && tokens[at + 1].IsWord && tokens[at + 2].IsWord)
                _phrases.Add($"{token.Key}{tokens[at + 1].Key}{tokens[at + 2].Key}");
        }
        if (without is null)
            AddRuns(tokens);
        foreach (var quantity in source.Quantities)
        {
            if (quantity.Digits is { } digits)
                _phones.Add(digits);
            else if (_quantities.Count < MostQuantities && _known.Add((quantity.Value, quantity.Measure, quantity.Unit)))
                _quantities.Add(quantity);
        }
        foreach (var hour in source.Quantities.Where(quantity => quantity is { Measure: Measure.None, Value: >= 1 and <= 12, First: > 0 } && quantity.Value == Math.Floor(quantity.Value) && tokens[quantity.First - 1].Key is "at" or "by" or "around" or "about" or "from" or "until" or "till" or "to" or "um" or "gegen" or "ab" or "bis"))
            _hours.UnionWith([(int)hour.Value * 60, (int)hour.Value * 60 % 720 + 720]);
        var percents = source.Quantities.Where(quantity => quantity.Measure == Measure.Percent).Take(8).ToList();
        for (var at = 1; at < percents.Count; at++)
            _differences.Add(Math.Round(Math.Abs(percents[at].Value - percents[at - 1].Value), 6));
        for (var at = 0; at < source.Dates.Count; at++)
            AddDate(source.Dates[at]);
        _lengths.Add(source);
    }

    public bool HasLink(string link)
    {
        var normal = LinkReader.Normal(link);
        return _links.Contains(normal);
    }

    public bool HasHandle(string handle)
    {
        var name = Folding.Key(handle).TrimStart('@');
        return _handles.Contains(name) || _lines.ContainsKey(name);
    }

    /// <summary>The word stands there, in some form of it.</summary>
    public bool HasWord(Token token) => Forms(token).Any(form => _lines.ContainsKey(form)) || token.IsAllCapitals && _initials.Contains(token.Key) || Phrase(token.Key);

    public bool HasStem(Token token) => HasWord(token) || _stems.Contains(Vocabulary.Instance.Concept(Stems.Of(token.Key)));

    /// <summary>All the words stand together in one line, or each piece of them is a whole name there.</summary>
    public bool HasTogether(IReadOnlyList<Token> words, bool loosely)
    {
        List<int>? common = null;
        foreach (var word in words)
        {
            var lines = LinesOf(word, loosely);
            if (lines is null && loosely)
                return false;
            if (lines is null)
            {
                common = null;
                break;
            }
            common = common is null ? lines : [.. common.Intersect(lines)];
            if (common.Count == 0)
                break;
        }
        return common is { Count: > 0 } || !loosely && IsMadeOfRuns(words);
    }

    /// <summary>So many years can be worked out from the dates.</summary>
    public bool HasYears(double years) => _lengths.Has((int)years) && years == Math.Floor(years);

    /// <summary>The end of a German title: Meister, where Bäckermeister stands there.</summary>
    public bool HasHead(string key) => _heads.Contains(key);

    /// <summary>The source has a case of what the word means: a midwife, where a nurse is asked for.</summary>
    public bool HasKin(string key) => NounKinds.FormsOf(key).Any(_kin.Contains);

    /// <summary>The beginning of a compound: Meister, where Meisterschule stands there.</summary>
    public bool HasBeginning(string key) => _beginnings.Contains(key);

    /// <summary>Kasack, where Kasackgröße stands there, and Konditormeisterin, where Konditorin and Meisterprüfung do.</summary>
    public bool HasInCompound(string key)
    {
        if (IsBeginning(key))
            return true;
        for (var end = ShortestPart; end <= key.Length - ShortestPart; end++)
        {
            if (IsBeginning(key[..end]) && IsBeginning(key[end..].EndsWith("in", StringComparison.Ordinal) && key.Length - end > ShortestPart + 2 ? key[end..^2] : key[end..]))
                return true;
        }
        return false;
    }

    private bool IsBeginning(string key) => key.Length >= ShortestPart && key.Length <= LongestWord && _lines.Keys.Any(word => word.Length >= key.Length && word.StartsWith(key, StringComparison.Ordinal) && (word.Length == key.Length || word.Length >= key.Length + 2));

    /// <summary>"Mozambican", where Mozambique stands there.</summary>
    public bool HasPeople(Token token) => token.Key.Length > LettersOfPlace + 1 && Array.Exists(PeopleEndings, ending => token.Key.EndsWith(ending, StringComparison.Ordinal)) && _places.Contains(token.Key[..LettersOfPlace]);

    public void CloseDurations() => _lengths.Close();

    public bool HasConcept(string concept) => _lines.ContainsKey(concept);

    public bool Has(Quantity quantity, bool isRounded)
    {
        if (quantity.Digits is { } digits)
            return _phones.Any(phone => phone.EndsWith(digits, StringComparison.Ordinal) || digits.EndsWith(phone, StringComparison.Ordinal));
        if (quantity.Measure == Measure.Vague)
            return _quantities.Any(other => other.Measure is Measure.None or Measure.Vague && other.Value >= quantity.Value && other.Value < quantity.Value * 10);
        if (quantity.Measure is Measure.None && quantity.Value == Math.Floor(quantity.Value) && (_years.Contains((int)Math.Min(quantity.Value, 3000)) || quantity.Value <= 24 && _times.Contains((int)quantity.Value * 60 % 1440)))
            return true;
        if (quantity.Measure == Measure.Duration && quantity.Unit is "year" or "decade" && _lengths.Has((int)Math.Round(quantity.Value / 365.25)) && Math.Abs(quantity.Value / 365.25 - Math.Round(quantity.Value / 365.25)) < 0.01)
            return true;
        if (isRounded && quantity is { Measure: Measure.Duration, Unit: "year" } && _lengths.Has((int)Math.Round(quantity.Value / 365.25) + 1) && quantity.Value > 1000)
            return true;
        // "A month and a half" of six weeks.
        if (quantity is { Measure: Measure.Duration, Spelled: true, Value: >= 1 } && _quantities.Any(other => other is { Measure: Measure.Duration } && other.Unit != quantity.Unit && Math.Abs(quantity.Value - other.Value) <= other.Value * 0.09))
            return true;
        if (quantity.Unit == QuantityReader.Points && _differences.Contains(quantity.Value))
            return true;
        // Year 3s are years, not seconds.
        if (quantity is { Unit: "second", Spelled: false } && _known.Contains((quantity.Bare, Measure.None, null)))
            return true;
        foreach (var other in _quantities)
        {
            if (quantity.Measure == Measure.Percent && SaysPercent(other, quantity.Value))
                return true;
            if ((quantity.Unit is "share" || other.Unit is "share") && other.Measure == Measure.Percent && (Math.Abs(quantity.Value - other.Value) < (isRounded ? 4 : 1) || Math.Abs(100 - quantity.Value - other.Value) < 1))
                return true;
            if (AreAlike(quantity, other) && (IsSame(quantity.Value, other) || quantity.Measure == Measure.None && Near(quantity.Value, other.Bare) || IsSame(quantity.Other, other) || isRounded && IsRounded(quantity, other)))
                return true;
        }
        return false;
    }

    public bool Has(DateMention date)
    {
        switch (date.Shape)
        {
            case DateShape.Time:
                return HasTime(date.Day!.Value) || date.Day < 780 && HasTime(date.Day.Value + 720);
            case DateShape.Weekday:
                return date.Day is not { } weekday || _weekdays.Contains(weekday);
            case DateShape.Relative:
                return date.Day != int.MinValue && _days.Any(day => day - _today.DayNumber >= date.Day && day - _today.DayNumber <= date.Until);
        }
        return HasDate(date.Year, date.Month, date.Day) || date.Swapped && HasDate(date.Year, date.Day, date.Month);
    }

    private bool HasDate(int? year, int? month, int? day)
    {
        if (_dates.Contains((year, month, day)))
            return true;
        // The source leaves the year to the reader: it is this one or the next, or one that it names elsewhere.
        return year is { } named && month is not null && _dates.Contains((-1, month, day)) && (named == _today.Year || named == _today.Year + 1);
    }

    /// <summary>A bare "14.00" is no time by its shape, and yet what "2 pm" may have been made of.</summary>
    private bool HasTime(int minute) => _times.Contains(minute) || _hours.Contains(minute) || _lines.ContainsKey(string.Create(CultureInfo.InvariantCulture, $"{minute / 60}.{minute % 60:00}"));

    /// <summary>Halved is by 50 percent, doubled by 100; 112 percent of a goal is 12 above it.</summary>
    private static bool SaysPercent(Quantity other, double percent) =>
        other.Measure == Measure.Factor && (other.Value == 0.5 && percent == 50 || other.Value == 2 && percent == 100) || other is { Measure: Measure.Percent, Value: > 100 and < 200 } && Near(percent, other.Value - 100);

    private static bool IsSame(double value, Quantity other) =>
        !double.IsNaN(value) && (Near(value, other.Value) || !double.IsNaN(other.Other) && Near(value, other.Other));

    private static bool Near(double left, double right) => left == right || Math.Abs(left - right) <= Math.Max(Math.Abs(left), Math.Abs(right)) * 0.004 && left != Math.Floor(left) || Math.Abs(left - right) <= Math.Abs(left) * 1e-9;

    /// <summary>Measures that can say the same. A small bare number is no measure: five engineers are not five years.</summary>
    private static bool AreAlike(Quantity text, Quantity source)
    {
        if (text.Measure == source.Measure)
            return text.Measure != Measure.Money || text.Unit == source.Unit;
        if (text.Measure == Measure.None)
            return source.Measure is not (Measure.Vague or Measure.Factor);
        if (text.Measure == Measure.Factor)
            return text.Value == 2 && source.Measure == Measure.Percent && source.Value == 100;
        return source.Measure == Measure.None && text.Measure == Measure.Money;
    }

    /// <summary>"over 1,000" of 1,024; "nearly 20" of 19.6: one or two leading digits, next to the number itself.</summary>
    private static bool IsRounded(Quantity text, Quantity source)
    {
        var (shown, exact) = text.Measure == Measure.Duration && text.Unit == "year" ? (text.Value / 365.25, source.Value / 365.25) : (text.Value, source.Value);
        if (double.IsNaN(exact) || exact <= 0 || shown <= 0 || Math.Abs(shown - exact) > exact * 0.2)
            return false;
        if (text.Spelled && Math.Abs(shown - exact) <= exact * 0.02)
            return true;
        var step = Math.Pow(10, Math.Floor(Math.Log10(shown)));
        return Math.Abs(shown / step - Math.Round(shown / step)) < 1e-9 && Math.Abs(shown - exact) < step || Math.Abs(shown / step * 10 - Math.Round(shown / step * 10)) < 1e-9 && Math.Abs(shown - exact) < step / 10;
    }

    private void AddWord(string key, int line)
    {
        foreach (var form in new[] { key, Stems.Possessor(key), Vocabulary.Instance.Concept(key) }.Distinct())
        {
            if (!_lines.TryGetValue(form, out var lines))
                _lines[form] = lines = [];
            if (lines.Count < MostLines && (lines.Count == 0 || lines[^1] != line))
                lines.Add(line);
        }
        var stem = Stems.Of(key);
        _stems.Add(stem);
        _stems.Add(Vocabulary.Instance.Concept(stem));
        _stems.Add(Stems.Of(Vocabulary.Instance.Concept(key)));
    }

    private static IEnumerable<string> Forms(Token token)
    {
        var key = Stems.Possessor(token.Key);
        yield return token.Key;
        yield return key;
        yield return Vocabulary.Instance.Concept(key);
        if (Folding.WithoutUmlauts(token.Raw) is { } plain)
            yield return Stems.Possessor(plain);
        if (key.Length > 3)
        {
            yield return key + "s";
            if (key[^1] == 's')
            {
                yield return key[..^1];
                yield return Vocabulary.Instance.Concept(key[..^1]);
            }
            if (key.Length > 5)
            {
                yield return key + "n";
                yield return key + "en";
                yield return key + "e";
                if (key[^1] is 'n' or 'e')
                    yield return key[..^1];
                if (key.EndsWith("en", StringComparison.Ordinal) || key.EndsWith("es", StringComparison.Ordinal))
                    yield return key[..^2];
                if (key.EndsWith("er", StringComparison.Ordinal))
                    yield return key[..^2];
                yield return key.EndsWith("in", StringComparison.Ordinal) ? key[..^2] : key + "in";
            }
        }
    }

    private List<int>? LinesOf(Token word, bool loosely)
    {
        // "translators" of one line and "translator" of another: the word stands in both.
        var found = Forms(word).Where(_lines.ContainsKey).Distinct().SelectMany(form => _lines[form]).Distinct().ToList();
        if (found.Count > 0 || !loosely)
            return found.Count > 0 ? found : null;
        var stem = Stems.Of(word.Key);
        return _lines.GetValueOrDefault(stem) ?? _lines.GetValueOrDefault(stem + "e") ?? _lines.GetValueOrDefault(stem + "er");
    }

    private bool Phrase(string key) => _phrases.Contains(key);

    /// <summary>Runs of capitals: whole names, and what they are shortened to.</summary>
    private void AddRuns(List<Token> tokens)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (!tokens[at].IsCapital)
                continue;
            var end = at;
            while (end + 1 < tokens.Count && tokens[end + 1].IsCapital && end - at < 8)
                end++;
            var keys = tokens.Skip(at).Take(end - at + 1).Select(token => Vocabulary.Instance.Concept(Stems.Possessor(token.Key))).ToList();
            _runs.Add(string.Join(' ', keys));
            AddInitials(tokens, at);
            at = end;
        }
    }

    /// <summary>ITI of "Institute of Translation and Interpreting": from every capital of a name on, over the small words in it.</summary>
    private void AddInitials(List<Token> tokens, int first)
    {
        var letters = new StringBuilder();
        var starts = new List<int>();
        for (var at = first; at < tokens.Count && letters.Length < LongestInitials && (tokens[at].IsCapital || NameJoints.Contains(tokens[at].Key)); at++)
        {
            if (!tokens[at].IsCapital)
                continue;
            starts.Add(letters.Length);
            letters.Append(tokens[at].Key[0]);
            foreach (var start in starts)
            {
                if (letters.Length - start > 1)
                    _initials.Add(letters.ToString(start, letters.Length - start));
            }
        }
    }

    private bool IsMadeOfRuns(IReadOnlyList<Token> words)
    {
        var keys = words.Select(word => Vocabulary.Instance.Concept(Stems.Possessor(word.Key))).ToList();
        var reached = new bool[keys.Count + 1];
        reached[0] = true;
        for (var start = 0; start < keys.Count; start++)
        {
            for (var end = start + 1; reached[start] && end <= keys.Count; end++)
                reached[end] |= _runs.Contains(string.Join(' ', keys[start..end])) || end == start + 1 && words[start].IsAllCapitals && _initials.Contains(keys[start]);
        }
        return reached[^1];
    }

    private void AddLink(string raw)
    {
        var normal = LinkReader.Normal(raw);
        _links.Add(normal);
        if (raw.StartsWith('@'))
        {
            _handles.Add(normal.TrimStart('@'));
            return;
        }
        _handles.Add(normal[(normal.LastIndexOf('/') + 1)..]);
        var edge = normal.IndexOfAny(['/', '?', '#']);
        var host = edge < 0 ? normal : normal[..edge];
        if (!host.Contains('@', StringComparison.Ordinal))
            _links.Add(host);
    }

    private void AddDate(DateMention date)
    {
        switch (date.Shape)
        {
            case DateShape.Time:
                _times.Add(date.Day!.Value);
                return;
            case DateShape.Weekday:
                if (date.Day is { } weekday)
                    _weekdays.Add(weekday);
                return;
            case DateShape.Relative:
                if (date.Day != int.MinValue)
                    _days.Add(_today.DayNumber + date.Day!.Value);
                return;
        }
        AddDate(date.Year, date.Month, date.Day);
        if (date.Swapped)
            AddDate(date.Year, date.Day, date.Month);
    }

    private void AddDate(int? year, int? month, int? day)
    {
        _dates.Add((year, month, day));
        _dates.Add((null, month, day));
        _dates.Add((year, month, null));
        _dates.Add((null, month, null));
        _dates.Add((null, null, day));
        _dates.Add((year, null, null));
        if (year is { } known)
            _years.Add(known);
        if (year is null && month is not null)
        {
            _dates.Add((-1, month, day));
            _dates.Add((-1, month, null));
        }
        if (day is { } named && month is { } inMonth && named <= DateTime.DaysInMonth(year ?? 2024, inMonth))
        {
            var date = new DateOnly(year ?? _today.Year, inMonth, Math.Min(named, DateTime.DaysInMonth(year ?? _today.Year, inMonth)));
            _weekdays.Add((int)date.DayOfWeek);
            if (_days.Count < 2000)
                _days.Add(date.DayNumber);
        }
        else if (year is { } inYear && inYear is > 1900 and < 2100 && _days.Count < 2000)
            _days.Add(new DateOnly(inYear, month ?? 7, 1).DayNumber);
    }
}
