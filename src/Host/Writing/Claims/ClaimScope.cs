namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Sees where a sentence tells of the user's own past: the first person with a word of deeds, up to a wish, a "you", a negation or a new clause.
/// "I have run Kafka" does; "I saw that you run Kafka" and "I have not run Kafka" do not.
/// </summary>
internal static class ClaimScope
{
    /// <summary>Tokens that a word looks back over, so that a sentence without end costs no more than its length.</summary>
    private const int LongestClause = 80;

    /// <summary>Words after a title that is wanted, not held.</summary>
    private static readonly HashSet<string> Wanted = ["role", "position", "opening", "openings", "vacancy", "job", "posting", "post", "stelle", "position", "anzeige"];

    /// <summary>"Most recently as floor manager" adds a post of the writer's to whatever is said before it.</summary>
    public static readonly HashSet<string> Lately = ["recently", "lately", "latterly", "previously", "formerly", "currently", "presently", "initially", "originally"];

    private static readonly HashSet<string> GermanLately = ["zuletzt", "inzwischen", "anfangs", "zunachst", "spater", "zwischenzeitlich", "mittlerweile"];

    /// <summary>"During my time as deputy chair"</summary>
    private static readonly HashSet<string> Times = ["time", "days", "years", "year", "stint", "spell", "role", "work", "job"];

    private static readonly HashSet<string> Prepositions = ["to", "at", "in", "on", "from", "with"];

    private static readonly HashSet<string> Persons = ["he", "she", "sie", "him", "his", "her", "hers", "ihr", "ihre", "ihrem", "ihren", "ihrer", "ihres"];

    /// <summary>Read back from their end: what a German clause says before them was only read, heard or applied for.</summary>
    private static readonly HashSet<string> Perceived = ["gelesen", "gesehen", "erfahren", "gehort", "beworben", "entdeckt", "interessiert"];

    /// <summary>Deeds whose form does not tell that they are done.</summary>
    private static readonly HashSet<string> Irregular = ["set", "began", "begin", "took", "gave", "kept", "made", "sold", "bought", "brought", "cut", "grew", "won", "drove", "drew", "sat", "stood", "taken", "given", "grown", "written", "sung", "sang", "found", "fixed", "paid", "sent", "did", "done"];

    /// <summary>What is felt and thought.</summary>
    private static readonly HashSet<string> Felt = ["enjoyed", "liked", "loved", "wanted", "hoped", "wondered", "decided", "stopped", "visited", "missed", "needed", "wished", "tried", "felt", "laughed", "smiled", "agreed"];

    private static readonly HashSet<string> Auxiliaries = ["habe", "haben", "hatte", "hatten", "hab"];
    private static readonly string[] Prefixes = ["ge", "be", "ver", "er", "ent", "zer", "ab", "an", "auf", "aus", "ein", "mit", "um", "unter", "vor", "zu", "uber", "durch", "nach", "her", "hin", "weiter"];

    private static readonly HashSet<string> Seen = ["gesehen", "gehort", "erfahren", "entdeckt"];

    /// <summary>In the user's own mail and notes: what is wished for, asked of others or applied for, and so no evidence of a past.</summary>
    public static bool[] ReadWishes(IReadOnlyList<Token> tokens)
    {
        var wishes = new bool[tokens.Count];
        var own = new bool[tokens.Count];
        var clause = new Clause(PartOwner.Anyone, Tongue.English) { IsNote = true };
        for (var at = 0; at < tokens.Count; at++)
        {
            if (at > 0 && (tokens[at].First || tokens[at].Is(";")))
                clause = new Clause(PartOwner.Anyone, Tongue.English) { Start = at, IsNote = true };
            if (!tokens[at].IsWord)
                continue;
            clause.Read(tokens, at, own);
            wishes[at] = clause.IsWish;
            for (var back = at - 1; Wanted.Contains(tokens[at].Key) && back >= Math.Max(0, at - 6) && tokens[back].Key is not ("the" or "a" or "your" or "die" or "der" or "als"); back--)
                wishes[back] = true;
        }
        return wishes;
    }

