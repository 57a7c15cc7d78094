using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Roles and places of work that are everyday words, known by what the word means and not by a list of titles: "I am treasurer of a choir", "elected shop
/// steward", "in my uncle's garage", "in der Gärtnerei meiner Eltern". A source that has the word bears it out.
/// </summary>
internal static class KindFinder
{
    /// <summary>Words of one role or place: "a busy village pub".</summary>
    private const int LongestPhrase = 5;

    /// <summary>Words between the user and what the user is.</summary>
    private const int Reach = 4;

    /// <summary>Tokens that a word looks back over, so that a sentence without end costs no more than its length.</summary>
    private const int LongestClause = 80;

    private static readonly HashSet<string> Being = ["am", "i'm", "was", "been", "became", "become", "becoming"];
    private static readonly HashSet<string> Making = ["elected", "appointed", "made", "named", "promoted", "chosen", "voted"];
    private static readonly HashSet<string> Skipped = ["also", "now", "currently", "already", "once", "still", "then", "briefly", "previously", "formerly", "recently", "myself", "me", "to", "the", "a", "an", "our", "their", "my", "its", "both", "even", "later", "first", "and"];
    private static readonly HashSet<string> Determiners = ["a", "an", "the", "my", "our", "his", "her", "their", "one", "another", "some"];
    private static readonly HashSet<string> Places = ["at", "in", "for", "with", "from", "inside", "within", "joined", "left", "ran", "run", "own", "owned", "managed", "founded", "opened"];
    private static readonly HashSet<string> Ends = ["and", "or", "in", "of", "with", "at", "for", "from", "by", "to", "on", "since", "until", "who", "which", "that", "too", "also", "now", "while", "when", "where", "during", "but", "so", "as", "before", "after", "i", "we", "is", "are", "was", "were", "has", "have", "had", "will", "like", "there", "if", "because", "than", "into", "about", "between", "through", "what", "how", "why"];

    /// <summary>What the user spent at a place: "my time at the county council".</summary>
    private static readonly HashSet<string> Times = ["time", "years", "year", "days", "spell", "stint", "months", "weeks", "summer", "shifts", "work", "job", "placement", "secondment", "apprenticeship"];

    private static readonly HashSet<string> Families = ["uncle", "aunt", "father", "mother", "dad", "mum", "mom", "brother", "sister", "cousin", "grandfather", "grandmother", "husband", "wife", "partner", "friend", "neighbour", "vater", "vaters", "mutter", "eltern", "onkels", "tante", "grosseltern", "grossvaters", "grossmutter", "bruders", "schwester", "freundes", "freundin", "familie", "mannes", "frau"];

    private static readonly HashSet<string> GermanBeing = ["bin", "war", "wurde", "als", "gewesen", "werde", "zum", "zur"];
    private static readonly HashSet<string> GermanPlaces = ["bei", "beim", "im", "am", "an", "in", "fur", "furs", "vom", "von", "zur", "zum", "aus", "besuche", "besuchte", "absolviere", "absolvierte"];
    private static readonly string[] Workplaces = ["haus", "buro", "heim", "laden", "betrieb", "praxis", "klinik", "studio", "markt", "gut", "zentrum", "verein", "firma", "agentur", "kanzlei", "werkstatt", "werkstatte", "verlag", "unternehmen", "konzern", "kette", "fabrik", "manufaktur", "hersteller", "dienstleister", "verband", "stiftung", "institut", "ministerium", "beratung", "versicherung", "bank", "sender", "zeitung", "hotel", "pension", "brauerei", "spedition", "reederei", "werft", "hutte", "kuche", "station", "anstalt"];
    private static readonly HashSet<string> GermanArticles = ["der", "die", "das", "dem", "den", "einer", "einem", "einen", "eine", "ein", "meiner", "meinem", "unserer", "unserem"];

    /// <summary>Before an I, these go on with something else that is told: "it wouldn't put me off, and I write the newsletter".</summary>
    private static readonly HashSet<string> Turns = ["and", "as", "like", "when", "where", "since", "because", "und", "wie", "wo", "weil"];

