using System.Globalization;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>
/// What a writing that tailors a CV changes in a version: each line is found by what it says, first at the number that the writing knew it by, since a writing
/// may be older than the version, or about another document.
/// </summary>
internal static class SuggestedLines
{
    /// <summary>The changes, and the new texts of lines that the version has not, or more than once.</summary>
    /// <param name="writing">What was suggested.</param>
    /// <param name="lines">The version's.</param>
    /// <exception cref="CliException">It tailors no CV, says what no source has, or has nothing for this version.</exception>
    public static (List<LineChange> Changes, List<string> Lost) Of(Protocol.Services.Writing writing, IReadOnlyList<DocumentLine> lines)
    {
        if (writing.Task != WritingTask.CvTailoring)
            throw new CliException(ExitCode.Usage, "That writing tailors no CV.", "Name one whose task is cvTailoring.");
        if (writing.Claims.Any(static claim => !claim.Ticked))
            throw new CliException(ExitCode.Conflict, "That writing says things that no source has.", "Look at them with writing show, and tick or leave out what is not true.");
        var (changes, lost) = (new List<LineChange>(), new List<string>());
        foreach (var part in writing.Parts)
        {
            if (writing.Sources.FirstOrDefault(each => each.Kind == SourceKind.Cv && each.Id == part.Of) is not { } source)
                continue;
            var anew = string.Join(' ', part.Sentences.Select(static sentence => sentence.Text));
            if (Place(lines, source) is { } line)
                changes.Add(new LineChange(line.Number, line.Text, Bare(anew, line)));
            else
                lost.Add(anew);
        }

        return changes.Count > 0
            ? (changes, lost)
            : throw new CliException(ExitCode.Conflict, "This version has none of the lines that the writing changes.", $"Name the document that it was written from, or an earlier version with --version; {CommandLine.Program} document list shows them.");
    }

    private static DocumentLine? Place(IReadOnlyList<DocumentLine> lines, WritingSource source)
    {
        var fits = lines.Where(line => Bare(source.Text, line) == line.Text.Trim()).ToList();
        var known = int.TryParse(source.Id.AsSpan(source.Id.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return fits.Find(line => line.Number == known) ?? (fits is [var only] ? only : null);
    }

    // Without the mark that the file itself gives the line.
    private static string Bare(string text, DocumentLine line) =>
        (line.Mark.Length > 0 && text.StartsWith(line.Mark, StringComparison.Ordinal) ? text[line.Mark.Length..] : text).Trim();
}
