using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// What the user does, did, can or answers for, in everyday words that no list has: "I negotiate contracts", "trained in manual handling", "my counselling
/// skills", "für die Lagerhaltung verantwortlich". Marked where not one of the object's words of weight stands in a source of the user's own.
/// </summary>
internal static class DeedFinder
{
    /// <summary>Words of one object; what comes later is no part of it.</summary>
    private const int LongestObject = 6;

    /// <summary>Words between a German verb and its participle.</summary>
    private const int LongestClause = 30;

    /// <summary>Words between the user and the verb.</summary>
    private const int Reach = 3;

    private static readonly Lazy<Words> Lists = new(static () => new Words());

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Kind == PassageKind.Heading)
            return;
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            var found = !passage.Tokens[at].IsWord || !IsTold(passage, at) ? null : passage.Tongue switch
            {
                Tongue.English => Cued(passage, at) ?? Verb(passage, at, evidence) ?? Skills(passage, at),
                Tongue.German => GermanCue(passage, at) ?? GermanVerb(passage, at, evidence),
                _ => null,
            };
            if (found is var (first, last))
                Mark(passage, evidence, first, last, findings);
        }
    }

    private static void Mark(Passage passage, Evidence evidence, int first, int last, List<Finding> findings)
    {
        while (first < last && IsLight(passage, first))
            first++;
        var words = Enumerable.Range(first, last - first + 1).Where(at => !IsLight(passage, at)).Select(at => passage.Tokens[at]).ToList();
        if (words.Count > 0 && !words.Exists(word => Has(evidence.Own, word, passage.Tongue)))
            findings.Add(new Finding(ClaimKind.Skill, first, last, words.TrueForAll(word => Has(evidence.All, word, passage.Tongue))));
    }

    /// <summary>In some form of it, as a case of it, or as a part of a longer word.</summary>
    private static bool Has(SourceIndex index, Token word, Tongue tongue) => index.Words.HasStem(word) || index.Words.HasKin(word.Key) || tongue == Tongue.German && (index.Words.HasHead(word.Key) || index.Words.HasInCompound(word.Key) || index.Words.HasBeginningOf(word));

    /// <summary>Words that say nothing that a source could have.</summary>
    private static bool IsLight(Passage passage, int at) => passage.Tokens[at] is not { IsWord: true, Key.Length: > 2 } || passage.IsFigure[at] || Lists.Value.Light.Contains(passage.Tokens[at].Key) || Vocabulary.Instance.IsFunctionWord(passage.Tokens[at].Key, passage.Tongue)
        || passage.Tongue == Tongue.English && passage.Tokens[at].Key.EndsWith("ly", StringComparison.Ordinal);

    /// <summary>Told of the user, and neither wished nor denied nor asked.</summary>
    private static bool IsTold(Passage passage, int at)
    {
        if (KindFinder.Wants(passage, at) || !RoleFinder.IsOfTheWriter(passage, at) || passage.Asks(at))
            return false;
        for (var back = at; back >= 0 && back > at - 12 && !passage.IsOwn[at] && passage.Tokens[back].Key is not ("." or ";" or ","); back--)
        {
            if (Vocabulary.Instance.Wishes.Contains(passage.Tokens[back].Key))
                return false;
        }
        return true;
    }

    private static (int, int)? Cued(Passage passage, int at)
    {
        var length = Lists.Value.Cues.Match(passage.Tokens, at);
        // "We used to throw away": a habit, not what one is used to.
        if (length == 0 || passage.Tokens[at].Key == "used" && !(at > 0 && passage.Tokens[at - 1].Key is "am" or "i'm" or "got" or "become" or "well" or "been"))
            return null;
        // "The counter as well as the room" names two things of one kind; behind a comma it adds another.
        return passage.Tokens[at].Key == "as" && !(at > 0 && passage.Tokens[at - 1].Is(",")) ? null : Object(passage, at + length);
    }

    /// <summary>"I negotiate contracts", "I can read plans".</summary>
    private static (int, int)? Verb(Passage passage, int at, Evidence evidence)
    {
        var tokens = passage.Tokens;
        // "A bridge I designed": of such a clause the object stands before it.
        if (tokens[at].Key is not ("i" or "i've") || at > 0 && !tokens[at].First && tokens[at - 1] is { IsWord: true } before && (before.Key is "that" or "which" or "what" || !Lists.Value.Ends.Contains(before.Key) && !before.Key.EndsWith("ly", StringComparison.Ordinal)))
            return null;
        var verb = at + 1;
        while (verb < tokens.Count && verb <= at + Reach && (Lists.Value.BeforeVerbs.Contains(tokens[verb].Key) || tokens[verb].Key.EndsWith("ly", StringComparison.Ordinal)))
            verb++;
        return verb + 1 < tokens.Count && tokens[verb] is { IsWord: true, IsCapital: false } && !Lists.Value.Minds.Contains(tokens[verb].Key) && !Lists.Value.Ends.Contains(tokens[verb].Key) && !IsLight(passage, verb) && !tokens[verb].Key.EndsWith("n't", StringComparison.Ordinal) && !evidence.Lines.IsCited(passage, tokens[verb]) ? Counted(passage, Object(passage, verb + 1)) : null;
    }

    /// <summary>Null of what is counted, which its number is looked at for: "47 pieces".</summary>
    private static (int, int)? Counted(Passage passage, (int First, int Last)? found) => found is var (first, last) && !passage.IsFigure.AsSpan(Math.Max(0, first - 1), last - Math.Max(0, first - 1) + 1).Contains(true) ? found : null;

    /// <summary>"My counselling skills".</summary>
    private static (int, int)? Skills(Passage passage, int at)
    {
        if (passage.Tokens[at].Key is not ("skills" or "skill"))
            return null;
        var first = at;
        while (first > 0 && first > at - Reach && passage.Tokens[first - 1] is { IsWord: true } before && !Lists.Value.Ends.Contains(before.Key))
            first--;
        return first < at ? (first, at - 1) : null;
    }

    /// <summary>The words up to the next that begins another part of the sentence.</summary>
    private static (int, int)? Object(Passage passage, int first)
    {
        var tokens = passage.Tokens;
        while (first < tokens.Count && tokens[first].Key is "a" or "an" or "the" or "my" or "our" or "their" or "its" or "all" or "some" or "out" or "up")
            first++;
        var last = first - 1;
        while (last + 1 < tokens.Count && last + 1 < first + LongestObject && (tokens[last + 1] is { IsWord: true, First: false } || passage.IsFigure[last + 1] || tokens[last + 1].Is("-")) && !Lists.Value.Ends.Contains(tokens[last + 1].Key))
            last++;
        while (last > first && !tokens[last].IsWord)
            last--;
        return last >= first ? (first, last) : null;
    }

    /// <summary>"Erfahrung in der Baumpflege", "für die Lagerhaltung verantwortlich".</summary>
    private static (int, int)? GermanCue(Passage passage, int at)
    {
        if (Lists.Value.GermanCues.Match(passage.Tokens, at) is > 0 and var length)
            return GermanNoun(passage, at + length, false);
        if (!Lists.Value.GermanEnds.Contains(passage.Tokens[at].Key))
            return null;
        for (var back = at - 1; back >= 0 && back >= at - Reach && passage.Tokens[back].IsWord; back--)
        {
            if (passage.Tokens[back] is { IsCapital: true, First: false })
                return (back > 1 && passage.Tokens[back - 1].Is("-") ? back - 2 : back, back);
        }
        return null;
    }

    /// <summary>"Ich betreue die Lehrlinge", "Führungen habe ich gegeben".</summary>
    private static (int, int)? GermanVerb(Passage passage, int at, Evidence evidence)
    {
        var tokens = passage.Tokens;
        if (tokens[at].Key != "ich")
            return null;
        Token? verb = null;
        for (var beside = at - 1; beside <= at + 1; beside += 2)
        {
            if (beside < 0 || beside >= tokens.Count || !tokens[beside].IsWord || tokens[beside].IsCapital && !tokens[beside].First)
                continue;
            if (tokens[beside].Key == "habe" && Participle(passage, at + 1) is { } participle)
                verb = participle;
            else if (tokens[beside].Key is { Length: > 3 } key && key[^1] == 'e' && !Lists.Value.Minds.Contains(key))
                verb = tokens[beside];
        }
        return verb is not null && !evidence.Lines.IsCited(passage, verb) ? Counted(passage, GermanNoun(passage, at + 1, true)) : null;
    }

    /// <summary>The "geleitet" that ends "Ich habe den Umbau geleitet".</summary>
    private static Token? Participle(Passage passage, int at)
    {
        var end = Math.Min(passage.Tokens.Count, at + LongestClause);
        while (at + 1 < end && (passage.Tokens[at + 1].IsWord || passage.IsFigure[at + 1]))
            at++;
        var verb = at < passage.Tokens.Count ? passage.Tokens[at] : null;
        return verb is { IsWord: true, IsCapital: false, Key.Length: > 5 } && !Lists.Value.Minds.Contains(verb.Key) && (verb.Key.IndexOf("ge", StringComparison.Ordinal) is 0 or > 1 || verb.Key.EndsWith("iert", StringComparison.Ordinal) || verb.Key.StartsWith("uber", StringComparison.Ordinal)) ? verb : null;
    }

    /// <summary>The first noun; of a verb, none that a preposition stands before.</summary>
    private static (int, int)? GermanNoun(Passage passage, int at, bool isObject)
    {
        var tokens = passage.Tokens;
        var isBehind = false;
        for (var noun = at; noun < tokens.Count && noun < at + LongestObject + 1 && (tokens[noun].IsWord || tokens[noun].Is("-") || passage.IsFigure[noun]); noun++)
        {
            if (Vocabulary.Instance.Negations.Contains(tokens[noun].Key))
                return null;
            isBehind |= isObject && Lists.Value.Prepositions.Contains(tokens[noun].Key);
            if (!tokens[noun].IsCapital || tokens[noun].First || Vocabulary.Instance.Others.Contains(tokens[noun].Key))
                continue;
            if (!isBehind)
                return (noun > 1 && tokens[noun - 1].Is("-") ? noun - 2 : noun, noun);
            isBehind = false;
        }
        return null;
    }

    /// <summary>The words of the two languages that sentences of this kind are built with.</summary>
    private sealed class Words
    {
        public PhraseSet Cues { get; } = new(Lines("""
            trained in,trained to,training in,qualified to,qualified in,certified to,certified in,licensed to,authorised to,authorized to,used to,accustomed to,good at,skilled at,skilled in,adept at,versed in,experienced in,experienced at,practised in,competent in,competent at,
            responsible for,charge of,responsibility for,experience of,experience in,experience with,knowledge of,familiar with,know how to,learnt how to,learned how to,able to,including,proficient in,comfortable with,background in,command of,strengths lie in,expertise in,taught myself,as well as,duties include,tasks include,
            track record of,track record in,specialise in,specialised in,accountable for,entrusted with,tasked with
            """));

        public PhraseSet GermanCues { get; } = new(Lines("erfahrung in,erfahrung im,erfahrung mit,erfahrungen in,erfahrungen im,erfahrungen mit,kenntnisse in,kenntnisse im,kenntnisse der,einschließlich,inklusive,geübt in,geübt im,verantwortlich für,zuständig für,vertraut mit,beherrsche,versiert in,ausgebildet in,geschult in,erfahren in,erfahren im,aufgaben gehört,aufgaben gehören,kenne mich mit,kenne ich mich mit"));
        public HashSet<string> GermanEnds { get; } = Set("geschult verantwortlich zuständig bewandert vertraut");

        /// <summary>What begins another part of an English sentence.</summary>
        public HashSet<string> Ends { get; } = Set("and or in of with at for from by to on since until who which that while when where during but so as before after i we you is are was were has have had will because than through without if whether what how would across under between about into over within every each although though not no never plus per against around");

        public HashSet<string> BeforeVerbs { get; } = Set("have had also currently now once then still can even often always");

        /// <summary>Verbs that tell of no deed that anybody could check.</summary>
        public HashSet<string> Minds { get; } = Set("""
            am is are was were be been being do does did will would could may might must shall should cannot feel felt know knew known think thought hope hoped look looked looking enjoy enjoyed like liked love loved dislike want wanted see saw seen understand understood believe believed find found appreciate appreciated learn learned learnt remember remembered need needed wish
            wished prefer preferred realise realised admire admired value valued expect expected trust trusted assume mean meant come came go went gone get got keep kept take took taken bring brought give gave given make made read heard hear noticed notice apply applied applying writing attach attached enclose enclosed ask asked say said tell told mention mentioned
            start started begin began begun live lived move moved stay stayed stand stood try tried welcome thank remain seek sought decided decide chose choose consider considered aim plan planned let put set left leave discovered discover discuss discussed join joined belong grew grow spend spent offer offered suggest propose share shared stopped stop turned turn call
            called answered answer confirm confirmed agree agreed wait waited meet met send sent talk talked spoke speak show showed shown hold held receive received work worked care cared sit sat walked lost miss missed admit owe admitted bet guess promise promised imagine suppose wonder wondered pick watch watched hear settle raise helped help use used swap swapped reached
            reach pretend ended end cut watched dream count counted pass passed arrive arrived finish finished clocked wear wore worn
            bin war wäre hätte hatte würde werde möchte freue könnte weiß wusste denke dachte hoffe glaube finde fand mag liebe schätze bewerbe interessiere sehe sah lese las höre hörte danke bitte frage stelle wünsche komme kam gehe ging lerne lernte verstehe verstand bringe brachte biete nehme wollte sollte durfte musste melde schreibe schrieb sage sagte fühle bleibe
            blieb gebe suche suchte halte wohne lebe vermisse bedanke erinnere merke merkte kenne kannte stehe stand arbeite arbeitete wünschte wurde setze lasse gerne trage heute sende nenne habe diese eine meine beide gestern gelernt gefreut gelesen gesehen gehört gewusst gedacht gefunden angehängt beigefügt gesagt gefragt beigelegt zugesagt mache sowie erste gute ganze bereite
            """);

        /// <summary>Words that stand in any object.</summary>
        public HashSet<string> Light { get; } = Set("""
            thing things something anything everything people person way ways part parts kind sort lot bit number numbers new old good great own same other others such more most many much few several various different whole full able well quite rather too also even just still again here there now then today time times day days week weeks month months year years work working job
            team role experience experiences skill skills knowledge training ability company field area areas myself yourself themselves ourselves himself herself it this that these those them him her his some any all both another one ones once twice first second third hand hands getting make making doing being having going taking take keeping keep giving putting let see dealing
            looking finding using helping learning learn understanding thinking feel knowing right best better high strong solid sound large small big long short broad wide extensive considerable plenty deep practical professional personal back out off down away together everyday life world place point question questions detail details matter matters ease calm heart mind eye eyes ear head
            upwards little pleasure hesitation fun alone explaining travel listening pressure responsibility deadline proportion craft teeth spot summer winter spring autumn soft less throw switch daily anyone everyone someone who whom whose handed
            verantwortung stunde stunden frage fragen freude weg teil zeit interesse arbeit schule größe kilo besuch schnitt tag tage woche wochen jahr jahre monat monate erfahrung erfahrungen kenntnisse dinge sache sachen menschen leute team aufgabe aufgaben beruf leben erfolg erfolge mal ende anfang spaß blick antwort stelle gedanken mühe hand hände kopf auge augen gefühl idee ideen bestand projekt projekte
            """);

        public HashSet<string> Prepositions { get; } = Set("in im am an auf bei beim mit von vom zu zum zur nach seit vor für durch über unter um aus bis während wegen gegen ohne zwischen neben als trotz pro");

        private static HashSet<string> Set(string words) => [.. words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(word => Folding.Key(word))];

        private static string[] Lines(string phrases) => phrases.Split([',', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
