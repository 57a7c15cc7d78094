using System.Diagnostics;
using System.Globalization;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>
/// Inventions that are planted into documents that are true, and true documents as they are. The documents were written before the checker; every fifth
/// document and every fifth invention was looked at only when the checker was done.
/// </summary>
public sealed class ClaimSuites
{
    /// <summary>False marks that 200 true drafts may have together.</summary>
    private const int MostFalseMarks = 10;

    [Fact]
    public void Check_PlantedInventions_AreAllMarked()
    {
        var started = Stopwatch.GetTimestamp();
        var cases = Planted().Take(SuiteSize.Of(100, 500, 2000)).ToList();
        var failures = cases.Select(Unmarked).OfType<string>().ToList();

        SuiteLog.Report("claims", cases.Count, failures.Count, Stopwatch.GetElapsedTime(started));
        Assert.True(failures.Count == 0, string.Join("\n", failures.Take(60)));
        Assert.True(cases.Select(one => one.Document.Kind).Distinct().Count() >= 12);
    }

    [Fact]
    public void Check_TrueDrafts_HaveAtMostTenFalseMarksTogether()
    {
        var started = Stopwatch.GetTimestamp();
        var drafts = True().Take(SuiteSize.Of(50, 200, 200)).ToList();
        var marks = drafts.SelectMany(FalseMarks).ToList();

        SuiteLog.Report("claims-truthful", drafts.Count, marks.Count, Stopwatch.GetElapsedTime(started));
        Assert.True(marks.Count <= MostFalseMarks, string.Join("\n", marks.Take(60)));
    }

