using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Names of German that are made of everyday nouns: "die Techniker Krankenkasse", "beim Finanzamt". Two nouns do not stand side by side unless the first is
/// a measure or says what kind of thing the second is; and where the user worked at an office or a bank, which one is for a source to say.
/// </summary>
internal static class GermanNameFinder
{
    private static readonly HashSet<string> Articles = ["der", "die", "das", "den", "dem", "des", "bei", "beim", "fur", "furs", "zur", "zum", "vom", "im", "am", "einer", "eine", "einem", "einen"];

    /// <summary>"der Bereich Einkauf", "die Note Zwei", "ein Glas Wasser": what another noun follows as it is.</summary>
    private static readonly string[] Kinds =
    [
        "bereich", "thema", "fach", "schwerpunkt", "abteilung", "team", "projekt", "modul", "kurs", "gang", "richtung", "firma", "stelle", "position", "rolle", "beruf", "wort", "note", "titel", "marke", "typ", "klasse", "stufe", "phase", "ende", "anfang", "mitte", "jahr", "jahre", "jahren",
        "jahrs", "jahres", "stunde", "stunden", "tag", "tage", "tagen", "woche", "wochen", "monat", "monate", "monaten", "minute", "minuten", "prozent", "euro", "liter", "meter", "watt", "tonne", "tonnen", "glas", "tasse", "million", "millionen", "anzahl", "menge", "reihe", "gruppe", "zahl",
        "form", "art", "sorte", "stuck", "paar", "familie", "kollege", "kollegen", "kollegin", "freund", "freundin", "abschluss", "sprache", "sprachen", "system", "methode", "software", "programm", "verfahren", "region", "kreis", "gemeinde", "stadt", "insel", "qualifikation", "bildung", "ausbildung", "seminar", "studium", "prufung",
        "stichwort", "sparte", "segment", "werk", "standort", "haus", "raum", "station", "konto", "nummer", "punkt", "frage", "begriff", "wert", "rubrik", "feld", "gebiet", "disziplin", "leitung", "kilo", "gramm", "hektar", "dutzend", "teil", "saison", "linie", "bundesland", "ministerium", "institut", "universitat", "verein", "verband", "chef",
        "stapel", "portion", "kanne", "becher", "flasche", "zeile", "seite", "seiten", "kapitel", "band", "ausgabe", "messe", "kongress", "tagung", "zertifikat", "lizenz", "schein", "diplom", "preis", "serie", "produkt", "werkzeug", "plattform", "reise", "strecke",
    ];

    /// <summary>What such names end with.</summary>
    private static readonly string[] Institutions =
    [
        "bank", "kasse", "wehr", "amt", "kammer", "forst", "forsten", "betriebe", "betrieben", "genossenschaft", "innung", "gewerkschaft", "verwaltung", "gericht", "ministerium", "polizei", "behorde", "gesellschaft", "versicherung", "stiftung", "verband", "verein", "werke", "werken", "klinik", "klinikum", "verlag", "rundfunk", "zeitung", "kirche", "hochschule", "universitat", "akademie", "institut", "museum", "theater",
        "reederei", "spedition", "brauerei", "konzern", "agentur", "kanzlei", "flughafen", "wohlfahrt", "universitatsmedizin", "johanniter", "johannitern", "malteser", "maltesern",
    ];

    private static readonly HashSet<string> NoInstitutions = ["datenbank", "hobelbank", "werkbank", "parkbank", "sitzbank", "drehbank", "ehrenamt", "hauptamt", "gesamt", "abendkasse", "registrierkasse", "netzwerke", "netzwerken", "feuerwerke", "kunstwerke", "kunstwerken", "bauwerke", "bauwerken", "laufwerke", "zivilgesellschaft"];
    /// <summary>Behind a name and a hyphen: the Nordwest-Zeitung.</summary>
    private static readonly string[] Titled = ["zeitung", "kurier", "anzeiger", "nachrichten", "bote", "rundschau", "tageblatt", "blatt", "presse", "verlag", "stiftung", "verein"];