    public static bool[] Read(IReadOnlyList<Token> tokens, PartOwner owner, Tongue tongue)
    {
        var own = new bool[tokens.Count];
        if (owner == PartOwner.User)
        {
            Array.Fill(own, true);
            return own;
        }
        if (owner == PartOwner.Asker)
            return own;
        var clause = new Clause(owner, tongue);
        for (var at = 0; at < tokens.Count; at++)
        {
            var token = tokens[at];
            if (token.Kind == TokenKind.Sign && (token.Key is ";" or ":" or "!" or "?" || token.Is(".") && at + 1 < tokens.Count && tokens[at + 1].First) || at > 0 && token.First && token.Spaced && tokens[at - 1].Key is "." or "!" or "?")
                clause = new Clause(owner, tongue) { Start = at };
            if (token.IsWord)
                clause.Read(tokens, at, own);
            own[at] |= clause.IsOwn;
        }
        return own;
    }

    private sealed class Clause(PartOwner owner, Tongue tongue)
    {
        private readonly Vocabulary _words = Vocabulary.Instance;
        private bool _first = owner == PartOwner.Requirement;
        private bool _wish;
        private bool _not;
        private bool _theirs;

        /// <summary>"Instead of a degree, I have": what stands before the deed was not done.</summary>
        private bool _instead;

        public int Start { get; init; }

        /// <summary>The user may write of themselves as of somebody else: "moves to her sister's in January".</summary>
        public bool IsNote { get; init; }
        private int _start = -1;
        private int _what = -1;
        public bool IsOwn { get; private set; }
        public bool IsWish => _wish || _theirs;

        public void Read(IReadOnlyList<Token> tokens, int at, bool[] own)
        {
            if (_start < 0)
                _start = Start;
            var key = tokens[at].Key;
            if (owner == PartOwner.Requirement && key is "he" or "she" or "er" or "user" or "applicant" or "candidate" or "bewerber" or "bewerberin" or "kandidat" or "kandidatin" or "you" or "your" or "sie" or "ihr" or "ihre" or "vous" or "votre" or "usted" or "su")
                key = "i";
            if (_words.Negations.Contains(key) || key.EndsWith("n't", StringComparison.Ordinal))
            {
                _not = true;
                IsOwn = false;
                for (var back = Math.Max(_start, at - LongestClause); back < at; back++)
                    own[back] = false;
            }
            else if (_words.First.Contains(key))
            {
                var follows = at > 0 && tokens[at - 1].Key is "," or "and" or "und" or "et" or "y" or "–" or "-";
                if (_words.Subjects.Contains(key) && (follows && (IsOwn || _wish || _theirs) || _theirs))
                    Renew(at);
                _first = true;
                // "Bei Acme leitete ich": the deed stands before its doer.
                if (tongue == Tongue.German && key is "ich" or "wir" && at > Start && _words.Deeds.Contains(tokens[at - 1].Key) && !_words.IsWish(tokens[at - 1]) && tokens[at - 1].Key is not ("habe" or "hatte" or "bin" or "war"))
                    Begin(at, own);
                // "Seit kurzem bin ich Geschäftsführerin"
                if (tongue == Tongue.German && key == "ich" && at > Start && tokens[at - 1].Key is "bin" or "war" && RoleBehind(tokens, at))
                    Begin(at, own);
                _wish |= key is "i'd" or "i'll" or "we'd" or "we'll";
                if (key is "i've" or "we've" or "i'm")
                    Begin(at, own);
            }
            else if (IsNote && Seen.Contains(key))
            {
                // What the writer saw and heard is the writer's own.
            }
            else if (Perceived.Contains(key) || key is "wrote" or "written" && at + 1 < tokens.Count && tokens[at + 1].Key == "to")
            {
                (_wish, IsOwn) = (true, false);
                for (var back = Math.Max(_start, at - LongestClause); back < at; back++)
                    own[back] = false;
            }
            else if (_words.OwnDeeds.Contains(key) && tongue == Tongue.Spanish)
                Begin(at, own);
            else if (_words.Deeds.Contains(key))
            {
                if (_first)
                    Begin(at, own);
            }
            else if (key == "what" && owner == PartOwner.Anyone)
                _what = at;
            else if (key == tokens[at].Key && _words.IsWish(tokens[at]) && !(owner == PartOwner.Requirement && key is "match" or "matches" or "fits"))
            {
                // "A team of 60 is what I am looking for" says nothing of what is before it.
                if (IsOwn && _what > _start && _words.Deeds.Contains(tokens[at - 1].Key))
                    Array.Clear(own, Math.Max(_start, at - LongestClause), at - Math.Max(_start, at - LongestClause));
                _wish = true;
                IsOwn = false;
            }
            // "Went to their swim": the writer did.
            else if (_words.Others.Contains(key) && !(IsNote && (Persons.Contains(key) || key is "their" or "your" && at > 0 && Prepositions.Contains(tokens[at - 1].Key))))
            {
                _theirs = true;
                _first = false;
                IsOwn = false;
                _start = at;
            }
            else if (_first && IsDeed(tokens, at))
                Begin(at, own);
            else if (key == "than" && at > 0 && tokens[at - 1].Key == "rather" || key == "of" && at > 0 && tokens[at - 1].Key == "instead" || key is "statt" or "anstatt" or "anstelle")
            {
                Renew(at);
                _instead = true;
            }
            else if (_words.Breaks.Contains(key))
                Renew(at);
            // "Zuletzt als Bauleiterin"
            else if (tongue == Tongue.German && key == "als" && at > 0 && GermanLately.Contains(tokens[at - 1].Key))
            {
                Renew(at);
                Begin(at, own);
            }
            else if (key == "as" && at > 0 && (Lately.Contains(tokens[at - 1].Key) || at > 1 && Times.Contains(tokens[at - 1].Key) && tokens[at - 2].Key == "my"))
            {
                Renew(at);
                Begin(at, own);
            }
        }

