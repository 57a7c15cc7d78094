namespace Assistant.Host.Writing.Claims;

internal enum PassageKind
{
    /// <summary>Subjects, titles and headings: every word may have a capital.</summary>
    Heading,
    Running,
}

/// <summary>Whose past a part of the text must be about.</summary>
internal enum PartOwner
{
    Anyone,

    /// <summary>A line of the user's CV: all of it is said of the user.</summary>
    User,

    /// <summary>An answer to a requirement: "you" and "the CV" are the user, and a sentence may leave the subject out.</summary>
    Requirement,

    /// <summary>A question that somebody else may ask: its "we" is not the user.</summary>
    Asker,
}

/// <summary>A stretch of written text that is checked at once.</summary>
internal sealed class Passage
{
    /// <summary>Up to here a number is told as often as it is counted.</summary>
    private const int SmallestCount = 12;

    private static readonly HashSet<string> Users = ["he", "him", "his", "she", "her", "hers", "er", "ihm", "ihn", "sein", "seine", "sie", "ihr", "ihre", "ihrem", "ihren", "ihrer", "you", "your", "user", "candidate", "applicant", "bewerber", "bewerberin"];

    private readonly bool[] _speaksOfOthers;
    private readonly bool[] _speaksOfWriter;
    private readonly bool[] _asks;
    private (int Start, int End)[]? _sentences;

    public Passage(string text, PassageKind kind, PartOwner owner, Tongue tongue, IReadOnlyList<string> cited)
    {
        Text = text;
        Kind = kind;
        Cited = cited;
        Tokens = Tokenizer.Read(text);
        Tongue = Vocabulary.Instance.Guess(Tokens, tongue);
        Taken = new bool[Tokens.Count];
        for (var at = 0; at < Tokens.Count; at++)
            Taken[at] = Tokens[at].Kind == TokenKind.Link;
        Dates = DateReader.Read(Tokens, Tongue, Taken);
        Quantities = QuantityReader.Read(Tokens, Tongue, Taken);
        IsOwn = ClaimScope.Read(Tokens, owner, Tongue);
        IsFigure = new bool[Tokens.Count];
        foreach (var date in Dates)
            Array.Fill(IsFigure, true, date.First, date.Last - date.First + 1);
        foreach (var quantity in Quantities)
            Array.Fill(IsFigure, true, quantity.First, quantity.Last - quantity.First + 1);
        IsCounted = [.. IsFigure];
        foreach (var quantity in Quantities.Where(static quantity => quantity is { Spelled: true, Value: <= SmallestCount }))
            Array.Fill(IsCounted, false, quantity.First, quantity.Last - quantity.First + 1);
        // In an answer to a requirement "he", "sie" and "you" are the user.
        var isOfUser = owner == PartOwner.Requirement;
        _speaksOfOthers = SentencesWith(token => Vocabulary.Instance.Others.Contains(token.Key) && token.Key != "yours" && !(isOfUser && Users.Contains(token.Key)) || !isOfUser && token.Key is "you'll" or "you're" or "you've" or "you'd");
        _speaksOfWriter = SentencesWith(token => token.Key is "i" or "i'm" or "i've" or "my" or "me" or "mir" or "mich" or "ich" or "mein" or "meine" or "meinem" or "meinen" or "meiner" or "meines" || isOfUser && token.Key is not ("you" or "your") && Users.Contains(token.Key));
        _asks = SentencesWith(token => token.Is("?"));
        HasYears = Quantities.Exists(quantity => quantity is { Measure: Measure.Duration, Unit: "year" });
    }

    public string Text { get; }
    public PassageKind Kind { get; }
    public Tongue Tongue { get; }

    /// <summary>The sources that the writer names for the sentence.</summary>
    public IReadOnlyList<string> Cited { get; }
    public List<Token> Tokens { get; }
    public List<DateMention> Dates { get; }
    public List<Quantity> Quantities { get; }

    /// <summary>Tokens that a finder has dealt with.</summary>
    public bool[] Taken { get; }

    /// <summary>Tokens of dates and quantities.</summary>
    public bool[] IsFigure { get; }

    /// <summary>Those of them that are more than a small number in a word: once, two, a dozen.</summary>
    public bool[] IsCounted { get; }

    /// <summary>Some quantity counts years.</summary>
    public bool HasYears { get; }

    /// <summary>The sentence that a token stands in speaks to or of somebody other than the user.</summary>
    public bool SpeaksOfOthers(int at) => _speaksOfOthers[at];

    /// <summary>The sentence that a token stands in says I, me or my.</summary>
    public bool SpeaksOfWriter(int at) => _speaksOfWriter[at];

    /// <summary>The sentence that a token stands in is a question.</summary>
    public bool Asks(int at) => _asks[at];

    /// <summary>Tokens that tell of the user's own past: only the user's own sources speak for them.</summary>
    public bool[] IsOwn { get; }

    public string Slice(int first, int last) => Text[Tokens[first].Start..Tokens[last].End];

    /// <summary>Each from its first token to before the next one's.</summary>
    public IEnumerable<(int Start, int End)> Sentences
    {
        get
        {
            for (var start = 0; start < Tokens.Count;)
            {
                var end = start + 1;
                while (end < Tokens.Count && !(Tokens[end].First && Tokens[end].IsWord))
                    end++;
                yield return (start, end);
                start = end;
            }
        }
    }

    /// <summary>The sentence that a token stands in.</summary>
    public (int Start, int End) SentenceAt(int at)
    {
        _sentences ??= [.. Sentences];
        var (low, high) = (0, _sentences.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_sentences[middle].End > at)
                high = middle;
            else
                low = middle + 1;
        }
        return _sentences[low];
    }

    private bool[] SentencesWith(Predicate<Token> match)
    {
        var found = new bool[Tokens.Count];
        foreach (var (start, end) in Sentences)
            Array.Fill(found, Tokens.GetRange(start, end - start).Exists(match), start, end - start);
        return found;
    }
}
