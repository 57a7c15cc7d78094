using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Roles that no list of titles has and no capital shows, behind words that introduce one: "a qualified first aider", "worked as a lifeguard", "zur
/// Abteilungsleitung befördert", "ausgebildeter Ersthelfer".
/// </summary>
internal static class RoleFinder
{
    /// <summary>Words of one role: "first aid and safety officer" is two.</summary>
    private const int LongestRole = 4;

    /// <summary>Words between a role of German and the verb that gives it.</summary>
    private const int Reach = 12;

    private static readonly HashSet<string> Proofs = ["qualified", "certified", "licensed", "licenced", "accredited", "chartered", "registered", "trained"];
    private static readonly HashSet<string> BeforeProofs = ["a", "an", "fully", "newly", "formally", "professionally", "also", "am", "i'm", "both"];
    private static readonly HashSet<string> Works = ["work", "worked", "working", "works", "serve", "served", "serving", "volunteer", "volunteered", "volunteering", "employed", "started", "began", "hired", "elected", "appointed", "freelanced", "job", "career", "stint", "spell", "shifts"];
    private static readonly HashSet<string> Determiners = ["a", "an", "the", "their", "our", "its", "his", "her"];
    private static readonly HashSet<string> Ends = ["and", "or", "in", "of", "with", "at", "for", "from", "by", "to", "on", "since", "until", "who", "which", "that", "myself", "too", "also", "now", "already", "today", "while", "when", "where", "during", "but", "so", "as", "before", "after", "i", "we", "my", "under", "is", "are", "was", "were", "has", "have", "will"];

    /// <summary>What is registered or trained and is nobody.</summary>
    private static readonly HashSet<string> NoRoles = ["charity", "company", "organisation", "organization", "office", "trademark", "address", "user", "users", "team", "staff", "people", "colleagues", "candidate", "candidates", "applicant", "applicants", "yes", "eye", "ear", "guess", "professional", "professionals"];

    /// <summary>Words in a role that anybody may say of theirs.</summary>
    internal static readonly HashSet<string> Plain = ["experienced", "part", "full", "time", "young", "keen", "general", "temporary", "casual", "seasonal", "professional", "local", "weekend", "evening", "night", "simple", "proud", "former"];

    private static readonly string[] PersonEndings = ["er", "or", "ist", "ian", "ant", "ee", "man", "woman", "person", "guard", "hand", "aide", "guide", "host", "nanny"];
    private static readonly HashSet<string> NoPersons = ["reminder", "member", "partner", "number", "matter", "order", "paper", "letter", "offer", "power", "buffer", "filter", "layer", "monitor", "factor", "indicator", "starter", "anchor", "mirror", "volunteer", "career", "answer", "former", "junior", "senior", "corner", "cover", "pointer", "marker", "primer", "border", "starter"];

    private static readonly string[] OccupationEndings = ["guard", "ist", "ian", "man", "woman", "smith", "wright", "keeper", "maker", "monger", "ranger", "fighter"];
    private static readonly HashSet<string> NoOccupations = ["optimist", "perfectionist", "realist", "generalist", "specialist", "minimalist", "pacifist", "finalist", "idealist", "list", "vegetarian", "guardian", "human", "german", "roman", "gentleman", "norman", "peacemaker", "egoist", "feminist", "twist", "civilian", "gist"];

    private static readonly HashSet<string> GermanProofs = Forms("ausgebildet", "gelernt", "gepruft", "zertifiziert", "examiniert", "anerkannt", "ehrenamtlich", "vereidigt", "diplomiert", "approbiert", "qualifiziert", "zugelassen");
    private static readonly HashSet<string> Gives = ["befordert", "ernannt", "gewahlt", "bestellt", "berufen", "aufgestiegen", "weitergebildet", "ausgebildet", "fortgebildet", "umgeschult", "qualifiziert"];
    private static readonly HashSet<string> GivesBefore = ["beforderte", "ernannte", "wahlte", "berief", "bestellte", "aufstieg", "beforderung", "ernennung", "ausbildung", "weiterbildung", "fortbildung", "umschulung", "lehre"];
    private static readonly HashSet<string> GermanWorks = ["gearbeitet", "arbeite", "arbeitete", "tatig", "beschaftigt", "angestellt", "eingesetzt", "gejobbt", "jobbte", "jobbe", "engagiert", "fungiert", "fungiere", "angefangen", "gedient"];
    private static readonly string[] Councils = ["rat", "ausschuss", "gremium", "geschaftsfuhrung", "kommission", "prasidium", "vertretung"];
    private static readonly HashSet<string> NoCouncils = ["vorrat", "hausrat", "verrat", "apparat", "format", "inserat", "referat", "zertifikat", "resultat", "quadrat", "sekretariat", "internat", "implantat", "traktat", "unrat"];
    private static readonly string[] GermanPersonEndings = ["er", "erin", "ent", "entin", "ist", "istin", "ant", "antin", "or", "orin", "eur", "eurin", "mann", "frau", "kraft", "hilfe", "leitung", "fuhrung", "beauftragter", "beauftragte", "assistenz", "vertretung", "wart", "wartin"];

