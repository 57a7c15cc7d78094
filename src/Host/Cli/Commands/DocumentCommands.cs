using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>document</c>: CVs, letters, postings and notes, in versions.</summary>
internal static class DocumentCommands
{
    public static Command Create() => new CliCommand(
        "document", "CVs, letters, postings and notes, in versions; kept sealed.", "document add cv.docx --kind cv", "document list", "document text cv", "document diff cv", "document sent ana")
    {
        DocumentAdding.Create(),
        DocumentAdding.AddVersion(),
        List(),
        ShowOne(),
        DocumentReading.Text(),
        Versions(),
        DocumentReading.Diff(),
        DocumentSending.Sent(),
        DocumentMaking.Export(),
        DocumentMaking.Tailor(),
        Rename(),
        Link("link", "Says that a document is about one more contact or record.", "is about", static (host, request, cancel) => host.Documents.LinkAsync(request, cancel)),
        Link("unlink", "Takes that back.", "is not about", static (host, request, cancel) => host.Documents.UnlinkAsync(request, cancel)),
        Delete(),
        Undelete(),
    };

    public static async Task<Document> FindAsync(HostConnection host, string given, CancellationToken cancel, bool deleted = false) =>
        Reference.One("document", given, await Everything.DocumentsAsync(host, deleted, cancel), document => document.Id, document => [document.Title]);

    /// <summary>What a document is about, as it is typed: <c>contact:ana</c>, <c>application:ID</c>.</summary>
    public static async Task<RecordRef> AboutAsync(HostConnection host, string given, CancellationToken cancel)
    {
        var colon = given.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return new RecordRef("contact", (await ContactCommands.FindAsync(host, given, cancel)).Id);
        var (kind, id) = (given[..colon], given[(colon + 1)..]);
        return new RecordRef(kind, kind switch
        {
            "contact" => (await ContactCommands.FindAsync(host, id, cancel)).Id,
            "application" => (await ApplicationCommands.FindAsync(host, id, cancel)).Id,
            _ => id,
        });
    }

    public static Option<int?> Version() => new("--version", "-v", "--version-number") { Description = "Which version; absent takes the current one.", HelpName = "N" };