    /// <summary>
    /// Drafts of people and trades that the checker was never made for: written without a run of it, and kept as they were written. The first look, before
    /// anything was learnt from them, found 16 marks in 55, then 41 in 60, then 23 in 101, then 20 in 33. Of what is left, most is right to be marked: a
    /// writer of true drafts invents a little too. The fifth set is by somebody who had never seen the checker: the first look found 24 in 60. The
    /// sixth is by another: the first look found 24 in 60 again, 19 in 40 English drafts and 5 in 20 German ones. The
    /// seventh, by a third, had 24 in 30 English drafts and 10 in 15 German ones; what is left of it are dates that the writer proposes and figures that the
    /// writer worked out. The eighth, by a fourth, had 21 in 40 English drafts and 4 in 15 German ones.
    /// The ninth, by a fifth, is written as language models write and invent: 4 in 32 English drafts and 3 in 16 German ones.
    /// The tenth, by a sixth, had none in 32 English drafts and 6 in 16 German ones. The eleventh, by the same, had 6 in 32 English drafts and 9 in 16
    /// German ones. Since then words that are in no letter and no source are marked whatever they claim. With nothing learnt from the set that is looked at
    /// (leaving out what the list of letters' words had only from its true drafts), that alone marks 8 in the main 200, then 8 in 55, 13 in 60, 25 in 101, 16 in 33,
    /// 20 in 60, 14 in 60, 10 in 45, 27 in 55, 6 in 48, 8 in 48 and 3 in 48. The twelfth, by a seventh, had
    /// 11 in 32 English drafts and 5 in 16 German ones. Since then everyday words claim something too where nothing else in their sentence is borne out: the
    /// thirteenth, by an eighth, had 17 in 48 drafts at first sight, and the fourteenth, by a ninth, 9 in 48. The fifteenth, by a tenth, has more private letters than the others, and had 27 in 48; the sixteenth, by
    /// an eleventh, 19 in 48. Since then a whole sentence about the writer of which no source has a word is marked too, which is one mark more in fifty drafts.
    /// The seventeenth and the eighteenth, by a twelfth, had 20 and 18 in 40. Since then a figure or a year that the sources have of something else is marked, and a
    /// post or a field of somebody else's, which is one mark more in thirty drafts. The nineteenth, by a thirteenth, with inventions that are told plainly, had 4 in 40.
    /// The twentieth is of French and Spanish drafts, by a fourteenth: it had 19 in 32. Since then words are looked for in those languages too. The twenty-first, in
    /// English and German, had 7 in 40, and the twenty-second, in French and Spanish, 31 in 32.
    /// The model drafts are what a language model wrote by the prompts of this program on whole CVs and postings, layout and all; who read them against their sources
    /// found one invention for sure in 870 sentences. The first look found 77 marks in 70 texts: numbers of vacancies, dates that stand on a line below their
    /// post, ranges of days and years, and short lines whose language was guessed wrong. The second such set, after that was learnt, had 24 in 24. Since then totals,
    /// honours and what a posting asks for are looked for too, which is one mark more in two hundred drafts.
    /// </summary>
    [Theory]
    [InlineData("held-out", "claims-unseen", 10)]
    [InlineData("held-out-second", "claims-unseen-second", 16)]
    [InlineData("held-out-third", "claims-unseen-third", 32)]
    [InlineData("held-out-fourth", "claims-unseen-fourth", 12)]
    [InlineData("held-out-fifth", "claims-unseen-fifth", 19)]
    [InlineData("held-out-sixth", "claims-unseen-sixth", 22)]
    [InlineData("held-out-seventh", "claims-unseen-seventh", 23)]
    [InlineData("held-out-eighth", "claims-unseen-eighth", 37)]
    [InlineData("held-out-ninth", "claims-unseen-ninth", 4)]
    [InlineData("held-out-tenth", "claims-unseen-tenth", 7)]
    [InlineData("held-out-eleventh", "claims-unseen-eleventh", 22)]
    [InlineData("held-out-twelfth", "claims-unseen-twelfth", 6)]
    [InlineData("held-out-thirteenth", "claims-unseen-thirteenth", 7)]
    [InlineData("held-out-fourteenth", "claims-unseen-fourteenth", 5)]
    [InlineData("held-out-fifteenth", "claims-unseen-fifteenth", 19)]
    [InlineData("held-out-sixteenth", "claims-unseen-sixteenth", 21)]
    [InlineData("held-out-seventeenth", "claims-unseen-seventeenth", 20)]
    [InlineData("held-out-eighteenth", "claims-unseen-eighteenth", 20)]
    [InlineData("held-out-nineteenth", "claims-unseen-nineteenth", 4)]
    [InlineData("held-out-twentieth", "claims-unseen-twentieth", 11)]
    [InlineData("held-out-twenty-first", "claims-unseen-twenty-first", 7)]
    [InlineData("held-out-twenty-second", "claims-unseen-twenty-second", 10)]
    [InlineData("model-drafts", "claims-model-drafts", 33)]
    [InlineData("model-drafts-second", "claims-model-drafts-second", 19)]
    [InlineData("model-drafts-third", "claims-model-drafts-third", 15)]
    public void Check_TrueDraftsOfUnknownTrades_HaveFewFalseMarks(string file, string suite, int most)
    {
        var started = Stopwatch.GetTimestamp();
        var drafts = ClaimCorpus.Scenarios($"{file}.txt").SelectMany(scenario => scenario.Documents.Select(document => new Draft(scenario, document, 0))).ToList();
        var marks = drafts.SelectMany(FalseMarks).ToList();

        SuiteLog.Report(suite, drafts.Count, marks.Count, Stopwatch.GetElapsedTime(started));
        Assert.True(marks.Count <= most, string.Join("\n", marks));
    }