    /// <summary>A sentence with these wishes, denies or asks.</summary>
    private static readonly HashSet<string> Wanting = ["would", "could", "might", "should", "if", "hope", "want", "wish", "like", "not", "no", "never", "without", "nicht", "ohne", "kein", "keine", "keinen", "nie", "wurde", "konnte", "mochte", "ware", "wenn", "ob", "werden"];

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Tongue is not (Tongue.English or Tongue.German) || passage.Kind == PassageKind.Heading)
            return;
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            if ((passage.Tongue == Tongue.German ? GermanRole(passage, at) : Role(passage, at)) is var (first, last))
                Mark(passage, evidence, first, last, ClaimKind.Title, findings);
            else if ((passage.Tongue == Tongue.German ? GermanPlace(passage, at) : Place(passage, at)) is var (from, to))
                Mark(passage, evidence, from, to, ClaimKind.Employer, findings);
        }
    }

    private static void Mark(Passage passage, Evidence evidence, int first, int last, ClaimKind kind, List<Finding> findings)
    {
        var head = passage.Tokens[last];
        // A home of the sources is no care home.
        var name = kind == ClaimKind.Employer && last > first && NounKinds.IsPlace(passage.Tokens[last - 1].Key + head.Key, passage.Tongue) ? passage.Tokens.GetRange(last - 1, 2) : null;
        // Where somebody else has a workshop, the user may well have been in it.
        if (evidence.Lacks(passage, last, last, index => head.Key == "up" ? index.Words.HasConcept("startup") : name is null ? Has(index, head) || kind == ClaimKind.Employer && passage.Tongue == Tongue.German && HasKind(index.Words, head) : index.Words.HasNear(name)) is { } isForeign && !(isForeign && kind == ClaimKind.Employer))
            findings.Add(new Finding(kind, first, last, isForeign));
    }

    /// <summary>A Konditorin is a Konditor; but who has tested need be no tester, and who has mentored no teacher.</summary>
    private static bool Has(SourceIndex index, Token head) => (IsDoer(head.Key) ? index.Words.HasDoer(head) : index.Words.HasStem(head)) || index.Words.HasHead(head.Key) || head.Key.Length > 8 && index.Words.HasInCompound(head.Key);

    /// <summary>An Anwaltskanzlei is a Kanzlei.</summary>
    internal static bool HasKind(SourceWords words, Token place)
    {
        for (var start = 3; start < place.Key.Length - 4 && place.Key.Length < LongestClause; start++)
        {
            if (place with { Key = place.Key[start..], Raw = place.Key[start..] } is var kind && NounKinds.IsPlace(kind.Key, Tongue.German) && words.HasWord(kind))
                return true;
        }
        return false;
    }

    /// <summary>Somebody, by the ending: a driver is not of a driving licence.</summary>
    internal static bool IsDoer(string key) => key.Length > 4 && (key.EndsWith("er", StringComparison.Ordinal) || key.EndsWith("or", StringComparison.Ordinal) || key.EndsWith("ist", StringComparison.Ordinal) || key.EndsWith("yst", StringComparison.Ordinal));

