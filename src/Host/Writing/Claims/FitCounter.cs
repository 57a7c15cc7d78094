using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Writing.Claims;

/// <summary>
/// Counts the requirements that the user's own sources meet. A sentence must name an own source, and that source's text must share the requirement's key
/// terms; what the writer says about it does not count.
/// </summary>
internal static class FitCounter
{
    /// <summary>Words that postings are written with; they are no requirement.</summary>
    private static readonly HashSet<string> Padding =
    [
        .. ("experience experiences years year knowledge strong ability able plus required requirement requirements must skills skill good excellent proven record least minimum solid understanding working work familiarity familiar preferred welcome nice advantage similar relevant professional practical "
            + "demonstrated you your our have has know well similar such using use used very deep least more than want ideally profile candidate responsibility responsible fluent proficient "
            + "erfahrung erfahrungen jahre jahren mindestens kenntnisse gute sehr vorteil wunschenswert fundierte sicher sicherer umgang idealerweise leitung "
            + "experience ans annees connaissance connaissances maitrise appreciee bonne souhaitee minimum "
            + "experiencia anos minima conocimientos valora valorable nivel buen dominio").Split(' ').Select(word => Stems.Of(word)),
    ];

    public static FitFigure? Count(WriterResponse written, IReadOnlyList<WritingSource> sources)
    {
        var byId = new Dictionary<string, WritingSource>();
        foreach (var source in sources)
            byId.TryAdd(source.Id, source);
        var answers = written.Parts.Where(part => part.Of is not null && byId.TryGetValue(part.Of, out var source) && source.IsForeign()).GroupBy(part => part.Of!).ToList();
        if (answers.Count == 0)
            return null;
        return new FitFigure(answers.Count(answer => IsMet(byId[answer.Key], answer.SelectMany(part => part.Sentences), byId)), answers.Count);
    }

    private static bool IsMet(WritingSource requirement, IEnumerable<WrittenSentence> sentences, Dictionary<string, WritingSource> byId)
    {
        var asked = ReadSource.Of(requirement);
        var tongue = Vocabulary.Instance.Guess(asked.Tokens, Tongue.English);
        var named = new HashSet<string>();
        var plain = new HashSet<string>();
        for (var at = 0; at < asked.Tokens.Count; at++)
        {
            var token = asked.Tokens[at];
            if (!token.IsWord || token.Key.Length < 2 && token.Key is not ("r" or "c") || Padding.Contains(Stems.Of(token.Key)) || Vocabulary.Instance.IsFunctionWord(token.Key, tongue))
                continue;
            var isName = token.IsTechnical || token.IsAllCapitals || Vocabulary.Instance.Skills.Match(asked.Tokens, at) > 0 || token.IsCapital && !Vocabulary.Instance.IsOrdinary(token.Key, tongue);
            (isName ? named : plain).Add(Term(token));
        }
        var cited = sentences.SelectMany(sentence => sentence.Sources).Distinct().Select(id => byId.GetValueOrDefault(id)).OfType<WritingSource>().Where(Evidence.IsOwn).Select(ReadSource.Of).ToList();
        var terms = cited.SelectMany(source => source.Tokens).Where(token => token.IsWord).Select(Term).ToHashSet();
        var isChoice = asked.Tokens.Exists(token => token.Key is "or" or "oder" or "ou" or "o" or "eg" or "such" or "like" or "/");
        var isShared = named.Count > 0 ? named.Count(terms.Contains) >= (isChoice ? 1 : (named.Count + 1) / 2) : plain.Count > 0 && plain.Count(terms.Contains) >= (plain.Count >= 4 ? 2 : 1);
        return isShared && HasYears(asked, cited);
    }

    /// <summary>Where both name years, the source must have as many as are asked for.</summary>
    private static bool HasYears(ReadSource asked, List<ReadSource> cited)
    {
        var years = asked.Quantities.Where(IsYears).Select(quantity => quantity.Value).DefaultIfEmpty(0).Min();
        var shown = cited.SelectMany(source => source.Quantities).Where(IsYears).Select(quantity => quantity.Value).ToList();
        return years == 0 || shown.Count == 0 || shown.Max() >= years - 1;
    }

    private static bool IsYears(Quantity quantity) => quantity is { Measure: Measure.Duration, Unit: "year" or "decade" or "month" };

    private static string Term(Token token) => Stems.Of(Vocabulary.Instance.Concept(Stems.Possessor(token.Key)));
}
