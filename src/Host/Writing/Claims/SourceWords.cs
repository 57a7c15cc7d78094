using System.Text;

namespace Assistant.Host.Writing.Claims;

/// <summary>The words of the sources, in every form that says the same, and which of them stand together.</summary>
internal sealed class SourceWords
{
    /// <summary>Lines remembered for one word; a word in more lines than this tells nothing about which line is meant.</summary>
    private const int MostLines = 256;

    /// <summary>A shorter part of a compound would be part of too many.</summary>
    private const int ShortestPart = 5;
    private const int LongestWord = 45;
    private const int LongestInitials = 8;

    /// <summary>Letters that a country and its people share.</summary>
    private const int LettersOfPlace = 6;

    /// <summary>Letters that compounds share whose first parts are the same: Güterzüge and Güterverkehr.</summary>
    private const int LettersOfCompound = 5;

    /// <summary>Lines from the one part of what is one word of German to the other: Konditorin, and Meisterprüfung on the next.</summary>
    private const int LinesApart = 1;

    /// <summary>Letters of an ending that makes another word of one: migra-tion.</summary>
    private const int LongestEnding = 4;

    /// <summary>Italienischkenntnisse are of Italienisch.</summary>
    private static readonly string[] Tails = ["kenntnisse", "kenntnissen", "erfahrung", "erfahrungen"];
    private static readonly string[] PeopleEndings = ["can", "ian", "ean", "ese", "ish"];
    private static readonly HashSet<string> NameJoints = ["of", "and", "the", "for", "in", "&", "für", "fur", "und", "der", "des", "de", "la", "et", "y"];

    private readonly Dictionary<string, List<int>> _lines = [];
    /// <summary>Of a folded word, how it is spelled where it stands.</summary>
    private readonly Dictionary<string, HashSet<string>> _spellings = [];
    private readonly HashSet<string> _stems = [];
    private readonly HashSet<string> _runs = [];
    private readonly HashSet<string> _initials = [];
    private readonly Dictionary<string, HashSet<int>> _heads = [];
    private readonly HashSet<string> _beginnings = [];
    private readonly HashSet<string> _places = [];
    private readonly HashSet<string> _firsts = [];
    private readonly HashSet<string> _phrases = [];

    /// <summary>Of a stem that was asked for, the lines that have a word which begins so.</summary>
    private readonly Dictionary<string, List<int>> _near = [];

    /// <summary>Words that stand there as a name: "Frau Winter", "Will Baker", but not the winter.</summary>
    private readonly HashSet<string> _names = [];