    /// <summary>Inventions that were written with those sets, each in one of its drafts. The first look left 2 of 101 unmarked, then 1 of 40, then 3 of 60, then 11 of 80 twice, then 18 of 100 that were made to be sly, then 6 of 120 of those that models make, then 11 of 120, then 9 of 120: nearly all of them abilities, posts or employers told in everyday words; then, a third of them sly, 16 of 120. Of the two sets since, a quarter of them sly, 8 and 9 of 120 were left at first sight, and 10 and 13 of 120 of the next two. Of the last two, a third of them sly, 12 and 15 were left: 24 of 80 that were sly, and 3 of 160 that were not. Of the nineteenth, none of it sly, 2 of 160 were left, and of the twentieth, French and Spanish, 20 of 120: titles and skills in small letters, which are looked for since. Of the twenty-first 2 of 160 were left, and of the twenty-second 1 of 120: none of these is sly.</summary>
    [Theory]
    [InlineData("held-out-third", "claims-unseen-third-inventions", 0)]
    [InlineData("held-out-fourth", "claims-unseen-fourth-inventions", 0)]
    [InlineData("held-out-fifth", "claims-unseen-fifth-inventions", 0)]
    [InlineData("held-out-sixth", "claims-unseen-sixth-inventions", 0)]
    [InlineData("held-out-seventh", "claims-unseen-seventh-inventions", 0)]
    [InlineData("held-out-eighth", "claims-unseen-eighth-inventions", 1)]
    [InlineData("held-out-ninth", "claims-unseen-ninth-inventions", 0)]
    [InlineData("held-out-tenth", "claims-unseen-tenth-inventions", 1)]
    [InlineData("held-out-eleventh", "claims-unseen-eleventh-inventions", 0)]
    [InlineData("held-out-twelfth", "claims-unseen-twelfth-inventions", 2)]
    [InlineData("held-out-thirteenth", "claims-unseen-thirteenth-inventions", 0)]
    [InlineData("held-out-fourteenth", "claims-unseen-fourteenth-inventions", 2)]
    [InlineData("held-out-fifteenth", "claims-unseen-fifteenth-inventions", 1)]
    [InlineData("held-out-sixteenth", "claims-unseen-sixteenth-inventions", 7)]
    [InlineData("held-out-seventeenth", "claims-unseen-seventeenth-inventions", 11)]
    [InlineData("held-out-eighteenth", "claims-unseen-eighteenth-inventions", 11)]
    [InlineData("held-out-nineteenth", "claims-unseen-nineteenth-inventions", 1)]
    [InlineData("held-out-twentieth", "claims-unseen-twentieth-inventions", 3)]
    [InlineData("held-out-twenty-first", "claims-unseen-twenty-first-inventions", 2)]
    [InlineData("held-out-twenty-second", "claims-unseen-twenty-second-inventions", 0)]
    public void Check_InventionsInDraftsOfUnknownTrades_AreMarked(string file, string suite, int most)
    {
        var started = Stopwatch.GetTimestamp();
        var random = new Random(7);
        var drafts = ClaimCorpus.Scenarios($"{file}.txt").SelectMany(scenario => scenario.Documents.Select(document => (scenario, document))).ToLookup(draft => draft.scenario.Language);
        var plants = ClaimCorpus.Inventions($"{file}-inventions.txt").Select(invention =>
        {
            var (scenario, document) = drafts[invention.Scope].ElementAt(invention.Number * 7 % drafts[invention.Scope].Count());
            return Place(scenario, document, invention, document.Write(0), random);
        }).ToList();
        var failures = plants.Select(Unmarked).OfType<string>().ToList();

        SuiteLog.Report(suite, plants.Count, failures.Count, Stopwatch.GetElapsedTime(started));
        Assert.True(failures.Count <= most, string.Join("\n", failures));
    }

    /// <summary>
    /// What a careless, eager model wrote on whole CVs, letting details slip in as such models do: a reader who knew the sources but not the checker found 147, of which
    /// these are of the kinds that are looked for. At first sight 58 of the 89 were left: most are words and figures that the sources have of something else, and deeds
    /// that are told in everyday words. A detail counts as marked where a claim in its sentence shares a word with it.
    /// </summary>
    [Fact]
    public void Check_DetailsThatAnEagerModelLetSlipIn_AreMarkedInPart() => Details("model-drafts-eager", "claims-model-eager", _ => true, 43);

