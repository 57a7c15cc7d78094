namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Which lines of the sources have a figure or a date, to see where it is told of something else: a line has 38 databases, the text 38 people. In doubt it says
/// nothing: where one of those lines shares a word of weight with the sentence, or another figure with the passage, and where the sentence does not say what it tells of.
/// </summary>
internal sealed class FigureLines(DateOnly today)
{
    /// <summary>A figure in more lines than this is nobody's.</summary>
    private const int MostLines = 12;

    /// <summary>Figures of one line, and tokens of a sentence or a line, that are looked at.</summary>
    private const int MostFigures = 40;
    private const int MostTokens = 200;

    /// <summary>Letters with which words of one family begin: of projects, where a line has a project leader.</summary>
    private const int LettersOfBeginning = 6;

    /// <summary>Tokens of a sentence that says what it is about; "Since 01/2021:" is told of what follows.</summary>
    private const int ShortestSentence = 6;

    /// <summary>Tokens on either side of a figure that say what it counts, and the letters of such a word.</summary>
    private const int TokensBeside = 3;
    private const int ShortestWord = 4;

    /// <summary>Words that tell when, and not what.</summary>
    private static readonly HashSet<string> Beginnings = ["joined", "started", "start", "began", "begun", "been", "since", "depuis", "kam", "dazu", "dabei", "angefangen", "begonnen", "done", "doing", "mache", "gemacht", "there", "dort", "travaille"];

    /// <summary>Ends of a span of time.</summary>
    private static readonly HashSet<string> Whens = ["today", "heute", "present", "current", "currently", "ongoing", "date", "until", "since", "laufend", "jetzt", "aktuell", "seit", "aujourd'hui", "actualidad", "presente", "spring", "summer", "autumn", "winter", "fruhjahr", "sommer", "herbst"];

    private readonly Dictionary<double, List<Line>> _byFigure = [];
    private readonly Dictionary<(int? Year, int? Month), List<Line>> _byDate = [];
    private readonly Dictionary<int, List<Line>> _byWeekday = [];
    private readonly HashSet<int> _weekdays = [];

    public void Add(ReadSource source)
    {
        var line = new Line(source);
        foreach (var quantity in source.Quantities.Take(MostFigures))
            Add(_byFigure, quantity.Bare, line);
        foreach (var date in source.Dates.Take(MostFigures))
        {
            if (date is { Shape: DateShape.Weekday, Day: { } weekday })
                _weekdays.Add(weekday);
            if (date is not { Shape: DateShape.Date })
                continue;
            Add(_byDate, (date.Year, null), line);
            Add(_byDate, (date.Year, date.Month), line);
            if (date is { Month: { } month, Day: { } day } && (date.Year ?? today.Year) is > 0 and < 9999 and var year && day <= DateTime.DaysInMonth(year, month))
                Add(_byWeekday, (int)new DateOnly(year, month, day).DayOfWeek, line);
        }
    }

    /// <summary>Some line has the figure and a word for the time: two days a week, for twice a week; but not two weeks.</summary>
    public bool HasRhythm(double bare, string unit) => (_byFigure.GetValueOrDefault(bare) ?? []).Exists(line => IsSoOften(line.Source.Tokens, unit));

    /// <summary>"Three shifts a week", "14 Mal im Monat"; "three days" tell how long.</summary>
    private static bool IsSoOften(List<Token> tokens, string unit)
    {
        for (var at = 1; at < Math.Min(tokens.Count, MostTokens); at++)
        {
            if (QuantityReader.TimeOf(tokens[at].Key)?.Unit == unit && tokens[at - 1].Kind != TokenKind.Number && NumberWords.Read(tokens, at - 1, Tongue.English, out _) == 0 && NumberWords.Read(tokens, at - 1, Tongue.German, out _) == 0)
                return true;
        }
        return false;
    }

