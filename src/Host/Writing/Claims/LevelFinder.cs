using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// How well the user knows a language or a tool: "Italian at B2", "an advanced user of Blender", "Englisch verhandlungssicher". Of what the user's own lines know,
/// one of them has to say that level, or for a level in words a higher one; where none says any, a high one is not the writer's to add.
/// </summary>
internal static class LevelFinder
{
    private const int Native = 3, Fluent = 2, Less = 1;

    /// <summary>Tokens between a level and what is known so well.</summary>
    private const int Reach = 10;

    /// <summary>Tokens of a line that are looked at.</summary>
    private const int MostTokens = 200;

    private static readonly Dictionary<string, int> Levels = Read(
        (Native, "native natively bilingual muttersprache muttersprachlich muttersprachlichem muttersprachlichen muttersprachler muttersprachlerin muttersprachniveau zweisprachig"),
        (Fluent, "fluent fluently proficient advanced expert fliessend verhandlungssicher verhandlungssicheres fortgeschritten fortgeschrittene fortgeschrittenes fortgeschrittenem fliessendes stilsicher akzentfrei perfekt perfectly flawless flawlessly expertly"),
        (Less, "good intermediate conversational gut gute gutes guten solide basic basics beginner beginners elementary grundkenntnisse grundlagen schulkenntnisse"));

    /// <summary>What each of the six of the European framework is in words.</summary>
    private static readonly Dictionary<string, int> Scale = new() { ["a1"] = Less, ["a2"] = Less, ["b1"] = Less, ["b2"] = Fluent, ["c1"] = Fluent, ["c2"] = Native };

    /// <summary>What stands between a level and what is known.</summary>
    private static readonly HashSet<string> Joints =
    [
        "in", "at", "an", "a", "is", "are", "of", "to", "and", "my", "user", "level", "speaker", "knowledge", "command", "with", "the", "on", "speak", "i", "which", "have", "come", "know", "read", "write", "both", "use", "also", "am",
        "nahezu", "fast", "inzwischen", "mittlerweile", "sogar", "sehr", "sprechen", "sprichst", "gesprochen", "beherrscht", "beherrschst", "verstehe", "versteht", "rede", "reden", "redet", "zwar", "wir", "er", "sie", "du", "dich", "sich", "mich", "verstandigen", "speaks", "spoken", "you", "he", "she", "we", "now", "almost", "handle", "work", "draw", "draws", "understand", "auf", "auch", "mit", "niveau", "ist", "und", "spreche", "spricht", "ich", "meine", "mein", "ihre", "seine", "sowie", "bei", "liegt", "kann", "beherrsche", "zeichne", "zeichnet", "zeichnest", "arbeite", "arbeitet", "arbeitest", "es", "zu", "das", "dem", "einem", "habe", "(", ")", ":", "-", "–", ",",
    ];

    private static readonly HashSet<string> Edges = [",", ";", "|", "/", "·", "•"];

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Tongue is not (Tongue.English or Tongue.German) || passage.Kind == PassageKind.Heading)
            return;
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            var key = passage.Tokens[at].Key;
            var isScale = Scale.ContainsKey(key) && passage.Tokens[at].IsAllCapitals;
            if (!isScale && Levels.GetValueOrDefault(key) < Fluent || passage.Asks(at) || !RoleFinder.IsOfTheWriter(passage, at) || KindFinder.Wants(passage, at) || Known(passage, evidence, at, isScale) is not { } known)
                continue;
            var said = evidence.Lines.OwnWith(known).SelectMany(line => Said(line.Tokens, known)).ToList();
            if (isScale ? !said.Contains(key) : !said.Exists(level => Rank(level) >= Levels[key]))
                findings.Add(new Finding(ClaimKind.Skill, at, at, false) { IsTotal = true });
        }
    }

    private static int Rank(string key) => Levels.TryGetValue(key, out var rank) ? rank : Scale.GetValueOrDefault(key);

    /// <summary>What is known so well, where the user's own sources have it: before the level, or else behind it.</summary>
    private static Token? Known(Passage passage, Evidence evidence, int at, bool isScale)
    {
        foreach (var step in new[] { -1, 1 })
        {
            var next = at + step;
            while (next >= 0 && next < passage.Tokens.Count && Math.Abs(next - at) < Reach && (step < 0 || !passage.Tokens[next].Is(",")) && Joints.Contains(passage.Tokens[next].Key))
                next += step;
            if (next >= 0 && next < passage.Tokens.Count && IsKnowledge(passage, next, isScale) && evidence.Own.Words.HasWord(passage.Tokens[next]))
                return Vocabulary.Instance.Concept(passage.Tokens[next].Key) == Vocabulary.NameOf(evidence.Tongue) ? null : passage.Tokens[next];
        }
        return null;
    }

    /// <summary>A C1 of no language is a driving licence.</summary>
    private static bool IsKnowledge(Passage passage, int at, bool isScale) => passage.Tokens[at] is { IsWord: true } token && (Vocabulary.Instance.Languages.Contains(Vocabulary.Instance.Concept(token.Key))
        || !isScale && token is { IsCapital: true, First: false } && !(passage.Tongue == Tongue.German && CommonWords.HasGermanNoun(token.Key)) && !Vocabulary.Instance.IsFunctionWord(token.Key, passage.Tongue));

    /// <summary>The levels that a line says of it: between its commas, or else the one that it has.</summary>
    private static List<string> Said(List<Token> line, Token known)
    {
        var stem = Stems.Of(known.Key);
        var tokens = line.Take(MostTokens).ToList();
        var at = tokens.FindIndex(token => token.IsWord && (Stems.Of(token.Key) == stem || Vocabulary.Instance.Concept(token.Key) == Vocabulary.Instance.Concept(known.Key)));
        if (at >= 0)
        {
            var (first, last) = (Edge(tokens, at, -1), Edge(tokens, at, 1));
            if (Among(tokens.GetRange(first, last - first + 1)) is { Count: > 0 } near)
                return near;
        }
        // "Englisch, Französisch: fließend" has one level for both.
        return Among(tokens) is { Count: 1 } one ? one : [];
    }

    private static List<string> Among(List<Token> tokens) => [.. tokens.Select(static token => token.Key == "tongue" ? "native" : token.Key).Where(static key => Levels.ContainsKey(key) || Scale.ContainsKey(key))];

    /// <summary>The last token before a comma that stands in no brackets.</summary>
    private static int Edge(List<Token> tokens, int at, int step)
    {
        var depth = 0;
        while (at + step >= 0 && at + step < tokens.Count && (depth > 0 || !Edges.Contains(tokens[at + step].Key)))
        {
            at += step;
            depth = Math.Max(0, depth + (tokens[at].Is(step > 0 ? "(" : ")") ? 1 : tokens[at].Is(step > 0 ? ")" : "(") ? -1 : 0));
        }
        return at;
    }

    private static Dictionary<string, int> Read(params ReadOnlySpan<(int Level, string Words)> lists)
    {
        var levels = new Dictionary<string, int>();
        foreach (var (level, words) in lists)
        {
            foreach (var word in words.Split(' '))
                levels.Add(word, level);
        }
        return levels;
    }
}
