using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// A school that the CV has, with what another of its lines has: "I passed Immediate Life Support at the University of Witham", where that is the school of the degree.
/// In doubt it says nothing: where a line beside the school's shares a word of weight or a year with the sentence, and where no other line shares two.
/// </summary>
internal static class SchoolFinder
{
    private const int LongestName = 8;

    /// <summary>Words of weight that a line and a sentence share, where the sentence tells of the line.</summary>
    private const int LeastShared = 2;

    private static readonly HashSet<string> Joints = ["of", "for", "and", "the", "fur", "und", "der", "des", "in"];

    public static void Find(Passage passage, Evidence evidence, List<Finding> findings)
    {
        if (passage.Kind == PassageKind.Heading || passage.Tongue is not (Tongue.English or Tongue.German) || passage.Tongue != evidence.Tongue)
            return;
        for (var at = 0; at < passage.Tokens.Count; at++)
        {
            if (passage.Tokens[at].IsCapital && NameFinder.IsSchool(passage.Tokens[at].Key) && passage.Tokens[at].Key.Length > 3 && Name(passage, at) is var (first, last) && !findings.Exists(finding => finding.First <= last && finding.Last >= first) && !passage.Asks(at)
                && passage.Tokens.GetRange(first, last - first + 1).FindAll(static token => token.IsCapital && !NameFinder.IsSchool(token.Key)) is { Count: > 0 } own && evidence.Lines.Elsewhere(passage, first, last, own, LeastShared) is { } line)
                findings.Add(new Finding(ClaimKind.School, first, last, false) { Elsewhere = line });
        }
    }

    /// <summary>The capitals around the word, and what joins them.</summary>
    private static (int First, int Last)? Name(Passage passage, int at)
    {
        var (first, last) = (at, at);
        while (first > 0 && at - first < LongestName && passage.Tokens[first - 1] is { IsCapital: true, First: false } && !passage.IsFigure[first - 1])
            first--;
        while (last + 1 < passage.Tokens.Count && last - at < LongestName && !passage.IsFigure[last + 1] && (passage.Tokens[last + 1].IsCapital || Joints.Contains(passage.Tokens[last + 1].Key) && last + 2 < passage.Tokens.Count && passage.Tokens[last + 2].IsCapital))
            last++;
        return last > first ? (first, last) : null;
    }
}