    private static CliCommand List()
    {
        var query = new Argument<string?>("TEXT") { Description = "Part of a title; absent lists all.", Arity = ArgumentArity.ZeroOrOne };
        var kind = new Option<DocumentKind?>("--kind") { Description = "Only these: cv, letter, posting, note, analysis, story or other.", HelpName = "KIND" };
        var about = new Option<string?>("--about") { Description = "Only those about this contact or record.", HelpName = "RECORD" };
        var deleted = new Option<bool>("--deleted") { Description = "Those that can still be brought back." };
        var limit = Options.Limit();
        return new CliCommand("list", "Lists documents, the newest change first.", "document list", "document list --kind cv", "document list --about ana --json") { query, kind, about, deleted, limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var answer = await host.Documents.ListAsync(
                    new()
                    {
                        Query = run.Value(query),
                        Kind = run.Value(kind),
                        About = run.Value(about) is { } given ? await AboutAsync(host, given, cancel) : null,
                        Deleted = run.Value(deleted),
                        Limit = run.Value(limit),
                    },
                    cancel);
                return run.Show(DocumentsJson.Default.DocumentListResponse, answer, screen =>
                {
                    screen.Table(
                        ["Id", "Kind", "Title", "Version", "Changed"],
                        answer.Documents.Select(IReadOnlyList<TextCell> (document) => [Shown.Id(document.Id), Shown.Words(document.Kind), document.Title, $"{document.Current}", TextCell.At(document.Changed)]),
                        run.Value(deleted) ? "Nothing was deleted." : $"No documents. {run.Command("document add FILE --kind cv")} keeps one.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    private static CliCommand ShowOne()
    {
        var id = Options.Id("The document");
        return new CliCommand("show", "Shows what is known of a document; its text is another command.", "document show cv", "document show 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var document = await host.Documents.GetAsync(new() { Id = (await FindAsync(host, run.Value(id), cancel)).Id }, cancel);
                return run.Show(DocumentsJson.Default.Document, document, screen =>
                {
                    screen.Line(document.Title, Tone.Strong);
                    screen.Fields(
                        ("id", document.Id),
                        ("kind", Shown.Words(document.Kind)),
                        ("about", string.Join(", ", document.About.Select(about => $"{about.Kind}:{Shown.Id(about.Id)}"))),
                        ("changed", Shown.Time(document.Changed)));
                    screen.Line();
                    ShowVersions(screen, document);
                    screen.Line($"{run.Command($"document text {Shown.Id(document.Id)}")} shows its text", Tone.Dim);
                });
            });
    }

    private static CliCommand Versions()
    {
        var id = Options.Id("The document");
        return new CliCommand("versions", "Lists a document's versions, newest first.", "document versions cv", "document versions cv --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var document = await host.Documents.GetAsync(new() { Id = (await FindAsync(host, run.Value(id), cancel)).Id }, cancel);
                return run.Show(DocumentsJson.Default.Document, document, screen => ShowVersions(screen, document));
            });
    }

    private static CliCommand Rename()
    {
        var id = Options.Id("The document");
        var title = new Argument<string>("TITLE") { Description = "Its new title." };
        return new CliCommand("rename", "Gives a document another title.", "document rename cv \"CV, English\"", "document rename 5f3a9c21 Stories --json") { id, title }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var document = await FindAsync(host, run.Value(id), cancel);
                var renamed = await host.Documents.RenameAsync(new() { Id = document.Id, Revision = document.Revision, Title = run.Value(title) }, cancel);
                return run.Show(DocumentsJson.Default.Document, renamed, screen => screen.Line($"\"{document.Title}\" is \"{renamed.Title}\" now."));
            });
    }

    private static CliCommand Link(string name, string what, string said, Func<HostConnection, DocumentLinkRequest, CancellationToken, ValueTask<Document>> change)
    {
        var id = Options.Id("The document");
        var about = new Argument<string>("RECORD") { Description = "A contact, or another record as KIND:ID." };
        return new CliCommand(name, what, $"document {name} letter ana", $"document {name} posting application:5f3a9c21") { id, about }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var document = await FindAsync(host, run.Value(id), cancel);
                var changed = await change(host, new() { Id = document.Id, Revision = document.Revision, About = await AboutAsync(host, run.Value(about), cancel) }, cancel);
                return run.Show(DocumentsJson.Default.Document, changed, screen => screen.Line($"\"{changed.Title}\" {said} {run.Value(about)}."));
            });
    }

    private static CliCommand Delete()
    {
        var id = Options.Id("The document");
        return new CliCommand("delete", $"Puts a document away; for {DocumentLimits.KeptDeletedDays} days it can be brought back.", "document delete cv", "document delete 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var document = await FindAsync(host, run.Value(id), cancel);
                var done = await host.Documents.DeleteAsync(new() { Id = document.Id, Revision = document.Revision }, cancel);
                return run.Show(DocumentsJson.Default.Done, done, screen =>
                    screen.Line($"Deleted: \"{document.Title}\". {run.Command($"document undelete {Shown.Id(document.Id)}")} brings it back, for {DocumentLimits.KeptDeletedDays} days."));
            });
    }

    private static CliCommand Undelete()
    {
        var id = Options.Id("The deleted document");
        return new CliCommand("undelete", "Brings a deleted document back.", "document undelete cv", "document undelete 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var document = await host.Documents.UndeleteAsync(new() { Id = (await FindAsync(host, run.Value(id), cancel, deleted: true)).Id }, cancel);
                return run.Show(DocumentsJson.Default.Document, document, screen => screen.Line($"\"{document.Title}\" is back."));
            });
    }

    private static void ShowVersions(Screen screen, Document document) => screen.Table(
        ["Version", "Made", "From", "File", "Type", "Size"],
        document.Versions.Select(IReadOnlyList<TextCell> (version) =>
        [
            new TextCell(version.Number == document.Current ? $"{version.Number} *" : $"{version.Number}", version.Number == document.Current ? Tone.Strong : Tone.Plain),
            TextCell.At(version.Created), Origin(version), version.FileName ?? "", MediaType.Name(version.Type), Shown.Size(version.Size),
        ]),
        "It has no versions.");

    private static string Origin(DocumentVersion version) => version.Parent is { } parent ? $"{Shown.Words(version.Origin)}, from {parent}" : Shown.Words(version.Origin);
}
