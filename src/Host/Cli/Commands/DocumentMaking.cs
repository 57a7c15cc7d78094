using System.CommandLine;
using System.Globalization;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>document export</c> and <c>tailor</c>: files and versions that are made of a version.</summary>
internal static class DocumentMaking
{
    public static Option<DocumentLayout> Layout() => new("--layout") { Description = "classic (EB Garamond), modern (Source Sans) or formal (Carlito, for window envelopes).", HelpName = "LAYOUT" };

    public static CliCommand Export()
    {
        var id = Options.Id("The document");
        var version = DocumentCommands.Version();
        var format = new Option<ExportFormat?>("--format") { Description = "docx, pdf, md or txt; absent goes by the ending of --out, else takes the file as it came.", HelpName = "FORMAT" };
        var layout = Layout();
        var to = new Option<string?>("--out", "-o") { Description = "Where to write it; absent takes the document's name in this folder.", HelpName = "FILE" };
        return new CliCommand("export", "Writes a version into a file, in the form that you need.", "document export cv", "document export letter --format pdf --layout modern", "document export cv -v 1 --format txt -o cv.txt") { id, version, format, layout, to }
            .Runs(async (run, cancel) =>
            {
                var wanted = Format(run.Value(format), run.Value(to));
                await using var host = await run.ConnectAsync(cancel);
                var document = await DocumentCommands.FindAsync(host, run.Value(id), cancel);
                var file = wanted is { } form
                    ? await run.WaitingAsync("Setting it", host.Documents.ExportAsync(new() { Id = document.Id, Version = run.Value(version), Format = form, Layout = run.Value(layout) }, cancel).AsTask())
                    : await host.Documents.ContentAsync(new() { Id = document.Id, Version = run.Value(version) }, cancel);
                var path = run.Value(to) ?? file.Name;
                var bytes = await run.WaitingAsync("Fetching", Upload.BytesAsync(host, file.Content, cancel));
                await OutputFile.WriteAsync(path, bytes, cancel);
                return run.Show(DocumentsJson.Default.DocumentFile, file with { Content = new() { Size = bytes.Length } }, screen =>
                {
                    screen.Line($"Wrote {path}: version {file.Version}, {Shown.Size(bytes.Length)}.");
                    foreach (var notice in file.Notices)
                        screen.Line(notice, Tone.Notice);
                });
            });
    }

    public static CliCommand Tailor()
    {
        var id = Options.Id("The document");
        var version = DocumentCommands.Version();
        var set = new Option<string[]>("--set") { Description = "A line's new text; may be repeated.", HelpName = "LINE=TEXT", DefaultValueFactory = _ => [] };
        var writing = new Option<string?>("--writing") { Description = "Takes the changes from a writing that tailors a CV.", HelpName = "ID" };
        return new CliCommand(
            "tailor", "Changes lines in the file itself, as a new version; styles stay.", "document tailor cv --set \"7=Led a team of five\"", "document tailor cv --writing 5f3a9c21", "document tailor cv -v 1 --set \"2=Berlin\" --set \"9=English, German\"") { id, version, set, writing }
            .Runs(async (run, cancel) =>
            {
                var typed = run.Value(set).Select(Parse).ToList();
                if (typed.Count == 0 == run.Value(writing) is null)
                    throw new CliException(ExitCode.Usage, "What shall change?", "Give --set LINE=TEXT, as often as you need, or --writing ID.");
                await using var host = await run.ConnectAsync(cancel);
                var document = await DocumentCommands.FindAsync(host, run.Value(id), cancel);
                var text = await run.WaitingAsync("Reading the text", host.Documents.TextAsync(new() { Id = document.Id, Version = run.Value(version) }, cancel).AsTask());
                var (changes, lost) = run.Value(writing) is { } given
                    ? SuggestedLines.Of(await WritingCommands.FindAsync(host, given, cancel), text.Lines)
                    : (typed.ConvertAll(change => new LineChange(change.Line, text.Lines.ElementAtOrDefault(change.Line - 1)?.Text ?? "", change.Text)), []);
                var tailored = await run.WaitingAsync(
                    "Tailoring", host.Documents.TailorAsync(new() { Id = document.Id, Revision = document.Revision, Version = text.Version, Changes = changes }, cancel).AsTask());
                return run.Show(DocumentsJson.Default.Document, tailored, screen =>
                {
                    screen.Line($"Version {tailored.Current} of \"{tailored.Title}\" has {Shown.Count(changes.Count, "changed line")}; version {text.Version} is as it was.");
                    foreach (var line in lost)
                        screen.Line($"Left out, for version {text.Version} has no such line, or several: {line}", Tone.Notice);
                    screen.Line($"{run.Command($"document diff {Shown.Id(tailored.Id)} --from {text.Version}")} shows what changed", Tone.Dim);
                });
            });
    }

    // A file is opened by its ending: what is called letter.pdf has to be one.
    private static ExportFormat? Format(ExportFormat? said, string? path)
    {
        ExportFormat? ending = Path.GetExtension(path)?.ToLowerInvariant() switch
        {
            ".docx" => ExportFormat.Docx,
            ".pdf" => ExportFormat.Pdf,
            ".md" => ExportFormat.Md,
            ".txt" => ExportFormat.Txt,
            _ => null,
        };
        if (said is { } form && ending is { } other && form != other)
            throw new CliException(ExitCode.Usage, $"{path} ends like another format than {Shown.Words(form)}.", "Leave --format out, or give the file that format's ending.");
        return said ?? ending;
    }

    private static (int Line, string Text) Parse(string given) =>
        given.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && int.TryParse(given[..equals], NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            ? (line, given[(equals + 1)..])
            : throw new CliException(ExitCode.Usage, $"'{given}' names no line.", "Write it as LINE=TEXT, with a number that document text --lines shows.");
}
