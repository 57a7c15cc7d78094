using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Which of the CV's lines belong to which employer or school, to see where a figure, a date or a title of one is told of another. In doubt it says nothing:
/// where a sentence names two places or an order of times, or a figure stands anywhere else too.
/// </summary>
internal sealed class Placement(DateOnly today)
{
    /// <summary>Employers and schools of one CV; a longer list is none.</summary>
    private const int MostPlaces = 40;

    /// <summary>Words between "at" and the name: "at the old Acme".</summary>
    private const int Reach = 4;

    /// <summary>Tokens of a line that names a post or a course.</summary>
    private const int LongestHeader = 36;

    /// <summary>A sentence that goes on for longer tells of more than one place.</summary>
    private const int MostTokens = 120;

    private static readonly HashSet<string> Prepositions = ["at", "from", "of", "for", "with", "joined", "bei", "beim", "fur", "chez", "an", "als", "zu", "in", "im"];

    /// <summary>What tells of a second time, and so perhaps of a second place.</summary>
    private static readonly HashSet<string> Orders =
    [
        "before", "after", "previously", "earlier", "then", "later", "prior", "formerly", "since", "following", "until", "left", "ago", "first", "last", "davor", "danach", "zuvor", "vorher", "spater", "anschliessend", "nach", "vor", "bevor", "nachdem", "zunachst", "seit",
        "zuletzt", "heute", "inzwischen", "today", "now", "avant", "apres", "antes", "despues", "depuis", "between", "meanwhile", "afterwards", "subsequently", "dazwischen", "nachher", "hinterher", "daneben", "total", "insgesamt", "altogether", "overall", "career", "laufbahn",
    ];

    private readonly List<Place> _places = [];
    private readonly SourceIndex _anywhere = new(today);
    private ReadSource? _last;

    public void Add(ReadSource line)
    {
        if (line.Source.Kind != SourceKind.Cv)
        {
            _anywhere.Add(line);
            return;
        }
        if (_last is { } before)
            Sort(before, line);
        _last = line;
    }

    /// <param name="line">Of the CV.</param>
    /// <param name="next">The one below it: many have a post on one line, and its dates or its employer on the next.</param>
    private void Sort(ReadSource line, ReadSource? next)
    {
        var isDated = IsDated(line);
        var isAbove = !isDated && next is not null && IsDated(next) && !IsPoint(line) && !IsPoint(next);
        var names = IsShort(line) && (isDated || isAbove && NamesOf(next!).Count == 0) ? NamesOf(line) : [];
        if (isAbove && IsHeading(line) && NamesOf(next!).Count > 0)
        {
            // "### Praktikum Entwicklung (22 Wochen)" above "Pumpenwerke AG, Plauen | 2022".
            _anywhere.Add(line);
            return;
        }
        if (names.Count > 0 && _places.Count < MostPlaces)
            _places.Add(new Place(line.Source.Text, names, new SourceIndex(today)));
        if (names.Count > 0 ? _places.Count == MostPlaces : isDated || _places.Count == 0 || line.Tokens.Count > 1 && line.Tokens[1].Is(":"))
            _anywhere.Add(line);
        else
            _places[^1].Index.Add(line);
    }

    public void Close()
    {
        if (_last is { } last)
            Sort(last, null);
        _last = null;
        foreach (var place in _places)
            place.Index.CloseDurations();
        _anywhere.CloseDurations();
    }

    /// <returns>The line of the other employer or school that alone has what is said between two tokens; null where nothing speaks against it.</returns>
    public string? Other(Passage passage, int first, int last, Func<SourceIndex, bool> has)
    {
        if (_places.Count < 2 || passage.Tokens.Count > MostTokens || !passage.IsOwn.AsSpan(first, last - first + 1).Contains(true) || passage.Kind == PassageKind.Heading)
            return null;
        if (Named(passage, first) is not { } named || has(named.Index) || has(_anywhere))
            return null;
        return _places.Find(place => has(place.Index))?.Header;
    }

    /// <summary>The one place that the sentence is set in.</summary>
    private Place? Named(Passage passage, int claim)
    {
        Place? named = null;
        var isSet = false;
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            var token = passage.Tokens[at];
            if (Orders.Contains(token.Key))
                return null;
            if (!token.IsCapital)
                continue;
            var key = Stems.Possessor(token.Key);
            var places = _places.FindAll(place => place.Names.Contains(key));
            if (places.Count != 1)
                continue;
            if (named is not null && named != places[0])
                return null;
            if (IsApart(passage, Math.Min(at, claim), Math.Max(at, claim)))
                return null;
            named = places[0];
            for (var back = at - 1; back >= 0 && back >= at - Reach; back--)
                isSet |= Prepositions.Contains(passage.Tokens[back].Key);
        }
        return isSet ? named : null;
    }

    /// <summary>"I took my degree there and worked as a barista": another deed begins between them.</summary>
    private static bool IsApart(Passage passage, int first, int last)
    {
        for (var at = first; at + 1 < last; at++)
        {
            if (passage.Tokens[at].Key is "and" or "und" && (passage.Tokens[at + 1].Key is "as" or "als" || Vocabulary.Instance.Deeds.Contains(passage.Tokens[at + 1].Key) || Vocabulary.Instance.First.Contains(passage.Tokens[at + 1].Key)))
                return true;
        }
        return false;
    }

    private static bool IsDated(ReadSource line) => line.Dates.Exists(static date => date is { Shape: DateShape.Date, Year: not null });

    /// <summary>Some sentences about oneself, above all posts, are the header of none.</summary>
    private static bool IsShort(ReadSource line) => line.Tokens.Count <= LongestHeader;

    /// <summary>Marked as one, in Markdown.</summary>
    private static bool IsHeading(ReadSource line) => line.Source.Text.AsSpan().TrimStart() is ['#', ..] or ['*', '*', ..];

    /// <summary>One of the things that are told of a post.</summary>
    private static bool IsPoint(ReadSource line) => line.Source.Text.AsSpan().TrimStart() is [('-' or '*' or '•' or '·' or '–' or '▪' or '‣'), ' ' or '\t', ..];

    /// <summary>The names in a line of a post or a course; none where it is neither.</summary>
    private static HashSet<string> NamesOf(ReadSource line)
    {
        var words = Vocabulary.Instance;
        var names = new HashSet<string>();
        var isPost = false;
        var tongue = words.Guess(line.Tokens, Tongue.English);
        for (var at = 0; at < line.Tokens.Count && at < MostTokens; at++)
        {
            var token = line.Tokens[at];
            if (!token.IsWord)
                continue;
            var isTitle = words.TitleHeads.Contains(token.Key) || TermFinder.GermanHead(token.Key) is not null;
            var isPlace = NameFinder.IsSchool(token.Key) || NameFinder.IsFirm(token.Key);
            isPost |= isTitle || isPlace || TermFinder.IsDegree(token);
            if (token.IsCapital && !isTitle && !isPlace && token.Key.Length > 2 && !words.TitleModifiers.Contains(token.Key) && !words.Languages.Contains(words.Concept(token.Key)) && !TermFinder.IsDegree(token) && !DateReader.IsMonth(token.Key) && (words.NamesToo.Contains(token.Key) || !CommonWords.HasGermanNoun(token.Key) && !(tongue == Tongue.English && at == 0 && CommonWords.HasEnglish(token.Key))))
                names.Add(Stems.Possessor(token.Key));
        }
        return isPost ? names : [];
    }

    private sealed record Place(string Header, HashSet<string> Names, SourceIndex Index);
}
