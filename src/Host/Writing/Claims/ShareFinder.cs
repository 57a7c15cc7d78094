using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Parts and small numbers in words that are no numerals: "half of them", "the majority", "eine Handvoll". A source says one of the like, or a line that the sentence tells
/// of has two figures or a share.
/// </summary>
internal static class ShareFinder
{
    /// <summary>What is said, folded.</summary>
    private static readonly string[][] Shares =
    [
        .. "half of|half the|half our|half my|nearly half|almost half|about half|over half|than half|the majority|a majority|almost all|nearly all|a handful|a couple of|lion's share|scores of|a fraction of|tidy sum|next to nothing|small fortune|a tenner|a fiver|a grand|fast alle|beinahe alle|nahezu alle|fast jeder|fast jede|eine handvoll|einer handvoll|die halfte|der halfte|zur halfte|die mehrheit|der mehrheit|der grossteil|den grossteil|ein grossteil|einen grossteil|bruchteil|das doppelte|das dreifache|vierstellige summe|funfstellige summe|sechsstellige summe|kleines vermogen|fast nichts"
            .Split('|').Select(static said => said.Split(' ')),
    ];

    /// <summary>What is counted in letters without being told: "a couple of lines", "half the battle".</summary>
    private static readonly HashSet<string> Talk =
    [
        "line", "lines", "word", "words", "question", "questions", "thing", "things", "minute", "minutes", "way", "ways", "point", "points", "thought", "thoughts", "idea", "ideas", "time", "reason", "battle", "fun", "joke", "story", "work", "dozen", "past",
        "zeilen", "worten", "worte", "satzen", "fragen", "minuten", "miete", "wahrheit", "zeit",
    ];

    /// <summary>What a word of the sources begins with that tells of a share, or of a few.</summary>
    private static readonly string[] Like = ["half", "halb", "halfte", "major", "mehrheit", "mehrzahl", "grossteil", "most", "meist", "nearly", "almost", "fast", "handful", "handvoll", "few", "einige", "paar", "couple", "pair", "third", "drittel", "quarter", "viertel", "percent", "prozent", "%", "dozen", "dutzend", "doubl", "doppelt", "twice", "tripl", "dreifach"];

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Kind != PassageKind.Running || passage.Tongue is not (Tongue.English or Tongue.German))
            return;
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            if (Array.Find(Shares, said => GradeFinder.IsSaid(passage.Tokens, at, said)) is not { } share || IsOfReader(passage, at) || passage.Asks(at) || KindFinder.Wants(passage, at))
                continue;
            var last = at + share.Length - 1;
            if (!IsIdle(passage, at, last) && !IsBorneOut(passage, evidence))
                findings.Add(new Finding(ClaimKind.Number, at, last, false));
        }
    }

    /// <summary>A part of the letter itself, or of what follows as a figure: "half a year", "nearly half past".</summary>
    private static bool IsIdle(Passage passage, int first, int last)
    {
        for (var at = first; at <= last; at++)
        {
            if (passage.IsFigure[at])
                return true;
        }
        return last + 1 < passage.Tokens.Count && (Talk.Contains(passage.Tokens[last + 1].Key) || passage.IsFigure[last + 1]) || last + 2 < passage.Tokens.Count && passage.Tokens[last + 1].Key == "of" && Talk.Contains(passage.Tokens[last + 2].Key);
    }

    /// <summary>"Half of your team": told of who is written to, and theirs to know.</summary>
    private static bool IsOfReader(Passage passage, int at)
    {
        var (start, end) = passage.SentenceAt(at);
        return !passage.IsOwn[at] && passage.Tokens.GetRange(start, end - start).Exists(static token => token.Key is "you" or "your" or "yours" || token.Raw is "Sie" or "Ihr" or "Ihre" or "Ihrem" or "Ihren" or "Ihrer" or "Ihres" or "Ihnen");
    }

    private static bool IsBorneOut(Passage passage, Evidence evidence) => evidence.Lines.MeantBy(passage).Exists(static line => line.Quantities.Count > 1 || line.Tokens.Exists(static token => Array.Exists(Like, like => token.Key.StartsWith(like, StringComparison.Ordinal))));
}