    /// <param name="tokens">Of one source.</param>
    /// <param name="line">The sources of one line say their words together.</param>
    /// <param name="without">Tokens that are not to be known of; null for none.</param>
    public void Add(List<Token> tokens, int line, bool[]? without)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            var token = tokens[at];
            if (!token.IsWord && token.Kind != TokenKind.Number || without is not null && without[at])
                continue;
            AddWord(token.Key, line);
            if (NameFinder.IsSpelledAsName(tokens, at))
            {
                _names.Add(token.Key);
                if (Folding.WithoutUmlauts(token.Raw) is { } bare)
                    _names.Add(bare);
            }
            if (token.IsWord)
                AddSpelling(token);
            if (token.IsCapital && TermFinder.GermanHead(token.Key) is { } head)
                (_heads.TryGetValue(head, out var lines) ? lines : _heads[head] = []).Add(line);
            if (token.IsCapital && token.Key.Length > LettersOfPlace)
                _places.Add(token.Key[..LettersOfPlace]);
            if (token.IsCapital && token.Key.Length > LettersOfCompound)
                _firsts.Add(token.Key[..LettersOfCompound]);
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
    }

    /// <summary>The word stands there as somebody's or something's name.</summary>
    public bool HasName(string key) => _names.Contains(Stems.Possessor(key)) || _names.Contains(key) || key.Length > 3 && key[^1] == 's' && _names.Contains(key[..^1]);

    /// <summary>The word stands there, in some form of it.</summary>
    public bool HasWord(Token token) => Forms(token).Any(form => _lines.ContainsKey(form)) || token.IsAllCapitals && _initials.Contains(token.Key) || _phrases.Contains(token.Key);

    /// <summary>
    /// Whether a name that stands there is written as it is there: Bösch is not Bosch. José may be Jose and Grüße Grüsse; Zürich may be Zurich, but not in German.
    /// True of what does not stand there.
    /// </summary>
    public bool HasSpelling(Token token, Tongue tongue) =>
        !_spellings.TryGetValue(token.Key, out var spellings) || spellings.Contains(Folding.Spelling(token.Raw, false)) || tongue != Tongue.German && Ascii.IsValid(token.Raw);

    /// <summary>A word of the same stem stands there.</summary>
    public bool HasStem(Token token) => HasWord(token) || _stems.Contains(Vocabulary.Instance.Concept(Stems.Of(token.Key)));

    /// <summary>Somebody who does it stands there, or the office: a driver, of drivers, and not of a driving licence; a coordinator, of coordination.</summary>
    public bool HasDoer(Token token) => HasWord(token) || HasStem(token) && Stems.Of(token.Key) is var stem && _lines.Keys.Any(key => key.Length > stem.Length && key.StartsWith(stem, StringComparison.Ordinal) && (key.EndsWith("ion", StringComparison.Ordinal) || token.Key.EndsWith("ator", StringComparison.Ordinal) || key.StartsWith(token.Key, StringComparison.Ordinal) || Stems.Of(key) == stem && KindFinder.IsDoer(Stems.Possessor(key).TrimEnd('s'))));

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

    /// <summary>Words of these stems stand in one line.</summary>
    public bool HasNear(IEnumerable<Token> words)
    {
        List<int>? near = null;
        foreach (var word in words)
        {
            if (!HasStem(word))
                return false;
            var stem = Stems.Of(word.Key);
            if (!_near.TryGetValue(stem, out var lines))
                _near[stem] = lines = [.. _lines.Keys.Where(key => key.StartsWith(stem, StringComparison.Ordinal)).SelectMany(key => _lines[key])];
            near = near is null ? lines : [.. near.Intersect(lines)];
            if (near.Count == 0)
                return false;
        }
        return true;
    }

    /// <summary>The end of a German title: Meister, where Bäckermeister stands there.</summary>
    public bool HasHead(string key) => _heads.ContainsKey(key);

    /// <summary>Both parts of a German title stand near each other: the Schichtleiter of a "Leitung der Schicht", and not of an Ausbildung and a Laborleiterin.</summary>
    public bool HasHalves(Token front, Token head) =>
        LinesOf(front, true) is { } lines && (LinesOf(head, true) ?? []).Concat(_heads.GetValueOrDefault(head.Key) ?? []).Any(line => lines.Exists(other => Math.Abs(line - other) <= LinesApart));

    /// <summary>The beginning of a compound: Meister, where Meisterschule stands there.</summary>
    public bool HasBeginning(string key) => _beginnings.Contains(key);

    /// <summary>Some noun begins as this long one of German does: Güterverkehr, for Güterzüge.</summary>
    public bool HasBeginningOf(Token noun) => noun.IsCapital && noun.Key.Length > LettersOfCompound + 2 && _firsts.Contains(noun.Key[..LettersOfCompound]);

    /// <summary>Kasack, where Kasackgröße stands there, and Konditormeisterin, where Konditorin and Meisterprüfung do.</summary>
    public bool HasInCompound(string key)
    {
        if (IsBeginning(key))
            return true;
        for (var end = ShortestPart; end <= key.Length - ShortestPart; end++)
        {
            var tail = key[end..].EndsWith("in", StringComparison.Ordinal) && key.Length - end > ShortestPart + 2 ? key[end..^2] : key[end..];
            if (LinesFrom(key[..end]) is { Count: > 0 } lines && LinesFrom(tail).Exists(line => lines.Exists(other => Math.Abs(line - other) <= LinesApart)))
                return true;
        }
        return false;
    }

    /// <summary>Schule, where Technikerschule stands there.</summary>
    public bool HasEnding(string key) => key.Length >= ShortestPart && key.Length <= LongestWord && _lines.Keys.Any(word => word.Length > key.Length + 2 && word.EndsWith(key, StringComparison.Ordinal));

    /// <summary>Migrated, for migration: long words of English that end differently.</summary>
    public bool HasBeginningOf(string key)
    {
        var beginning = key[..Math.Min(key.Length, Math.Max(LettersOfPlace, key.Length - LongestEnding))];
        return key.Length > LettersOfPlace && _lines.Keys.Any(word => word.Length - beginning.Length <= LongestEnding + 1 && word.StartsWith(beginning, StringComparison.Ordinal));
    }

    /// <summary>Where words stand that begin so.</summary>
    private List<int> LinesFrom(string key) => [.. Beginning(key).SelectMany(word => _lines[word])];

    private bool IsBeginning(string key) => Beginning(key).Any();

    private IEnumerable<string> Beginning(string key) => key.Length is >= ShortestPart and <= LongestWord ? _lines.Keys.Where(word => word.Length >= key.Length && word.StartsWith(key, StringComparison.Ordinal) && (word.Length == key.Length || word.Length >= key.Length + 2)) : [];

    /// <summary>"Mozambican", where Mozambique stands there.</summary>
    public bool HasPeople(Token token) => token.Key.Length > LettersOfPlace + 1 && Array.Exists(PeopleEndings, ending => token.Key.EndsWith(ending, StringComparison.Ordinal)) && _places.Contains(token.Key[..LettersOfPlace]);

    /// <summary>Some word of it is meant; each is read, folded or as the concept that it stands for.</summary>
    public bool HasAny(Predicate<string> isMeant) => _lines.Keys.Any(key => isMeant(key));

    /// <summary>The folded word itself stands there, and none that says the same.</summary>
    public bool IsSpelled(string key) => _spellings.ContainsKey(key);

    /// <summary>The folded word itself, or the concept that words of it stand for.</summary>
    public bool HasConcept(string concept) => _lines.ContainsKey(concept);

    private void AddSpelling(Token token)
    {
        if (!_spellings.TryGetValue(token.Key, out var spellings))
            _spellings[token.Key] = spellings = [];
        spellings.Add(Folding.Spelling(token.Raw, false));
        spellings.Add(Folding.Spelling(token.Raw, true));
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
                // Manuelle, for manueller
                if (key[^1] is 'n' or 'e' || key.EndsWith("er", StringComparison.Ordinal))
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
}