    /// <summary>What nobody is called but who has the post: "zuletzt als Teamleitung".</summary>
    private static readonly string[] Posts = ["leitung", "fuhrung", "beauftragter", "beauftragte", "assistenz", "burokraft", "fachkraft", "hilfskraft", "lehrkraft", "vertretung"];

    /// <summary>What only somebody's post ends with: whoever it is told of, a source has another of the kind.</summary>
    private static readonly string[] Offices = ["vorsitzend", "beauftragt", "angestellt", "fachwirt", "betriebswirt", "vorsteher", "seniorchef", "juniorchef", "jurist", "chef", "leiter", "meister", "inhaber", "geschaftsfuhrer", "referent", "kaufmann", "kauffrau", "techniker", "ingenieur", "assistent", "berater", "direktor", "prasident", "obmann", "obfrau", "prokurist", "controller", "disponent", "redakteur", "koordinator", "gutachter", "kapitan", "rektor", "dezernent", "beisitzer", "prufer"];
    private static readonly string[] Ranks = ["ober", "chef", "haupt", "vize", "senior", "junior"];
    private static readonly string[] OfficeEndings = ["", "e", "er", "en", "em", "in", "innen", "s", "es", "n", "leute", "leuten"];

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Tongue == Tongue.German)
            Posted(passage, evidence, findings);
        if (passage.Tongue == Tongue.English)
            Heads(passage, evidence, findings);
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            var role = passage.Tongue switch
            {
                Tongue.English => English(passage, at) ?? Occupation(passage, at) ?? Body(passage, at),
                Tongue.German => German(passage, at),
                _ => null,
            };
            if (role is not var (first, last) || passage.Taken[first] || !IsOfTheWriter(passage, first))
                continue;
            var words = passage.Tokens.GetRange(first, last - first + 1).FindAll(token => token.IsWord && !Plain.Contains(token.Key));
            if (words.Count > 0 && evidence.Lacks(passage, first, last, index => passage.Tongue == Tongue.German ? HasGermanRole(index, words[0]) : words.TrueForAll(index.Words.HasStem) || words.Count == 1 && TermFinder.HasTitle(index, words)) is { } isForeign)
                findings.Add(new Finding(ClaimKind.Title, first, last, isForeign));
        }
    }

    /// <summary>An Abteilungsleitung is an Abteilungsleiter's; but an Ausbildung makes no Ausbilder.</summary>
    private static bool HasGermanRole(SourceIndex index, Token role) => index.Words.HasWord(role) || index.Words.HasHead(role.Key) || role.Key.Contains("leit", StringComparison.Ordinal) && index.Words.HasStem(role);

    /// <summary>"Mit dem Betriebsratsvorsitzenden", "Frau Carstens, eine Volljuristin".</summary>
    private static void Posted(Passage passage, Evidence evidence, List<Finding> findings)
    {
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            if (passage.Tokens[at] is not { IsCapital: true, IsAllCapitals: false, Key.Length: > 6 } token || passage.Taken[at] || passage.Asks(at) || KindFinder.Wants(passage, at))
                continue;
            var office = Array.Find(Offices, head => token.Key.LastIndexOf(head, StringComparison.Ordinal) is > 2 and var start && Array.IndexOf(OfficeEndings, token.Key[(start + head.Length)..]) >= 0);
            var isLacking = office is not null && !evidence.All.Words.HasAny(key => key.Contains(office, StringComparison.Ordinal));
            // A Monteur is no Obermonteur.
            var rank = Array.Find(Ranks, rank => token.Key.Length > rank.Length + 4 && token.Key.StartsWith(rank, StringComparison.Ordinal) && NounKinds.IsRole(token.Key[rank.Length..], Tongue.German));
            if (isLacking || rank is not null && !evidence.All.Words.HasStem(token) && !evidence.All.Words.HasAny(key => key.StartsWith(token.Key.AsSpan(0, Math.Min(token.Key.Length, rank.Length + 5)), StringComparison.Ordinal)))
                findings.Add(new Finding(ClaimKind.Title, at, at, false));
        }
    }

    /// <summary>"Head of maintenance", "deputy chair": who heads something or stands in for who does, where no source has a head or a deputy.</summary>
    private static void Heads(Passage passage, Evidence evidence, List<Finding> findings)
    {
        for (var at = 0; at + 2 < passage.Tokens.Count; at++)
        {
            if (HeadEnd(passage.Tokens, at) is > 0 and var last && !passage.Asks(at) && !KindFinder.Wants(passage, at) && !evidence.All.Words.HasStem(passage.Tokens[at]))
                findings.Add(new Finding(ClaimKind.Title, at, last, false));
        }
    }

    /// <summary>The last token of the post that begins here, or 0.</summary>
    private static int HeadEnd(List<Token> tokens, int at)
    {
        var last = tokens[at + 1].Is("-") ? at + 2 : at + 1;
        return tokens[at].Key switch
        {
            "head" or "director" or "chair" or "captain" when tokens[at + 1].Key == "of" && tokens[at + 2] is { IsWord: true } what && !Determiners.Contains(what.Key) => at + 2,
            "deputy" or "vice" when tokens[last] is { IsWord: true, IsCapital: false } post && !Ends.Contains(post.Key) && post.Key != "versa" => last,
            _ => 0,
        };
    }

    /// <summary>The user's own deeds, or a sentence that speaks of nobody else.</summary>
    public static bool IsOfTheWriter(Passage passage, int at) => passage.IsOwn[at] || !passage.SpeaksOfOthers(at);

    /// <summary>"A qualified first aider", "trained as a first aider", "worked as a lifeguard".</summary>
    private static (int First, int Last)? English(Passage passage, int at)
    {
        var (tokens, key) = (passage.Tokens, passage.Tokens[at].Key);
        var isAs = at + 2 < tokens.Count && tokens[at + 1].Key == "as";
        var start = isAs ? Determiners.Contains(tokens[at + 2].Key) ? at + 3 : Proofs.Contains(key) ? at + 2 : -1 : at + 1;
        if (start < 0 || !Proofs.Contains(key) && !(isAs && Works.Contains(key)) || !isAs && !(tokens[at].First || at > 0 && BeforeProofs.Contains(tokens[at - 1].Key)))
            return null;
        var last = start - 1;
        while (last + 1 < tokens.Count && last + 1 < start + LongestRole && tokens[last + 1] is { IsWord: true, First: false } next && !Ends.Contains(next.Key))
            last++;
        if (last < start || tokens.GetRange(start, last - start + 1).Exists(token => token.IsCapital))
            return null;
        var head = tokens[last].Key;
        return NoRoles.Contains(head) || !Proofs.Contains(key) && (NoPersons.Contains(head) || !Array.Exists(PersonEndings, ending => head.Length > ending.Length + 2 && head.EndsWith(ending, StringComparison.Ordinal))) ? null : (start, last);
    }

    /// <summary>"I was a lifeguard", "I'm the infection control lead": by an ending that only occupations have, or by what a post is called in short.</summary>
    private static (int First, int Last)? Occupation(Passage passage, int at)
    {
        var tokens = passage.Tokens;
        if (at + 2 >= tokens.Count || tokens[at + 1].Key is not ("a" or "an" or "the") || !(tokens[at].Key == "i'm" || tokens[at].Key is "am" or "was" or "been" or "became" or "be" && tokens.Skip(Math.Max(0, at - 4)).Take(Math.Min(4, at)).Any(token => token.Key is "i" or "i've")))
            return null;
        for (var last = at + 2; last < tokens.Count && last < at + 2 + LongestRole && tokens[last] is { IsWord: true, IsCapital: false } && !Ends.Contains(tokens[last].Key); last++)
        {
            var key = tokens[last].Key;
            if (!NoOccupations.Contains(key) && (Array.Exists(OccupationEndings, ending => key.Length > ending.Length + 2 && key.EndsWith(ending, StringComparison.Ordinal)) || key is "magistrate" or "rep" or "lead" && last > at + 2 && (last + 1 >= tokens.Count || !tokens[last + 1].IsWord || Ends.Contains(tokens[last + 1].Key))))
                return (key is "rep" or "lead" ? at + 2 : last, last);
        }
        return null;
    }

    /// <summary>"Joined the parish council", "sit on the ethics committee".</summary>
    private static (int First, int Last)? Body(Passage passage, int at)
    {
        var tokens = passage.Tokens;
        if (tokens[at].Key is not ("council" or "committee" or "board" or "panel" or "commission") || !passage.IsOwn[at] && !passage.SpeaksOfWriter(at))
            return null;
        var first = at;
        while (first > 0 && first > at - LongestRole && tokens[first - 1] is { IsWord: true, IsCapital: false } before && !Determiners.Contains(before.Key) && !Ends.Contains(before.Key) && before.Key is not ("your" or "whole" or "full" or "entire" or "very" or "this" or "that"))
            first--;
        return first < at && first > 0 && Determiners.Contains(tokens[first - 1].Key) ? (first, at) : null;
    }

    /// <summary>"Zur Abteilungsleitung befördert", "ausgebildeter Ersthelfer", "als Rettungsschwimmer gearbeitet", "im Betriebsrat", "das Amt der Schriftführung".</summary>
    private static (int First, int Last)? German(Passage passage, int at)
    {
        var tokens = passage.Tokens;
        var noun = at + 1;
        while (noun < tokens.Count && noun < at + 3 && tokens[noun].IsWord && !tokens[noun].IsCapital)
            noun++;
        if (noun >= tokens.Count || tokens[noun] is not { IsCapital: true, First: false, IsAllCapitals: false, Key.Length: > 4 })
            return null;
        var key = tokens[at].Key;
        var before = at > 0 ? tokens[at - 1].Key : "";
        var isRole = before == "in" && key is "die" or "den" && IsNear(tokens, noun, Gives)
            || key is "der" or "des" && before is "amt" or "posten" or "funktion" or "mitglied" or "mitglieder"
            || key == "der" && !NoCouncils.Contains(tokens[noun].Key) && Array.Exists(Councils, ending => tokens[noun].Key.EndsWith(ending, StringComparison.Ordinal)) && tokens.Skip(Math.Max(0, at - 3)).Take(Math.Min(3, at)).Any(token => token.Key is "gehore" or "gehorte" or "angehore")
            || key is "im" && before == "mitglied" || (key is "im" or "in" or "der" or "den" or "vom") && noun == at + 1 && !NoCouncils.Contains(tokens[noun].Key) && Array.Exists(Councils, ending => tokens[noun].Key.Length > ending.Length + 2 && tokens[noun].Key.EndsWith(ending, StringComparison.Ordinal))
            || GermanProofs.Contains(key) && noun == at + 1
            || key is "zum" or "zur" && (IsNear(tokens, noun, Gives) || at > 0 && IsBefore(tokens, at, GivesBefore))
            || key == "als" && (IsNear(tokens, noun, GermanWorks) || IsBefore(tokens, at, GermanWorks)) && Array.Exists(GermanPersonEndings, ending => tokens[noun].Key.EndsWith(ending, StringComparison.Ordinal));
        isRole |= key == "als" && IsPost(tokens[noun].Key) || key is "der" or "des" && before is "aufgabe" or "aufgaben" or "rolle" && (NounKinds.IsRole(tokens[noun].Key, Tongue.German) || tokens[noun].Key.EndsWith("erin", StringComparison.Ordinal));
        return isRole ? (noun, noun) : null;
    }

    public static bool IsPost(string key) => Array.Exists(Posts, ending => key.Length > ending.Length + 2 && key.EndsWith(ending, StringComparison.Ordinal) || ending.Length > 8 && key == ending);

    private static bool IsNear(List<Token> tokens, int noun, HashSet<string> verbs)
    {
        for (var at = noun + 1; at < tokens.Count && at <= noun + Reach && tokens[at].Key is not ("." or ";" or "!" or "?"); at++)
        {
            if (verbs.Contains(tokens[at].Key))
                return true;
        }
        return false;
    }

    private static bool IsBefore(List<Token> tokens, int at, HashSet<string> verbs)
    {
        for (var back = at - 1; back >= 0 && back >= at - Reach / 2 && tokens[back].Key is not ("." or ";" or "!" or "?" or ","); back--)
        {
            if (verbs.Contains(tokens[back].Key))
                return true;
        }
        return false;
    }

    private static HashSet<string> Forms(params ReadOnlySpan<string> stems)
    {
        var forms = new HashSet<string>();
        foreach (var stem in stems)
        {
            foreach (var ending in new[] { "er", "e", "en", "em" })
                forms.Add(stem + ending);
        }
        return forms;
    }
}