    /// <returns>A line that has the figure as it stands, of something else; null where nothing speaks against it.</returns>
    public string? Elsewhere(Passage passage, Quantity quantity)
    {
        var lines = _byFigure.GetValueOrDefault(quantity.Bare)?.FindAll(line => line.Source.Quantities.Exists(other => SourceFigures.IsSaidBy(quantity, other, false)));
        return lines is null || CodeAt(passage, quantity.First) is { } code && lines.Exists(line => line.Source.Source.Text.Contains(code, StringComparison.OrdinalIgnoreCase)) || lines.Exists(line => line.Source.Quantities.Exists(other => other.Bare == quantity.Bare && AreBesideOneWord(passage.Tokens, quantity, line.Source.Tokens, other))) ? null : Other(passage, quantity.First, lines);
    }

    /// <summary>Somebody else's line has the figure with what it counts, and none of the user's own does: "zwei Lehrlinge".</summary>
    public bool IsBorrowed(Passage passage, Quantity quantity)
    {
        var lines = _byFigure.GetValueOrDefault(quantity.Bare);
        return lines is not null && Counts(lines, false) && !Counts(lines, true);

        bool Counts(List<Line> among, bool isOwn) => among.Exists(line => Evidence.IsOwn(line.Source.Source) == isOwn && line.Source.Quantities.Exists(other => other.Bare == quantity.Bare && AreBesideOneWord(passage.Tokens, quantity, line.Source.Tokens, other)));
    }

    /// <returns>The same of a month or a year; of a weekday, a line with a day that falls on it, and null where some line names the weekday itself.</returns>
    public string? Elsewhere(Passage passage, DateMention date) => date switch
    {
        { Shape: DateShape.Weekday, Day: { } weekday } => _weekdays.Contains(weekday) ? null : Other(passage, date.First, _byWeekday.GetValueOrDefault(weekday)),
        _ => _byDate.GetValueOrDefault((date.Year, date.Month)) is { } lines && IsNumbered(passage, date, lines) ? null : Other(passage, date.First, _byDate.GetValueOrDefault((date.Year, date.Month))),
    };

    /// <summary>What a figure is written in one with: "HS/ENG/0388", "TM-EMP-0926"; null where it stands by itself.</summary>
    private static string? CodeAt(Passage passage, int at)
    {
        var first = at;
        while (first > 0 && !passage.Tokens[first].Spaced && (passage.Tokens[first - 1].IsWord || passage.Tokens[first - 1].Kind == TokenKind.Number || passage.Tokens[first - 1].Key is "-" or "/" or "_" or "." or "–"))
            first--;
        return first < at && passage.Tokens[first].IsWord ? passage.Text[passage.Tokens[first].Start..passage.Tokens[at].End] : null;
    }

    /// <summary>"SKA 2026-09" is a number of a post, and no month.</summary>
    private static bool IsNumbered(Passage passage, DateMention date, List<Line> lines) =>
        date.First > 0 && passage.Tokens[date.First - 1] is { IsAllCapitals: true } name && passage.Text[name.Start..passage.Tokens[date.Last].End] is var code && lines.Exists(line => line.Source.Source.Text.Contains(code, StringComparison.Ordinal));

    private static string? Other(Passage passage, int at, List<Line>? lines)
    {
        if (lines is null || lines.Count is 0 or >= MostLines)
            return null;
        var (start, end) = passage.SentenceAt(at) is var sentence && sentence.End - sentence.Start < ShortestSentence ? (0, passage.Tokens.Count) : sentence;
        // "Budget: hers is 18 million, theirs 26."
        while (start > 0 && passage.Tokens[start - 1].Is(":"))
            start = passage.SentenceAt(start - 1).Start;
        // What is quoted goes on with the sentence.
        while (end < passage.Tokens.Count && IsOpening(passage.Tokens[end - 1]))
            end = passage.SentenceAt(end).End;
        while (start > 0 && IsOpening(passage.Tokens[start - 1]))
            start = passage.SentenceAt(start - 1).Start;
        var tokens = Enumerable.Range(start, Math.Min(end - start, MostTokens)).Where(one => !passage.IsFigure[one]).Select(one => passage.Tokens[one]).ToList();
        var words = SourceLines.Stemmed(tokens, MostTokens).Keys;
        if (tokens.TrueForAll(token => !token.IsWord || token.Key.Length < ShortestWord || SourceLines.IsLight(token.Key) || Beginnings.Contains(token.Key) || Vocabulary.Instance.IsFunctionWord(token.Key, passage.Tongue)))
            return null;
        var isAllOfIt = start == 0 && end == passage.Tokens.Count;
        return lines.Exists(line => line.IsOfItsNeighbour || isAllOfIt && passage.Cited.Contains(line.Source.Source.Id) || words.Any(line.Words.Contains) || tokens.Exists(line.HasBeginningOf) || line.SharesFigure(passage, at)) ? null : lines[0].Source.Source.Text;
    }