        /// <summary>"I planned", "I also set up"; "habe ich dort begleitet".</summary>
        private bool IsDeed(IReadOnlyList<Token> tokens, int at)
        {
            var key = tokens[at].Key;
            if (tokens[at].IsCapital || Seen.Contains(key) || Felt.Contains(key))
                return false;
            if (tongue == Tongue.English)
            {
                if (!(key.Length > 3 && key.EndsWith("ed", StringComparison.Ordinal) || Irregular.Contains(key)))
                    return false;
                var before = at - 1;
                while (before > _start && before > at - 3 && (tokens[before].Key is "also" or "then" or "first" or "never" || tokens[before].Key.EndsWith("ly", StringComparison.Ordinal)))
                    before--;
                return before >= 0 && tokens[before].Key is "i" or "we";
            }
            if (tongue != Tongue.German || key.Length < 5 || !(key[^1] == 't' || key.EndsWith("en", StringComparison.Ordinal)) || !Array.Exists(Prefixes, prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
                return false;
            for (var back = at - 1; back >= Math.Max(_start, at - 20); back--)
            {
                // "Habe mich verliebt" is no deed.
                if (tokens[back].Key is "mich" or "uns" or "mir")
                    return false;
                if (Auxiliaries.Contains(tokens[back].Key))
                    return true;
            }
            return false;
        }

        /// <summary>Over articles and adjectives, a noun that is somebody's post.</summary>
        private static bool RoleBehind(IReadOnlyList<Token> tokens, int at)
        {
            var noun = at + 1;
            while (noun < tokens.Count && noun < at + 4 && tokens[noun] is { IsWord: true, IsCapital: false })
                noun++;
            return noun < tokens.Count && tokens[noun] is { IsWord: true, IsCapital: true, First: false } && (NounKinds.IsRole(tokens[noun].Key, Tongue.German) || Vocabulary.Instance.TitleHeads.Contains(tokens[noun].Key) || TermFinder.GermanHead(tokens[noun].Key) is not null);
        }

        private void Begin(int at, bool[] own)
        {
            if (_wish || _not)
                return;
            if (!IsOwn && !_instead)
            {
                for (var back = Math.Max(_start, at - LongestClause); back < at; back++)
                    own[back] = true;
            }
            IsOwn = true;
        }

        private void Renew(int at)
        {
            (_first, _wish, _not, _theirs, IsOwn, _start) = (owner == PartOwner.Requirement, false, false, false, false, at);
            _instead = false;
        }
    }
}
