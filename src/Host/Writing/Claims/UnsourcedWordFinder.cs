using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// What a sentence tells of the user in words that no source has and that not every letter is written with: "comfortable negotiating leases", "kümmere mich um
/// die Lohnabrechnung". It does not know the kinds of claims but the words that claim nothing (<see cref="LetterWords"/>), and marks all others. In French and
/// Spanish, where a verb need not say whose it is, it marks them whoever they are told of.
/// </summary>
internal static class UnsourcedWordFinder
{
    /// <summary>Who has no post: a Feuerwehrkamerad is of the Feuerwehr.</summary>
    private static readonly string[] Mates = ["kamerad", "kolleg", "freund", "nachbar", "mitarbeiter", "mitglied", "praktikant"];

    /// <summary>What nouns of German end with that are mostly somebody.</summary>
    private static readonly string[] PersonEndings = ["erin", "orin", "arin", "istin", "entin", "antin", "gin", "tin", "ler", "ner", "iker", "euer", "ist", "kraft", "mutter", "wart", "ratin", "rat", "mann", "frau", "arbeiter", "helfer", "wachter", "trager", "fahrer", "lehrer", "pfleger", "fuhrer", "macher", "bauer", "setzer", "meister", "chef", "person", "sprecher"];

    /// <summary>What nouns of German end with that are something to know.</summary>
    private static readonly string[] FieldEndings = ["recht", "kunde", "analyse", "technik", "beratung", "abrechnung", "optimierung", "kommunikation", "therapie", "logie", "grafie", "graphie", "istik", "metrie", "design", "management", "marketing", "programmierung", "didaktik", "padagogik", "psychologie", "wissenschaft", "wissenschaften", "mathematik", "wesen", "lehre", "fuhrung", "verwaltung", "buchhaltung"];

    /// <summary>Tokens that a word looks back over for a wish.</summary>
    private const int LongestWish = 12;

    /// <summary>Tokens between a word and the comma that adds it to a sentence.</summary>
    private const int Reach = 9;

    /// <summary>Tokens that a clause has on either side of a word, so that a sentence without end costs no more than its length.</summary>
    private const int LongestClause = 80;

    /// <summary>Words from "my" to the end of what is the writer's: "my second major".</summary>
    private const int Owned = 4;

    private const int ShortestWord = 3;

    /// <summary>Of German: Modelle, where a Modellbau is.</summary>
    private static readonly string[] Plurals = ["e", "en", "er", "n", "s"];

    /// <summary>Letters of what is done, with its ending: Leitung.</summary>
    private const int ShortestDeed = 6;

    /// <summary>Words that add something of the writer's to a sentence that is about something else: "including vendor negotiations", "zuletzt als Aushilfe".</summary>
    private static readonly HashSet<string> Additions = ["including", "as", "with", "thanks", "via", "using", "alongside", "plus", "einschliesslich", "inklusive", "als", "durch", "bei", "beim", "mit", "dank", "unter", "neben", "samt"];

    /// <summary>What a post is the writer's behind: "hatte ich eine Stelle".</summary>
    private static readonly HashSet<string> Own = ["a", "my", "first", "last", "second", "eine", "meine", "meiner", "erste", "ersten", "letzte", "letzten", "zweite", "zweiten"];

    /// <summary>Those of them that add it whoever the sentence speaks of.</summary>
    private static readonly HashSet<string> OwnAdditions = ["including", "alongside", "plus", "einschliesslich", "inklusive", "samt"];

    /// <summary>After "I write", what a letter says of itself.</summary>
    private static readonly HashSet<string> ToSomebody = ["", "to", "because", "with", "in", "about", "as", "on", "from", "again", "once", "now", "this", "regarding", "concerning", "back", "today"];