    private static bool IsOpening(Token token) => token.Key is "„" or "“" or "«";

    /// <summary>A team of five in both, though a team alone would tell nothing.</summary>
    private static bool AreBesideOneWord(List<Token> text, Quantity quantity, List<Token> line, Quantity other)
    {
        var beside = Beside(line, other).ToHashSet();
        return Beside(text, quantity).Any(beside.Contains);

        static IEnumerable<string> Beside(List<Token> tokens, Quantity quantity)
        {
            for (var at = Math.Max(0, quantity.First - TokensBeside); at <= quantity.Last + TokensBeside && at < tokens.Count; at++)
            {
                if (tokens[at] is { IsWord: true, Key: { Length: >= ShortestWord } key } && (at < quantity.First || at > quantity.Last) && !(key is "with" or "from" or "over" or "more" or "than" or "about" or "have" or "were" or "that" or "mehr" or "nach" or "sind" or "waren" or "etwa" or "rund"))
                    yield return Vocabulary.Instance.Concept(Stems.Of(key));
            }
        }
    }

    private static void Add<TKey>(Dictionary<TKey, List<Line>> lines, TKey key, Line line) where TKey : notnull
    {
        if (!lines.TryGetValue(key, out var those))
            lines[key] = those = [];
        if (those.Count < MostLines && (those.Count == 0 || those[^1] != line))
            those.Add(line);
    }

    private sealed class Line(ReadSource source)
    {
        private readonly Lazy<HashSet<string>> _beginnings = new(() => [.. source.Tokens.Take(MostTokens).Where(token => token.IsWord && token.Key.Length >= LettersOfBeginning).Select(token => token.Key[..LettersOfBeginning])]);
        private readonly Lazy<HashSet<string>> _words = new(() => [.. SourceLines.Stemmed(source.Tokens, MostTokens).Keys]);

        public ReadSource Source => source;
        public HashSet<string> Words => _words.Value;

        /// <summary>"Mai 2023 – heute" alone: it tells when, and the line above it what.</summary>
        public bool IsOfItsNeighbour { get; } = source.Dates.Count > 0 && source.Tokens.Take(MostTokens).All(static token => !token.IsWord || token.Key.Length < ShortestWord || SourceLines.IsLight(token.Key) || DateReader.IsMonth(token.Key) || Whens.Contains(token.Key));

        public bool HasBeginningOf(Token token)
        {
            for (var from = 0; token.IsWord && !SourceLines.IsLight(token.Key) && from + LettersOfBeginning <= token.Key.Length && from < MostFigures; from++)
            {
                if (_beginnings.Value.Contains(token.Key.Substring(from, LettersOfBeginning)))
                    return true;
            }
            return false;
        }

        /// <summary>Another figure or date of the passage than that at a token stands in the line.</summary>
        public bool SharesFigure(Passage passage, int but)
        {
            var value = passage.Quantities.Find(quantity => quantity.First == but)?.Value;
            var date = passage.Dates.Find(one => one.First == but);
            return passage.Quantities.Take(MostFigures).Any(other => other.First != but && other.Value != value && source.Quantities.Take(MostFigures).Any(one => SourceFigures.IsSaidBy(other, one, false)))
                || passage.Dates.Take(MostFigures).Any(other => other.First != but && (other.Year, other.Month, other.Day) != (date?.Year, date?.Month, date?.Day) && source.Dates.Take(MostFigures).Any(one => one.Shape == other.Shape && (one.Year, one.Month, one.Day) == (other.Year ?? one.Year, other.Month, other.Day)));
        }
    }
}