    private static readonly string[] Streets = ["strasse", "gasse", "allee"];
    private static readonly string[] NoStreets = ["einbahn", "seiten", "schnell", "bundes", "land", "dorf", "quer", "neben", "durchgangs", "fertigungs", "wasser", "wasch", "produktions", "verkehrs", "spiel", "haupt", "pack", "transport", "montage", "prozess", "sack"];
    private static readonly HashSet<string> Places = ["bei", "beim", "fur", "furs", "am", "im", "vom", "zum", "zur"];

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Tongue != Tongue.German || passage.Kind == PassageKind.Heading)
            return;
        for (var at = 1; at < passage.Tokens.Count; at++)
        {
            if (!IsNoun(passage, at))
                continue;
            if (at + 1 < passage.Tokens.Count && IsPair(passage, at))
                Mark(passage, evidence, at, at + 1, findings);
            else if (IsInstitution(passage, at))
                Mark(passage, evidence, at, at, findings);
            else if (IsStreet(passage.Tokens[at].Key) && passage.Tokens[at - 1].Key is "der" or "die" or "zur")
                Mark(passage, evidence, at, at, findings);
            else if (IsTitled(passage, at))
                Mark(passage, evidence, at - 2, at - 2, findings);
            else if (IsNamed(passage, at))
                Mark(passage, evidence, Articles.Contains(passage.Tokens[at - 1].Key) ? at : at - 1, at, findings);
        }
    }

    private static bool IsNoun(Passage passage, int at) => passage.Tokens[at] is { IsCapital: true, First: false, IsAllCapitals: false, IsTechnical: false, Key.Length: > 3 } && !passage.IsFigure[at] && !passage.Taken[at];

    private static bool IsPair(Passage passage, int at)
    {
        var (first, second) = (passage.Tokens[at], passage.Tokens[at + 1]);
        return IsNoun(passage, at + 1) && second.Spaced && Articles.Contains(passage.Tokens[at - 1].Key) && !Array.Exists(Kinds, kind => first.Key.EndsWith(kind, StringComparison.Ordinal))
            && CommonWords.HasGermanNoun(first.Key) && CommonWords.HasGermanNoun(second.Key) && !(at + 2 < passage.Tokens.Count && passage.Tokens[at + 2].Is("-"));
    }

    private static bool IsInstitution(Passage passage, int at)
    {
        if (!passage.IsOwn[at] || Ending(passage.Tokens[at].Key) is null)
            return false;
        var before = passage.Tokens[at - 1].Key;
        return Places.Contains(before) || at > 1 && before is "der" or "die" or "das" or "dem" or "den" && passage.Tokens[at - 2].Key is "bei" or "fur" or "an" or "in" or "von";
    }

    /// <summary>"In der Kanalstraße", but not in a side street.</summary>
    private static bool IsStreet(string key) => Array.Exists(Streets, ending => key.Length > ending.Length + 3 && key.EndsWith(ending, StringComparison.Ordinal)) && !Array.Exists(NoStreets, key.StartsWith);

    /// <summary>"Die Jahresfeier der Volksbank", "in der Badischen Zeitung": whoever it is told of.</summary>
    private static bool IsNamed(Passage passage, int at)
    {
        if (Ending(passage.Tokens[at].Key) is null)
            return passage.Tokens[at - 1] is { IsCapital: true, First: false } adjective && adjective.Key.EndsWith("en", StringComparison.Ordinal) && !CommonWords.HasGermanNoun(adjective.Key) && Array.IndexOf(Institutions, passage.Tokens[at].Key) >= 0;
        return Articles.Contains(passage.Tokens[at - 1].Key);
    }

    /// <summary>"Die Nordwest-Zeitung", and which one is what a source has to have.</summary>
    private static bool IsTitled(Passage passage, int at) => at > 2 && passage.Tokens[at - 1].Is("-") && passage.Tokens[at - 2].IsCapital && Array.IndexOf(Titled, passage.Tokens[at].Key) >= 0 && Articles.Contains(passage.Tokens[at - 3].Key);

    private static string? Ending(string key) => Array.Find(Institutions, ending => key.EndsWith(ending, StringComparison.Ordinal) && (key.Length >= ending.Length + 3 || ending.Length > 14) && !NoInstitutions.Contains(key));

    private static void Mark(Passage passage, Evidence evidence, int first, int last, List<Finding> findings)
    {
        var words = passage.Tokens.GetRange(first, last - first + 1);
        var ending = Ending(words[^1].Key);
        // "In der Anwaltskanzlei" of a line that has a Kanzlei; "beim Klinikum" of one that has a Krankenhaus.
        var rest = ending is null || words.Count > 1 ? null : words[0] with { Key = ending };
        if (evidence.Lacks(passage, first, last, index => (words.Count > 1 && words[0].IsCapital && Array.IndexOf(Institutions, words[1].Key) >= 0 ? index.Words.HasTogether(words, true) : words.TrueForAll(index.Words.HasStem)) || rest is not null && (index.Words.HasStem(rest) || index.Words.HasConcept(Vocabulary.Instance.Concept(ending!)))) is { } isForeign)
            findings.Add(new Finding(ending is null ? ClaimKind.Name : ClaimKind.Employer, first, last, isForeign));
    }
}
