using System.Globalization;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>The sources line by line, to find those that a sentence tells of: it names them, or shares words of weight with them.</summary>
internal sealed class SourceLines
{
    /// <summary>A word in more lines than this tells nothing about which is meant.</summary>
    private const int MostLines = 24;

    /// <summary>A sentence that goes on for longer is none; what it tells of is seen from its beginning.</summary>
    private const int MostTokens = 200;

    /// <summary>Lines that one sentence can tell of; more would let a figure be put together from anywhere.</summary>
    private const int MostMeant = 8;

    /// <summary>Of more lines than a CV, a posting and notes have, nobody says which one a school stands in.</summary>
    private const int MostLinesLooked = 2_000;

    private const int ShortestWord = 4;

    /// <summary>Two words, of which one may be short.</summary>
    private const int LeastWeight = 3;

    private static readonly string[] Numerals = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];

    /// <summary>Words of weight beside a school's name, from which on its line says itself what was learnt there.</summary>
    private const int LeastOfItself = 2;

    /// <summary>Words with the number right behind them.</summary>
    private readonly HashSet<(string Name, int Number)> _numbered = [];
    private readonly Dictionary<string, List<int>> _byStem = [];
    private readonly Dictionary<string, int> _byId = [];
    private readonly List<ReadSource> _lines = [];

    public void Add(ReadSource line)
    {
        if (!_byId.TryAdd(line.Source.Id, _lines.Count))
            return;
        foreach (var stem in Stemmed(line.Tokens, line.Tokens.Count).Keys)
        {
            if (!_byStem.TryGetValue(stem, out var lines))
                _byStem[stem] = lines = [];
            if (lines.Count < MostLines)
                lines.Add(_lines.Count);
        }
        for (var at = 1; at < line.Tokens.Count; at++)
        {
            if (Array.IndexOf(Numerals, line.Tokens[at].Key) is > 0 and var number || line.Tokens[at].Kind == TokenKind.Number && int.TryParse(line.Tokens[at].Key, CultureInfo.InvariantCulture, out number))
                _numbered.Add((line.Tokens[at - 1].Key, number));
        }
        _lines.Add(line);
    }

    /// <summary>The source of that id is the user's own.</summary>
    public bool IsOwn(string id) => _byId.TryGetValue(id, out var line) && Evidence.IsOwn(_lines[line].Source);

    /// <summary>The user's own lines with the word, in some form of it, and each line after one of them that says nothing else.</summary>
    public IEnumerable<ReadSource> OwnWith(Token word)
    {
        foreach (var line in _byStem.GetValueOrDefault(Vocabulary.Instance.Concept(Stems.Of(word.Key))) ?? [])
        {
            if (!Evidence.IsOwn(_lines[line].Source))
                continue;
            yield return _lines[line];
            if (_lines[line].Tokens.Count <= 2 && line + 1 < _lines.Count && Evidence.IsOwn(_lines[line + 1].Source))
                yield return _lines[line + 1];
        }
    }

    /// <summary>A line that the sentence names has the word, in some form of it.</summary>
    public bool IsCited(Passage passage, Token word)
    {
        var stem = Stems.Of(word.Key);
        return passage.Cited.Take(MostMeant).Any(id => _byId.TryGetValue(id, out var line) && _lines[line].Tokens.Take(MostTokens).Any(token => token.IsWord && Stems.Of(token.Key) == stem));
    }

    /// <summary>Of the sentences of a passage, that with the token shares a word of weight with the line, or is all there is and names it.</summary>
    public static bool IsToldIn(Passage passage, int at, ReadSource line)
    {
        var (start, end) = passage.SentenceAt(at);
        if (start == 0 && end == passage.Tokens.Count && passage.Cited.Contains(line.Source.Id))
            return true;
        var words = Stemmed(passage.Tokens.GetRange(start, Math.Min(end - start, MostTokens)), MostTokens);
        return Stemmed(line.Tokens, MostTokens).Keys.Any(words.ContainsKey);
    }

    /// <summary>A line has the one, and right behind it the other, in letters or as the number that it is.</summary>
    public bool HasSideBySide(Token name, Token numeral) => _numbered.Contains((name.Key, Array.IndexOf(Numerals, numeral.Key)));

    /// <summary>The line of the CV that has the name between two tokens, where the sentence tells of another line; null in doubt.</summary>
    public string? Elsewhere(Passage passage, int first, int last, List<Token> name, int leastShared)
    {
        if (passage.Tokens.Count > MostTokens || _lines.Count > MostLinesLooked)
            return null;
        var lines = Enumerable.Range(0, _lines.Count).Where(line => _lines[line].Source.Kind == SourceKind.Cv && name.TrueForAll(word => _lines[line].Tokens.Exists(token => token.Key == word.Key))).ToList();
        if (lines.Count == 0)
            return null;
        var (start, end) = passage.SentenceAt(first);
        start = Math.Max(start, passage.Tokens.FindLastIndex(first, static token => token.Is(";")) + 1);
        if (passage.Tokens.FindIndex(last, static token => token.Is(";")) is > 0 and var stop)
            end = Math.Min(end, stop);
        var around = passage.Tokens.GetRange(start, first - start);
        around.AddRange(passage.Tokens.GetRange(last + 1, end - last - 1));
        var words = Stemmed(around, MostTokens).Keys.ToHashSet();
        // "BSc Physiotherapy" above "Northern University, York": what a line of a name alone belongs to stands beside it.
        var beside = lines.SelectMany(line => Stemmed(_lines[line].Tokens, MostTokens).Count <= name.Count + LeastOfItself ? new[] { line - 1, line, line + 1 } : [line]).Where(line => line >= 0 && line < _lines.Count).ToHashSet();
        if (beside.Any(line => Shared(line) > 0 || _lines[line].Dates.Exists(date => passage.Dates.Exists(told => told.Year is not null && told.Year == date.Year))))
            return null;
        return Enumerable.Range(0, _lines.Count).Any(line => !beside.Contains(line) && _lines[line].Source.Kind == SourceKind.Cv && Shared(line) >= leastShared) ? _lines[lines[0]].Source.Text : null;

        int Shared(int line) => Stemmed(_lines[line].Tokens, MostTokens).Keys.Count(words.Contains);
    }

    /// <summary>In no order; those that the sentence names first.</summary>
    public List<ReadSource> MeantBy(Passage passage)
    {
        var meant = passage.Cited.Where(_byId.ContainsKey).Select(id => _byId[id]).Distinct().Take(MostMeant).ToList();
        var shared = new Dictionary<int, int>();
        foreach (var (stem, weight) in Stemmed(passage.Tokens, MostTokens))
        {
            foreach (var line in _byStem.GetValueOrDefault(stem) ?? [])
                shared[line] = shared.GetValueOrDefault(line) + weight;
        }
        foreach (var (line, weight) in shared.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key))
        {
            if (weight < LeastWeight || meant.Count >= MostMeant)
                break;
            if (!meant.Contains(line))
                meant.Add(line);
        }
        return [.. meant.Select(line => _lines[line])];
    }

    /// <summary>The words of weight: 2 for most, 1 for short everyday ones.</summary>
    internal static Dictionary<string, int> Stemmed(List<Token> tokens, int most)
    {
        var stems = new Dictionary<string, int>();
        foreach (var token in tokens.Take(most))
        {
            if (token.IsWord && token.Key.Length >= ShortestWord && !IsLight(token.Key))
                stems[Vocabulary.Instance.Concept(Stems.Of(token.Key))] = token.Key.Length == ShortestWord && Vocabulary.Instance.IsFunctionWord(token.Key, Tongue.English) ? 1 : 2;
        }
        return stems;
    }

    /// <summary>Words that stand in any sentence.</summary>
    internal static bool IsLight(string key) => Vocabulary.Instance.First.Contains(key) || Vocabulary.Instance.Others.Contains(key) || Vocabulary.Instance.Breaks.Contains(key) || key.Length == ShortestWord && Vocabulary.Instance.IsFunctionWord(key, Tongue.German)
        || key is "this" or "what" or "when" or "will" or "were" or "into" or "over" or "about" or "would" or "could" or "also" or "just" or "very" or "some" or "most" or "much" or "many" or "only" or "then" or "here" or "there" or "make" or "made" or "take" or "last" or "next" or "work" or "team" or "with" or "from" or "have" or "been" or "more" or "than" or "year" or "years" or "jahr" or "jahre" or "jahren" or "month" or "months" or "week" or "weeks" or "nicht" or "eine" or "einen" or "einem" or "einer" or "worked" or "working" or "experience" or "erfahrung";
}
