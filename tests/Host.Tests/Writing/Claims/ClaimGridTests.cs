using System.Diagnostics;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Writing.Claims;

/// <summary>
/// Every filler of a group in every sentence of it that has a slot. The forms are those in which English and German tell a number or a date, in front of sources that have
/// none, so that each is one that no source has. The grids were written by four writers who knew the kinds of claims and not the checker, on four people's CVs: fourteen
/// details and twelve sentences in each group, half of them told of somebody else than the writer. At first sight 1,711 of the 10,752 were left; some of them follow from
/// figures that their sources have of something else.
/// </summary>
public sealed class ClaimGridTests
{
    private static readonly string Folder = Path.Combine(ClaimCorpus.Folder, "Grid");

    [Fact]
    public void Check_FormsOfNumbersAndDates_AreMarkedButForAFew() => Run("claims-forms", "forms-*.txt", 60);

    [Fact]
    public void Check_DetailsInEverySentenceOfTheirGroup_AreMarkedForTheMostPart() => Run("claims-grid", "grid-*.txt", 1200);

    private static void Run(string suite, string files, int most)
    {
        var started = Stopwatch.GetTimestamp();
        var cases = Directory.EnumerateFiles(Folder, files).Order(StringComparer.Ordinal).SelectMany(Read).ToList();
        var step = Math.Max(1, (cases.Count + 1) / SuiteSize.Of(500, 3500, int.MaxValue));
        cases = [.. cases.Where((_, at) => at % step == 0)];
        var failures = cases.AsParallel().Where(static one => !IsMarked(one)).ToList();

        SuiteLog.Report(suite, cases.Count, failures.Count, Stopwatch.GetElapsedTime(started));
        Assert.True(failures.Count * step <= most * 1.1, string.Join("\n", failures.Select(static one => $"[{one.Filler}] {one.Sentence.Text}").Take(60)));
    }

    private static bool IsMarked(GridCase one)
    {
        var scenario = new Scenario("", one.Language, one.Sources, []);
        var written = new Document("", 0, [], [new DocumentPart(null, one.Of, [])], null).Write(0) with { Parts = [new WrittenPart { Of = one.Of, Sentences = [one.Sentence] }] };
        var words = Words(one.Filler);
        return ClaimCorpus.Check(scenario, written).Claims.Any(claim => Words(claim.Text).Overlaps(words));
    }

    private static HashSet<string> Words(string text) => [.. text.ToLowerInvariant().Split([' ', '-', '*', ',', '.', '+', '%', '€', '$', '’', '\'', '–', '(', ')', '„', '“', '"', '/'], StringSplitOptions.RemoveEmptyEntries)];

    private static IEnumerable<GridCase> Read(string file)
    {
        var (language, sources, carriers) = ("", new List<WritingSource>(), new List<string>());
        var isFilled = false;
        foreach (var line in File.ReadAllLines(file))
        {
            switch (line)
            {
                case ['l', ..]:
                    language = line["language: ".Length..];
                    break;
                case ['&', ..]:
                    (carriers, isFilled) = ([], false);
                    break;
                case ['>', ..]:
                    carriers = isFilled ? [line[2..]] : [.. carriers, line[2..]];
                    isFilled = false;
                    break;
                case ['=', ..]:
                    isFilled = true;
                    foreach (var carrier in carriers)
                        yield return GridCase.Filled(language, sources, carrier, line[2..]);
                    break;
                case not ['#', ..] and { Length: > 0 }:
                    var fields = line.Split('|', 3);
                    sources.Add(new WritingSource(fields[0], Enum.Parse<SourceKind>(fields[1]), fields[2]));
                    break;
            }
        }
    }

    /// <param name="Of">The line that the sentence answers, where it speaks of the user as somebody else.</param>
    private sealed record GridCase(string Language, List<WritingSource> Sources, string? Of, WrittenSentence Sentence, string Filler)
    {
        private static readonly HashSet<string> First = ["i", "i've", "i'm", "i'd", "my", "me", "we", "our", "us", "ich", "mich", "mir", "mein", "meine", "meinem", "meinen", "meiner", "meines", "wir", "uns", "unser"];

        public static GridCase Filled(string language, List<WritingSource> sources, string carrier, string filler)
        {
            var open = carrier.LastIndexOf(" [", StringComparison.Ordinal);
            var (text, cited) = open > 0 ? (carrier[..open], carrier[(open + 2)..^1].Split(',', StringSplitOptions.TrimEntries)) : (carrier, []);
            var isTold = text.Split([' ', ',', '.', ':', '(', '"', '–']).Any(word => First.Contains(word.ToLowerInvariant()));
            text = text.Replace("{}", filler, StringComparison.Ordinal);
            return new GridCase(language, sources, isTold ? null : "posting:1", new WrittenSentence(char.ToUpperInvariant(text[0]) + text[1..], cited), filler);
        }
    }
}