    /// <summary>
    /// Details of the kinds that are looked for, evenly, that a careless model let slip into true sentences on fifty-four people; most of them (N) stand in no source, the
    /// others (E) in one that says them of something else. It was told what the kinds are, and knew nothing of the checker. They came in eleven parts, and each was looked at
    /// once before anything was mended for it: 16 of 206 of those that no source has were left, then 8 of 87, 7 of 132, 5 of 63, 8 of 94, 6 of 95 and 7 of 121. Then the forms
    /// of numbers and dates were gone through one by one (<see cref="ClaimGridTests"/>), and of the last four parts 2 of 127, 2 of 92, 5 of 90 and 5 of 92 were left.
    /// </summary>
    [Theory]
    [InlineData("claims-model-slips", "N", 19)]
    [InlineData("claims-model-slips-elsewhere", "E", 81)]
    public void Check_DetailsThatACarelessModelLetSlipIn_AreMarked(string suite, string sort, int most) => Details("model-slips", suite, detail => detail[4] == sort, most);

    private static void Details(string file, string suite, Predicate<string[]> counts, int most)
    {
        var started = Stopwatch.GetTimestamp();
        var claims = ClaimCorpus.Scenarios($"{file}.txt")
            .SelectMany(static scenario => scenario.Documents.Select(document => (Key: $"{scenario.Name[..3]}/{document.Kind}", ClaimCorpus.Check(scenario, document.Write(0)).Claims)))
            .ToLookup(static one => one.Key, static one => one.Claims);
        var details = File.ReadAllLines(Path.Combine(ClaimCorpus.Folder, $"{file}-inventions.txt")).Where(static line => line.Length > 0 && line[0] != '#').Select(static line => line.Split('|')).Where(detail => counts(detail)).ToList();
        var left = details.FindAll(detail => !claims[detail[0]].SelectMany(static all => all).Any(claim => (claim.Sentence.Contains(detail[2], StringComparison.Ordinal) || detail[2].Contains(claim.Sentence, StringComparison.Ordinal)) && Words(claim.Text).Overlaps(Words(detail[3]))));

        SuiteLog.Report(suite, details.Count, left.Count, Stopwatch.GetElapsedTime(started));
        Assert.True(left.Count <= most, string.Join("\n", left.Select(static detail => string.Join(" | ", detail))));

        static HashSet<string> Words(string text) => [.. text.ToLowerInvariant().Split([' ', '-', '*', '/', '(', ')', ',', '.', '%', '€', '$', '’', '\''], StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>
    /// Figures drawn by lot, in every true draft: once those that its sources have nowhere, and once those that they have of something else. What is left unmarked is
    /// what can be worked out from them after all, such as years between two dates of a CV, or what some two figures of a line have for a share by chance.
    /// </summary>
    [Theory]
    [InlineData("claims-figures", false, 0.015)]
    [InlineData("claims-figures-elsewhere", true, 0.07)]
    public void Check_FiguresDrawnByLot_AreMarkedButForAFew(string suite, bool isOfSomethingElse, double most)
    {
        var started = Stopwatch.GetTimestamp();
        var random = new Random(5);
        var (count, failures) = (0, new List<string>());
        var size = SuiteSize.Of(500, 2000, int.MaxValue);
        foreach (var scenario in Directory.EnumerateFiles(ClaimCorpus.Folder, "*.txt").Select(Path.GetFileName).Where(file => !file!.Contains("inventions", StringComparison.Ordinal) && !file.Contains("slips", StringComparison.Ordinal)).Order(StringComparer.Ordinal).SelectMany(file => ClaimCorpus.Scenarios(file!)).OrderBy(_ => random.Next()))
        {
            var known = string.Join(' ', scenario.Sources.Select(source => source.Text.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal)));
            foreach (var document in scenario.Documents)
            {
                foreach (var (mode, text, low, high) in Drawn.Where(drawn => drawn.Language == scenario.Language).Select(drawn => (drawn.Mode, drawn.Text, drawn.Low, drawn.High)))
                {
                    var figure = random.Next(low, high + 1).ToString(CultureInfo.InvariantCulture);
                    var isKnown = low > 0 && known.Contains(figure, StringComparison.Ordinal);
                    if (count >= size || isKnown != isOfSomethingElse)
                        continue;
                    count++;
                    if (Unmarked(Place(scenario, document, new Invention(scenario.Language, "number", mode, string.Format(CultureInfo.InvariantCulture, text, figure), 0), document.Write(0), random)) is { } failure)
                        failures.Add(failure);
                }
            }
        }
        SuiteLog.Report(suite, count, failures.Count, Stopwatch.GetElapsedTime(started));
        Assert.True(failures.Count <= count * most, string.Join("\n", failures));
    }

    private static readonly (string Language, char Mode, string Text, int Low, int High)[] Drawn =
    [
        ("en", 'S', "I moved here in {{{0}}}.", 2008, 2025), ("en", 'F', ", a habit I have kept since {{{0}}}", 2008, 2025), ("de", 'S', "Umgezogen bin ich {{{0}}}.", 2008, 2025),
        ("en", 'S', "I trained {{{0}}} colleagues there.", 2, 12), ("en", 'F', ", with {{{0}}} people under me", 13, 99), ("en", 'F', ", and {{{0}}} guests in the first year", 100, 9999),
        ("en", 'F', ", which cut the cost by {{{0} percent}}", 4, 95), ("en", 'S', "Complaints fell by {{{0}%}}.", 4, 95), ("en", 'S', "{{Two thirds}} of them came back.", 0, 0), ("en", 'S', "{{A fifth}} of it was mine.", 0, 0),
        ("en", 'S', "I have done this for {{{0} years}}.", 3, 40), ("en", 'F', ", and that within {{{0} months}}", 2, 18), ("en", 'S', "It took me {{{0} hours}}.", 2, 60), ("en", 'F', ", on a budget of {{${0}}}", 300, 90_000),
        ("en", 'S', "We grew {{{0} times}}.", 2, 9), ("en", 'F', ", in {{{0} weeks}}", 2, 14), ("en", 'F', ", in just {{{0} days}}", 2, 25),
        ("de", 'S', "Dort habe ich {{{0}}} Kollegen eingearbeitet.", 2, 12), ("de", 'F', ", mit {{{0}}} Leuten unter mir", 13, 99), ("de", 'F', ", und {{{0}}} Gäste im ersten Jahr", 100, 9999),
        ("de", 'F', ", was die Kosten um {{{0} Prozent}} gesenkt hat", 4, 95), ("de", 'S', "{{Zwei Drittel}} davon kamen wieder.", 0, 0), ("de", 'S', "Das mache ich seit {{{0} Jahren}}.", 3, 40),
        ("de", 'S', "Gebraucht habe ich {{{0} Stunden}}.", 2, 60), ("de", 'F', ", mit einem Budget von {{{0} Euro}}", 300, 90_000),
    ];

    /// <summary>How the documents and inventions that were held out do, for the record: unmarked of planted, false marks of true drafts.</summary>
    internal static (int Planted, List<string> Unmarked, int Drafts, List<string> FalseMarks) Measure(bool heldOut)
    {
        var planted = Planted().Where(one => heldOut ? one.Invention.IsHeldOut || one.Document.IsHeldOut : !one.Invention.IsHeldOut && !one.Document.IsHeldOut).ToList();
        var drafts = True().Where(one => one.Document.IsHeldOut == heldOut).ToList();
        return (planted.Count, [.. planted.Select(Unmarked).OfType<string>()], drafts.Count, [.. drafts.SelectMany(FalseMarks)]);
    }

    internal sealed record Plant(Scenario Scenario, Document Document, Invention Invention, WriterResponse Written, string Where);

    /// <summary>Every document gets inventions of its language in turn, at places that turn too.</summary>
    internal static IEnumerable<Plant> Planted()
    {
        var scenarios = ClaimCorpus.Scenarios();
        var inventions = ClaimCorpus.Inventions();
        var places = scenarios.SelectMany(scenario => scenario.Documents.Select(document => (scenario, document))).ToList();
        var random = new Random(4711);
        for (var round = 0; round < 40; round++)
        {
            foreach (var (scenario, document) in places.OrderBy(place => place.document.Number * 7919 % 101))
            {
                var fitting = inventions.Where(one => (one.Scope == scenario.Language || one.Scope == scenario.Name) && (one.Mode != 'J' || document.Subjects.Count > 0)
                    && (one.Scope != scenario.Name || document.Kind is not ("cv line" or "fit" or "summary" or "reply meaning"))).ToList();
                var invention = fitting[(round * 13 + document.Number * 5) % fitting.Count];
                yield return Place(scenario, document, invention, document.Write(round), random);
            }
        }
    }

    private static Plant Place(Scenario scenario, Document document, Invention invention, WriterResponse written, Random random)
    {
        var text = invention.Text;
        if (invention.Mode == 'J')
            return new Plant(scenario, document, invention, written with { Subject = written.Subject + Bare(text) }, written.Subject + text);
        var at = random.Next(written.Parts.Count);
        var part = written.Parts[at];
        if (invention.Mode == 'Q')
        {
            var parts = written.Parts.ToList();
            parts[at] = part with { Title = Bare(text) };
            return new Plant(scenario, document, invention, written with { Parts = parts }, text);
        }
        var sentences = part.Sentences.ToList();
        var place = random.Next(sentences.Count);
        var where = text;
        if (invention.Mode == 'F')
        {
            var open = sentences[place].Text.TrimEnd();
            var end = open.Length > 0 && open[^1] is '.' or '!' or '?' or ',' or ':' ? open.Length - 1 : open.Length;
            where = open[..end] + text + open[end..];
            sentences[place] = sentences[place] with { Text = Bare(where) };
        }
        else if (random.Next(3) == 0)
        {
            where = sentences[place].Text + " " + text;
            sentences[place] = sentences[place] with { Text = Bare(where) };
        }
        else
            sentences.Insert(place, new WrittenSentence(Bare(text), []));
        var changed = written.Parts.ToList();
        changed[at] = part with { Sentences = sentences };
        return new Plant(scenario, document, invention, written with { Parts = changed }, where);
    }

    private static string Bare(string text) => text.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);

    /// <summary>Null where every planted piece overlaps a mark in its sentence.</summary>
    private static string? Unmarked(Plant plant)
    {
        var claims = ClaimCorpus.Check(plant.Scenario, plant.Written).Claims;
        var sentence = Bare(plant.Where).Trim();
        for (var open = plant.Where.IndexOf('{', StringComparison.Ordinal); open >= 0; open = plant.Where.IndexOf('{', open + 1))
        {
            var piece = plant.Where[(open + 1)..plant.Where.IndexOf('}', open)];
            if (!claims.Any(claim => claim.Sentence == sentence && Overlaps(sentence, piece, claim.Text)))
                return $"{plant.Scenario.Name}/{plant.Document.Kind} {plant.Invention.Kind}: {{{piece}}} in: {sentence} | marks: {string.Join("; ", claims.Where(claim => claim.Sentence == sentence).Select(claim => claim.Text))}";
        }
        return null;
    }

    private static bool Overlaps(string sentence, string piece, string mark)
    {
        var start = sentence.LastIndexOf(piece, StringComparison.Ordinal);
        for (var at = sentence.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = sentence.IndexOf(mark, at + 1, StringComparison.Ordinal))
        {
            if (at < start + piece.Length && start < at + mark.Length)
                return true;
        }
        return false;
    }

    internal sealed record Draft(Scenario Scenario, Document Document, int Variant);

    internal static IEnumerable<Draft> True()
    {
        var scenarios = ClaimCorpus.Scenarios();
        for (var variant = 0; variant < 6; variant++)
        {
            foreach (var scenario in scenarios)
            {
                foreach (var document in scenario.Documents)
                    yield return new Draft(scenario, document, variant);
            }
        }
    }

    private static IEnumerable<string> FalseMarks(Draft draft) => ClaimCorpus.Check(draft.Scenario, draft.Document.Write(draft.Variant)).Claims
        .Select(claim => $"{draft.Scenario.Name}/{draft.Document.Kind}/{draft.Variant} {claim.Kind}: {claim.Text} in: {claim.Sentence} ({claim.Reason})");
}
