using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>document add</c> and <c>document update</c>: files and texts become versions.</summary>
internal static class DocumentAdding
{
    private const string Piped = "-";

    public static CliCommand Create()
    {
        var file = File();
        var kind = new Option<DocumentKind>("--kind") { Description = "cv, letter, posting, note, analysis, story or other.", HelpName = "KIND", DefaultValueFactory = _ => DocumentKind.Other };
        var title = new Option<string?>("--title") { Description = "What to call it; absent takes the file's name.", HelpName = "TITLE" };
        var about = new Option<string[]>("--about") { Description = "A contact, or another record as KIND:ID; may be repeated.", HelpName = "RECORD", DefaultValueFactory = _ => [] };
        return new CliCommand("add", "Keeps a file or a text as a new document.", "document add cv.docx --kind cv", "document add posting.html --kind posting --title \"Acme, engineer\"", "document add - --kind note --title \"Call with Ana\" --about ana") { file, kind, title, about }
            .Runs(async (run, cancel) =>
            {
                var path = run.Value(file);
                var named = run.Value(title) ?? (path == Piped ? throw new CliException(ExitCode.Usage, "A text from standard input has no name.", "Give it a --title.") : Path.GetFileNameWithoutExtension(path));
                var (bytes, type) = await ReadAsync(run, path, cancel);
                await using var host = await run.ConnectAsync(cancel);
                var records = new List<RecordRef>();
                foreach (var given in run.Value(about))
                    records.Add(await DocumentCommands.AboutAsync(host, given, cancel));
                var input = await InputAsync(run, host, path, bytes, type, cancel);
                var made = await host.Documents.CreateAsync(new() { Kind = run.Value(kind), Title = named, About = records, Input = input }, cancel);
                return await ShowAsync(run, host, made, cancel);
            });
    }

    public static CliCommand AddVersion()
    {
        var id = Options.Id("The document");
        var file = File();
        return new CliCommand("update", "Adds a file or a text as the next version of a document.", "document update cv cv-new.docx", "document update \"Call with Ana\" -") { id, file }
            .Runs(async (run, cancel) =>
            {
                var path = run.Value(file);
                var (bytes, type) = await ReadAsync(run, path, cancel);
                await using var host = await run.ConnectAsync(cancel);
                var document = await DocumentCommands.FindAsync(host, run.Value(id), cancel);
                var input = await InputAsync(run, host, path, bytes, type, cancel);
                var added = await host.Documents.AddVersionAsync(new() { Id = document.Id, Revision = document.Revision, Input = input }, cancel);
                return await ShowAsync(run, host, added, cancel);
            });
    }

    private static Argument<string> File() => new("FILE") { Description = "A DOCX, a PDF, Markdown, text or any other file; - reads a text from standard input." };

    private static async Task<(byte[] Bytes, string Type)> ReadAsync(CliRun run, string path, CancellationToken cancel) => path == Piped
        ? (System.Text.Encoding.UTF8.GetBytes(await PipedText.ReadAsync(run.Environment.RawIn(), DocumentLimits.Text, cancel)), "text/markdown")
        : (await InputFile.ReadAsync(path, DocumentLimits.Size, cancel), Path.GetExtension(path).Equals(".md", StringComparison.OrdinalIgnoreCase) ? "text/markdown" : MediaType.Of(path));

    private static async Task<DocumentInput> InputAsync(CliRun run, HostConnection host, string path, byte[] bytes, string type, CancellationToken cancel) => path == Piped
        ? new DocumentInput { Text = System.Text.Encoding.UTF8.GetString(bytes), Type = type }
        : new DocumentInput { Content = await run.WaitingAsync("Storing", Upload.ContentAsync(host, bytes, cancel)), Type = type, FileName = Path.GetFileName(path) };

    // A file that cannot be read is kept all the same; that its text is missing is said at once, while the right file is at hand.
    private static async Task<ExitCode> ShowAsync(CliRun run, HostConnection host, Document document, CancellationToken cancel)
    {
        var version = document.Versions[0];
        var (said, tone) = await run.WaitingAsync("Reading the text", TextAsync(host, document, cancel));
        return run.Show(DocumentsJson.Default.Document, document, screen =>
        {
            screen.Line($"Kept \"{document.Title}\" as version {version.Number}: {Shown.Size(version.Size)}, {MediaType.Name(version.Type)}, document {Shown.Id(document.Id)}.");
            screen.Line(said, tone);
        });
    }

    private static async Task<(string Said, Tone Tone)> TextAsync(HostConnection host, Document document, CancellationToken cancel)
    {
        try
        {
            var text = await host.Documents.TextAsync(new() { Id = document.Id }, cancel);
            var words = text.Lines.Sum(line => line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
            return (string.Join(" ", [$"Its text has {Shown.Count(text.Lines.Count, "line")} and {Shown.Count(words, "word")}.", .. text.Notices]), text.Notices.Count > 0 ? Tone.Notice : Tone.Dim);
        }
        catch (RpcException refusal)
        {
            return (Failures.Explain(refusal) is var why ? $"Its text cannot be read: {why.Message} {why.Remedy}" : "", Tone.Notice);
        }
    }
}