private static (int First, int Last)? Role(Passage passage, int at)
    {
        var (tokens, key) = (passage.Tokens, passage.Tokens[at].Key);
        var isBeing = Being.Contains(key) && (key == "i'm" || HasBefore(tokens, at, token => token.Key is "i" or "i've"));
        var isMaking = Making.Contains(key) && (HasBefore(tokens, at, token => token.Key is "i" or "i've" or "was" or "been") || at + 1 < tokens.Count && tokens[at + 1].Key == "me");
        var isAs = key == "as" && !(at > 0 && tokens[at - 1].Key is "such" or "well" or "far" or "soon" or "long" or "same") && (at + 1 >= tokens.Count || tokens[at + 1].Key is not ("well" or "far" or "soon" or "long" or "much" or "many" or "you" or "i"));
        // "Worked my way up to chief of staff"
        var isUp = key == "to" && at > 1 && (tokens[at - 1].Key is "rose" or "risen" || tokens[at - 1].Key == "up" && tokens[at - 2].Key == "way");
        // "Used to be a baker", "besides being the treasurer"
        isBeing |= at + 1 < tokens.Count && tokens[at + 1].Key is "a" or "an" or "the" && (key == "being" || key == "be" && at > 1 && tokens[at - 1].Key == "to" && tokens[at - 2].Key == "used");
        var isAdded = isAs && at > 0 && ClaimScope.Lately.Contains(tokens[at - 1].Key);
        if (!isBeing && !isMaking && !isAs && !isUp || !RoleFinder.IsOfTheWriter(passage, at) || !isAdded && Wants(passage, at))
            return null;
        var first = at + 1;
        while (first < tokens.Count && first <= at + 3 && (Skipped.Contains(tokens[first].Key) || tokens[first].Key.EndsWith("'s", StringComparison.Ordinal)))
            first++;
        var last = PhraseEnd(tokens, first);
        // "I am a seasoned traveller": whatever goes before it, the last word says what somebody is.
        return last >= first && (isUp || NounKinds.IsRole(tokens[last].Key, Tongue.English)) && !(isAs && first == at + 1 && tokens[last].Key[^1] == 's') ? (first, last) : null;
    }

    private static (int First, int Last)? Place(Passage passage, int at)
    {
        var tokens = passage.Tokens;
        if (!Places.Contains(tokens[at].Key) || at + 2 >= tokens.Count || !Determiners.Contains(tokens[at + 1].Key) && !tokens[at + 1].Key.EndsWith("'s", StringComparison.Ordinal) || Wants(passage, at))
            return null;
        var last = PhraseEnd(tokens, at + 2);
        // "At a care home taught me": up to the place.
        for (var place = last; place >= at + 2; place--)
        {
            if (NounKinds.IsPlace(tokens[place].Key, Tongue.English) || place > at + 2 && NounKinds.IsPlace(tokens[place - 1].Key + tokens[place].Key, Tongue.English))
            {
                last = place;
                break;
            }
        }
        // "A start-up"
        var isStartUp = last >= at + 2 && (IsStartUp(tokens, last) || tokens[last].Key == "startup");
        if (IsStartUp(tokens, last))
            last += 2;
        if (last < at + 2 || !IsToldOfWriter(passage, last) && !IsTime(tokens, at) && !IsAppended(passage, at))
            return null;
        var isPlace = NounKinds.IsPlace(tokens[last].Key, Tongue.English) || last > at + 2 && NounKinds.IsPlace(tokens[last - 1].Key + tokens[last].Key, Tongue.English) || IsFamily(tokens, at + 1, last);
        return (isPlace || isStartUp) && tokens[last].Key != "hands" ? (Determiners.Contains(tokens[at + 1].Key) ? at + 2 : at + 1, last) : null;
    }

    /// <summary>"My time at": the user's, whoever else the sentence speaks of.</summary>
    private static bool IsTime(List<Token> tokens, int at) => HasBefore(tokens, at, token => Times.Contains(token.Key)) && HasBefore(tokens, at, token => token.Key == "my");

    /// <summary>", for a local bakery": goes on with the writer where nobody is spoken of.</summary>
    private static bool IsAppended(Passage passage, int at) => at > 0 && passage.Tokens[at - 1].Is(",") && passage.Tokens[at].Key is "for" or "at" && !passage.SpeaksOfOthers(at);

    /// <summary>"In my uncle's store", whatever it is that the uncle has; "from the family's side" is no place.</summary>
    private static bool IsFamily(List<Token> tokens, int first, int last) => tokens[last].Key is not ("side" or "view" or "perspective" or "eyes" or "point" or "home" or "sake" or "behalf") && tokens.GetRange(first, last - first).Exists(token => token.Key is "parents'" or "family's" || token.Key.EndsWith("'s", StringComparison.Ordinal) && Families.Contains(token.Key[..^2]));

    /// <summary>The user's own deed, or what a sentence that says I tells of nobody else.</summary>
    private static bool IsToldOfWriter(Passage passage, int at) => passage.IsOwn[at] || passage.SpeaksOfWriter(at) && !passage.SpeaksOfOthers(at);

    /// <summary>The last of the words in a row that have no capital and end nothing; before the first where there is none.</summary>
    private static int PhraseEnd(List<Token> tokens, int first)
    {
        var last = first - 1;
        while (last + 1 < tokens.Count && last + 1 < first + LongestPhrase && tokens[last + 1] is { IsWord: true, IsCapital: false, First: false } next && !Ends.Contains(next.Key))
            last++;
        return last;
    }

    /// <summary>"Ich bin Schöffin", "als Qualitätsbeauftragte", "zur Vorsitzenden gewählt".</summary>
    private static (int First, int Last)? GermanRole(Passage passage, int at)
    {
        var (tokens, key) = (passage.Tokens, passage.Tokens[at].Key);
        if (!GermanBeing.Contains(key) || !RoleFinder.IsOfTheWriter(passage, at) || Wants(passage, at) || GermanNoun(tokens, at) is not (> 0 and var noun))
            return null;
        return !(key is "zum" or "zur") && NounKinds.IsRole(tokens[noun].Key, Tongue.German) || key is "bin" or "als" && RoleFinder.IsPost(tokens[noun].Key) || key is "als" && noun == at + 1 && tokens[noun].Key.EndsWith("beauftragte", StringComparison.Ordinal) ? (noun, noun) : null;
    }

    private static (int First, int Last)? GermanPlace(Passage passage, int at)
    {
        var tokens = passage.Tokens;
        return GermanPlaces.Contains(tokens[at].Key) && GermanNoun(tokens, at) is > 0 and var noun && IsToldOfWriter(passage, noun) && !Wants(passage, at) && (NounKinds.IsPlace(tokens[noun].Key, Tongue.German) || IsWorkplace(tokens, noun) || noun + 2 < tokens.Count && tokens[noun + 1].Key is "meines" or "meiner" && Families.Contains(tokens[noun + 2].Key)) ? (noun, IsStartUp(tokens, noun) ? noun + 2 : noun) : null;
    }

    private static bool IsStartUp(List<Token> tokens, int at) => at + 2 < tokens.Count && tokens[at].Key == "start" && tokens[at + 1].Is("-") && tokens[at + 2].Key == "up";

    /// <summary>"In einem Autohaus", "bei einer kleinen Baufirma": what such places end with.</summary>
    private static bool IsWorkplace(List<Token> tokens, int noun)
    {
        var article = noun - 1;
        while (article > 0 && article > noun - Reach && !GermanArticles.Contains(tokens[article].Key))
            article--;
        return tokens[article].Key is "einem" or "einer" or "eines" or "einen" && (tokens[noun].Key == "startup" || IsStartUp(tokens, noun) || Array.Exists(Workplaces, ending => tokens[noun].Key.Length > ending.Length + 2 && tokens[noun].Key.EndsWith(ending, StringComparison.Ordinal)));
    }

    /// <summary>The noun behind a word of German, over an article and adjectives.</summary>
    private static int GermanNoun(List<Token> tokens, int at)
    {
        var noun = at + 1;
        while (noun < tokens.Count && noun <= at + Reach && tokens[noun] is { IsWord: true, IsCapital: false })
            noun++;
        return noun < tokens.Count && noun <= at + Reach && tokens[noun] is { IsCapital: true, First: false, IsAllCapitals: false } ? noun : 0;
    }

    private static bool HasBefore(List<Token> tokens, int at, Predicate<Token> match)
    {
        for (var back = at - 1; back >= 0 && back >= at - Reach && tokens[back].IsWord; back--)
        {
            if (match(tokens[back]))
                return true;
            if (tokens[back].First)
                return false;
        }
        return false;
    }

    /// <summary>What was, "wurde" and "konnte", is no wish.</summary>
    internal static bool IsWanting(Token token) => Wanting.Contains(token.Key) && !(token.Key is "wurde" or "konnte" or "mochte" or "ware" && Folding.WithoutUmlauts(token.Raw) is null) || token.Key.EndsWith("n't", StringComparison.Ordinal);

    /// <summary>"I can weld if need be" denies nothing.</summary>
    private static bool IsIfNeeded(List<Token> tokens, int at) => tokens[at].Key == "if" && at + 1 < tokens.Count && tokens[at + 1].Key is "need" or "needed" or "necessary" or "required";

    /// <summary>German puts it last: "was mir bei der Betreuung Ihrer Sammlung helfen würde".</summary>
    private static bool WouldBehind(List<Token> tokens, int at)
    {
        for (var next = at + 1; next < tokens.Count && next < at + LongestClause && (tokens[next].IsWord || tokens[next].Kind == TokenKind.Number); next++)
        {
            if (tokens[next].Raw is "würde" or "würden" or "könnte" or "könnten" or "möchte" or "möchten" or "wäre" or "wären" or "käme" or "kämen")
                return true;
        }
        return false;
    }

    /// <summary>The sentence up to the word wishes, denies or asks.</summary>
    internal static bool Wants(Passage passage, int at)
    {
        if (passage.Asks(at) || passage.Tongue == Tongue.German && WouldBehind(passage.Tokens, at))
            return true;
        for (var back = at; back >= Math.Max(0, at - LongestClause) && !(back < at && passage.Tokens[back].Key is "." or "!" or "?" or ";"); back--)
        {
            if (IsWanting(passage.Tokens[back]) && !IsIfNeeded(passage.Tokens, back))
                return true;
            // "I could begin in May, having been made team leader": what was done is told, whatever is wished before it.
            if (passage.Tokens[back].First || passage.Tokens[back].Key is "having" or "nachdem" || passage.Tokens[back].Key == "being" && back > 0 && passage.Tokens[back - 1].Key is "of" or "besides" or "from" or "despite" || back < at && passage.Tokens[back].Key is "i" or "i've" or "ich" && back > 0 && Turns.Contains(passage.Tokens[back - 1].Key))
                break;
        }
        return false;
    }
}