    /// <summary>Finds what no finder before it has found or looked at.</summary>
    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        // What the CV says in another language than these says nothing of their words.
        if (passage.Kind == PassageKind.Heading || passage.Tongue is Tongue.French or Tongue.Spanish && passage.Tongue != evidence.Tongue)
            return;
        var isFound = new bool[passage.Tokens.Count];
        var claims = BareClaims.Read(passage, evidence);
        foreach (var finding in findings)
            Array.Fill(isFound, true, finding.First, finding.Last - finding.First + 1);
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            if (isFound[at] || Foreign(passage, evidence, at, claims[at]) is not { } isForeign)
                continue;
            var first = at;
            while (Next(passage, at) is var next && next < passage.Tokens.Count && !isFound[next] && Foreign(passage, evidence, next, claims[next]) == isForeign)
                at = next;
            findings.Add(new Finding(Kind(passage.Tokens[at].Key, passage.Tongue), first, at, isForeign));
        }
    }

    private static int Next(Passage passage, int at) => at + 2 < passage.Tokens.Count && passage.Tokens[at + 1].Is("-") ? at + 2 : at + 1;

    private static ClaimKind Kind(string key, Tongue tongue) => NounKinds.IsRole(key, tongue) ? ClaimKind.Title : NounKinds.IsPlace(key, tongue) ? ClaimKind.Employer : ClaimKind.Skill;

    /// <summary>Whether only other people's texts have the word; null where it is borne out or tells nothing of the user.</summary>
    private static bool? Foreign(Passage passage, Evidence evidence, int at, bool mayClaim)
    {
        var (word, tongue) = (passage.Tokens[at], passage.Tongue);
        if (tongue is Tongue.French or Tongue.Spanish)
            return IsOfWeight(passage, at) && word.Key.Length > ShortestWord && !LetterWords.Has(word.Key, tongue) && Vocabulary.Instance.Concept(word.Key) != Vocabulary.NameOf(tongue) && !Has(evidence.All.Words, word, tongue) ? false : null;
        var isClaim = mayClaim && word.IsWord && !passage.IsFigure[at] && !passage.Taken[at] && LetterWords.MayClaim(word.Key, tongue) && !(at + 1 < passage.Tokens.Count && passage.Tokens[at + 1].Key is "me" or "us" or "mich" or "mir");
        if (!isClaim && (!IsOfWeight(passage, at) || ClaimsNothing(passage, at) && !IsPost(passage, at)) || Has(evidence.Own.Words, word, tongue) && !(tongue == Tongue.German && IsOnlyLike(passage, at, evidence.All.Words)))
            return null;
        var isTold = isClaim || IsToldOfWriter(passage, at);
        if (!Has(evidence.All.Words, word, tongue) || tongue == Tongue.German && IsOnlyLike(passage, at, evidence.All.Words))
            return isTold || NamesKind(passage, at) ? false : null;
        if (!isTold)
            return null;
        // What no dictionary has is a name, and where the user will be tomorrow is for anybody to say.
        if (tongue == Tongue.German && word.IsCapital && !isClaim && !CommonWords.HasGermanNoun(word.Key))
            return null;
        return passage.IsOwn[at] || IsBehindSubject(passage, at) ? true : null;
    }

    /// <summary>"I handle complaints": what follows is the writer's own, whatever the verb.</summary>
    private static bool IsBehindSubject(Passage passage, int at)
    {
        var back = at;
        while (back > 0 && at - back < LongestClause && !passage.Tokens[back].First && !passage.Tokens[back].Is(",") && passage.Tokens[back].Key is not ("i" or "i've" or "ich"))
            back--;
        return passage.Tokens[back].Key is "i" or "i've" or "ich";
    }

    /// <summary>A word of English with a capital is a name, and looked at as one; in German only nouns are told from the rest.</summary>
    private static bool IsOfWeight(Passage passage, int at)
    {
        var token = passage.Tokens[at];
        if (!token.IsWord || token.Key.Length < ShortestWord || passage.IsFigure[at] || passage.Taken[at] || Vocabulary.Instance.IsFunctionWord(token.Key, passage.Tongue))
            return false;
        // "It tickled me": nothing that I did.
        if (at + 1 < passage.Tokens.Count && passage.Tokens[at + 1].Key is "me" or "us" && token.Key[^1] is 's' or 'd')
            return false;
        return passage.Tongue != Tongue.German ? !token.IsCapital || passage.Tongue == Tongue.English && IsDoing(passage, at) : token.IsCapital && (!token.First || CommonWords.HasGermanNoun(token.Key) && !CommonWords.HasGermanWord(token.Key) && !Vocabulary.Instance.GermanSmallWords.Contains(token.Key));
    }

    /// <summary>"Haggling with suppliers is part of my week", "Statistics was my favourite"</summary>
    private static bool IsDoing(Passage passage, int at) => passage.Tokens[at] is { First: true, IsAllCapitals: false } && Vocabulary.Instance.Fields.Match(passage.Tokens, at) > 0 || passage.Tokens[at] is { First: true, IsAllCapitals: false, IsTechnical: false, Key.Length: > 5 } && passage.Tokens[at].Key.EndsWith("ing", StringComparison.Ordinal) && at + 1 < passage.Tokens.Count && passage.Tokens[at + 1] is { IsWord: true, IsCapital: false };

    /// <summary>Words that any letter has, but not where they name a field together: "customer service".</summary>
    private static bool ClaimsNothing(Passage passage, int at) => LetterWords.Has(passage.Tokens[at].Key, passage.Tongue) && Vocabulary.Instance.Fields.Match(passage.Tokens, at) < 2;

    /// <summary>A post or a field is looked for whoever it is told of, and a kind of employer where the sentence speaks of nobody else.</summary>
    private static bool NamesKind(Passage passage, int at) => !KindFinder.Wants(passage, at)
        && (NounKinds.IsRole(passage.Tokens[at].Key, passage.Tongue) && IsOneOf(passage, at) || IsPost(passage, at) || IsField(passage, at) || !passage.SpeaksOfOthers(at) && NounKinds.IsPlace(passage.Tokens[at].Key, passage.Tongue));

    /// <summary>"The fire warden", "als Stellvertreterin": somebody, and not posters or wipers.</summary>
    private static bool IsOneOf(Passage passage, int at)
    {
        for (var back = at - 1; back >= 0 && back > at - Owned && passage.Tokens[back].IsWord; back--)
        {
            if (passage.Tokens[back].Key is "a" or "an" or "the" or "as" or "your" or "our" or "my" or "their" or "his" or "her" or "als" or "ein" or "eine" or "zur" or "zum" or "der" or "die")
                return passage.Tongue == Tongue.German || passage.Tokens[at].Key[^1] != 's';
        }
        return false;
    }

    private static bool IsField(Passage passage, int at) => Vocabulary.Instance.Fields.Match(passage.Tokens, at) > 0 || passage.Tongue == Tongue.German && passage.Tokens[at] is { IsCapital: true } word && Array.Exists(FieldEndings, ending => word.Key.Length > ending.Length + 2 && word.Key.EndsWith(ending, StringComparison.Ordinal));

    private static bool IsSomebody(Passage passage, int at) => NounKinds.IsRole(passage.Tokens[at].Key, Tongue.German) || IsPost(passage, at);

    /// <summary>"Eine Kollegin von damals ist heute Kellnerin", "vorher war ich Nachtwächter": somebody without an article.</summary>
    private static bool IsPost(Passage passage, int at)
    {
        if (passage.Tongue != Tongue.German || passage.Tokens[at] is not { IsCapital: true, IsAllCapitals: false, Key.Length: > 5 } word || !NounKinds.IsRole(word.Key, Tongue.German) && !Array.Exists(PersonEndings, ending => word.Key.EndsWith(ending, StringComparison.Ordinal)))
            return false;
        var back = at - 1;
        while (back > 0 && back > at - Owned && !passage.Tokens[back].First && (passage.Tokens[back].Key is "ich" or "er" or "sie" or "wir" || passage.Tokens[back] is { IsWord: true, IsCapital: false } && Vocabulary.Instance.GermanSmallWords.Contains(passage.Tokens[back].Key)))
            back--;
        // "Man machte mich zur Elternsprecherin"
        if (back > 0 && back == at - 1 && passage.Tokens[back].Key is "zur" or "zum")
            return passage.Tokens.GetRange(Math.Max(0, back - Owned), Math.Min(Owned, back)).Exists(static token => token.Key is "machte" or "wurde" or "wahlte" or "wahlten" or "ernannte" or "bestimmte");
        return back >= 0 && passage.Tokens[back].Key is "ist" or "war" or "wurde" or "bleibt" or "blieb" or "bin" or "sind" or "waren" or "als";
    }

    /// <summary>In some form of it, or as a part of a longer word.</summary>
    internal static bool Has(SourceWords words, Token word, Tongue tongue) => words.HasStem(word) || (tongue == Tongue.German
        ? words.HasHead(word.Key) || HasDoer(words, word) || Plurals.Any(ending => word.Key.Length >= ShortestDeed + ending.Length - 1 && word.Key.EndsWith(ending, StringComparison.Ordinal) && words.HasInCompound(word.Key[..^ending.Length])) || words.HasInCompound(word.Key) || words.HasEnding(word.Key) || KindFinder.HasKind(words, word) || words.HasBeginningOf(word) || LetterWords.BeginningsOf(word.Key).Any(part => words.HasInCompound(part) || words.HasEnding(part))
        : words.HasBeginningOf(word.Key));

    /// <summary>Somebody who is no more than a word that begins alike: a Friedhofsverwalterin, where a Friedhof is.</summary>
    private static bool IsOnlyLike(Passage passage, int at, SourceWords words) =>
        passage.Tokens[at] is { IsCapital: true, Key.Length: > 7 } word && !Array.Exists(Mates, word.Key.Contains) && IsSomebody(passage, at) && !(words.HasStem(word) || words.HasHead(word.Key) || HasDoer(words, word) || words.HasInCompound(word.Key) || words.HasEnding(word.Key));

    /// <summary>Leitung, where a Gruppenleiterin is.</summary>
    private static bool HasDoer(SourceWords words, Token word) => word.Key.Length > ShortestDeed && word.Key.EndsWith("ung", StringComparison.Ordinal) && word.Key[..^3] + "er" is var doer
        && (words.HasHead(doer) || words.HasHead(doer + "in") || words.HasStem(word with { Key = doer }) || words.HasStem(word with { Key = doer + "in" }));

    /// <summary>Told, and neither wished nor denied nor asked.</summary>
    private static bool IsToldOfWriter(Passage passage, int at)
    {
        if (!passage.IsOwn[at] && !IsInOwnClause(passage, at) && !IsNamed(passage, at) && (passage.SpeaksOfOthers(at) ? !IsAdded(passage, at, OwnAdditions, false) : !passage.SpeaksOfWriter(at) && !IsAdded(passage, at, Additions, passage.Tongue == Tongue.English)) || KindFinder.Wants(passage, at))
            return false;
        for (var back = at; back >= 0 && back > at - LongestWish && !passage.IsOwn[at] && passage.Tokens[back].Key is not ("." or ";" or ","); back--)
        {
            if (IsWish(passage, back))
                return false;
        }
        return true;
    }

    /// <summary>To look after something is none, nor is to write a thing and not to somebody.</summary>
    private static bool IsWish(Passage passage, int at)
    {
        var (key, next) = (passage.Tokens[at].Key, at + 1 < passage.Tokens.Count ? passage.Tokens[at + 1].Key : "");
        if (key is "look" or "looking" or "looked" && next == "after" || key is "write" or "wrote" && !passage.SpeaksOfOthers(at) && IsBehindI(passage, at) && !ToSomebody.Contains(next))
            return false;
        // "I am used to writing", "I can read lips"
        if (key == "writing" && at > 1 && passage.Tokens[at - 1].Key == "to" && passage.Tokens[at - 2].Key == "used" || key == "read" && at > 0 && passage.Tokens[at - 1].Key == "can")
            return false;
        // "I had a post at", "eine Stelle in einem Theater"
        if (key is "stelle" or "position" or "role" && at > 0 && Own.Contains(passage.Tokens[at - 1].Key) && HasHeld(passage, at))
            return false;
        return Vocabulary.Instance.IsWish(passage.Tokens[at]);
    }

    /// <summary>The clause says that the writer had it.</summary>
    private static bool HasHeld(Passage passage, int at)
    {
        for (var near = Math.Max(0, at - LongestWish); near < passage.Tokens.Count && near < at + LongestWish; near++)
        {
            if (passage.Tokens[near].Key is "had" or "held" or "hatte" or "fand" or "bekam" or "war" or "was" or "gehabt")
                return true;
        }
        return false;
    }

    /// <summary>"I write", "I also write".</summary>
    private static bool IsBehindI(Passage passage, int at)
    {
        for (var back = at - 1; back >= 0 && back > at - Owned && passage.Tokens[back].IsWord; back--)
        {
            var key = passage.Tokens[back].Key;
            if (Vocabulary.Instance.First.Contains(key))
                return true;
            if (!Vocabulary.Instance.IsFunctionWord(key, passage.Tongue) && !key.EndsWith("ly", StringComparison.Ordinal))
                return false;
        }
        return false;
    }

    /// <summary>Behind the comma that says what something of the writer's is: "my second major, economics".</summary>
    private static bool IsNamed(Passage passage, int at)
    {
        if (at < 2 || !passage.Tokens[at - 1].Is(","))
            return false;
        for (var back = at - 2; back >= 0 && back > at - 2 - Owned && passage.Tokens[back].IsWord; back--)
        {
            if (passage.Tokens[back].Key is "my" or "mein" or "meine" or "meinem" or "meinen" or "meiner")
                return true;
        }
        return false;
    }

    /// <summary>Between commas with an I and without a you: "you ask for no Polish, where my course in mediation helps".</summary>
    private static bool IsInOwnClause(Passage passage, int at)
    {
        var (first, last) = (at, at);
        while (first > 0 && at - first < LongestClause && !passage.Tokens[first].First && !passage.Tokens[first - 1].Is(","))
            first--;
        while (last + 1 < passage.Tokens.Count && last - at < LongestClause && !passage.Tokens[last + 1].First && !passage.Tokens[last + 1].Is(","))
            last++;
        var clause = passage.Tokens.GetRange(first, last - first + 1);
        return clause.Exists(token => Vocabulary.Instance.First.Contains(token.Key)) && !clause.Exists(token => Vocabulary.Instance.Others.Contains(token.Key) && token.Key is not ("they" or "them" or "their" or "he" or "him" or "his" or "she" or "her"));
    }

    /// <summary>Behind a comma or an "and" that goes on with an addition or with what somebody does: "and handling the payroll".</summary>
    private static bool IsAdded(Passage passage, int at, HashSet<string> additions, bool isDoing)
    {
        var isAddition = false;
        for (var back = at; back >= 0 && back > at - Reach && !passage.Tokens[back].First; back--)
        {
            var token = passage.Tokens[back];
            if (isAddition && token.Key is "," or "–" or "-" or "—" or "(" or ")" or "and" or "und")
                return true;
            isAddition |= additions.Contains(token.Key) || isDoing && token.Key.Length > 5 && token.Key.EndsWith("ing", StringComparison.Ordinal);
            if (!token.IsWord && !passage.IsFigure[back])
                return false;
        }
        return false;
    }
}
