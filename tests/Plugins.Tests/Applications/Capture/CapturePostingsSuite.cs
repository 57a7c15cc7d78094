using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Plugins.Applications.Capture;
using Assistant.Protocol.Plugins;
using Assistant.TestKit;

namespace Assistant.Plugins.Tests.Applications.Capture;

/// <summary>
/// Postings in the shapes that boards have, each with what is to be found and with another company's name lying about. What is expected to be absent must be: a wrong
/// company is worse than none.
/// </summary>
public sealed class CapturePostingsSuite
{
    // Stands in many samples as who else is hiring, who runs the board, or in what the page hides.
    private const string Decoy = "Metaverse Inc";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Applications", "Capture", "Samples");

    [Fact]
    public void Read_PostingsOfEveryShape_FindsWhatIsThereAndNothingElse()
    {
        var watch = Stopwatch.StartNew();
        var samples = JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(Folder, "expected.json")), SampleJson.Default.DictionaryStringExpected)!;
        var failures = new List<string>();
        foreach (var (file, expected) in samples)
        {
            var reading = PostingReader.Read(SourceText.Read(File.ReadAllBytes(Path.Combine(Folder, file)))!, expected.Address);
            Compare(file, expected, reading, failures);
        }

        SuiteLog.Report("capture-postings", samples.Count, failures.Count, watch.Elapsed);
        Assert.True(samples.Count >= 30, "samples are missing");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    [Fact]
    public void Read_PostingsOfEveryShape_SaysWhereEachThingWas()
    {
        foreach (var file in Directory.GetFiles(Folder).Where(static f => !f.EndsWith("expected.json", StringComparison.Ordinal)))
        {
            var reading = PostingReader.Read(SourceText.Read(File.ReadAllBytes(file))!, null);
            Assert.All(reading.Fields, static field => Assert.True(field is { Found.Length: > 0, Value.Length: > 0 }));
            Assert.Equal(reading.Fields.Count, reading.Fields.DistinctBy(static field => field.Name).Count());
        }
    }

    private static void Compare(string file, Expected expected, PostingReading reading, List<string> failures)
    {
        var facts = reading.Facts;
        Same("format", expected.Format, reading.Format);
        Same("company", expected.Company, facts.Company);
        Same("domain", expected.Domain, facts.Domain);
        Same("role", expected.Role, facts.Role);
        Asked("requisition", expected.Requisition, facts.Requisition);
        Asked("place", expected.Place, facts.Place);
        Asked("link", expected.Link, facts.Link);
        Asked("source", expected.Source, facts.Source);
        Asked("posted", expected.Posted, Day(facts.Posted));
        Asked("deadline", expected.Deadline, Day(facts.Deadline));
        Asked("pay", expected.Pay, facts.Pay is { } pay ? PayText.Of(pay) : null);
        if (expected.Text is { } line && !reading.Text.Split('\n').Contains(line))
            failures.Add($"{file}: the text has no line '{line}': {reading.Text}");
        if (expected.Warning is { } warning && !reading.Warnings.Any(each => each.Contains(warning, StringComparison.Ordinal)))
            failures.Add($"{file}: no warning has '{warning}': {string.Join(" | ", reading.Warnings)}");
        if (facts.Company?.Contains(Decoy, StringComparison.Ordinal) == true)
            failures.Add($"{file}: took the decoy for the company");

        static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        void Same<T>(string what, T wanted, T found)
        {
            if (!EqualityComparer<T>.Default.Equals(wanted, found))
                failures.Add($"{file}: {what} is '{found}', not '{wanted}'");
        }

        void Asked(string what, string? wanted, string? found)
        {
            if (wanted is not null)
                Same(what, wanted, found);
        }
    }
}

internal sealed record Expected
{
    public string? Address { get; init; }
    public required PostingFormat Format { get; init; }
    public string? Company { get; init; }
    public string? Domain { get; init; }
    public string? Role { get; init; }
    public string? Requisition { get; init; }
    public string? Place { get; init; }
    public string? Link { get; init; }
    public string? Source { get; init; }
    public string? Posted { get; init; }
    public string? Deadline { get; init; }
    public string? Pay { get; init; }

    /// <summary>A whole line of the text.</summary>
    public string? Text { get; init; }

    /// <summary>Part of a warning.</summary>
    public string? Warning { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Dictionary<string, Expected>))]
internal sealed partial class SampleJson : JsonSerializerContext;
