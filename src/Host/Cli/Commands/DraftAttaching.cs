using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>draft attach</c>: a file of this machine, or a version of a document that is kept here.</summary>
internal static class DraftAttaching
{
    public static CliCommand Create()
    {
        var id = Options.Id("The draft");
        var file = new Argument<string?>("FILE") { Description = "The file to attach; absent with --document.", Arity = ArgumentArity.ZeroOrOne };
        var type = new Option<string?>("--type") { Description = "A file's media type; absent guesses from the name.", HelpName = "TYPE" };
        var document = new Option<string?>("--document") { Description = "Attaches a document that is kept here, and remembers which version.", HelpName = "ID" };
        var version = DocumentCommands.Version();
        var format = new Option<ExportFormat?>("--as") { Description = "The document as docx, pdf, md or txt; absent takes it as it came.", HelpName = "FORMAT" };
        var layout = DocumentMaking.Layout();
        return new CliCommand(
            "attach", "Attaches a file, or a version of a document, to a draft.",
            "draft attach ana notes.pdf", "draft attach ana --document cv", "draft attach ana --document letter --as pdf --layout modern", "draft attach ana --document cv --version 2 --json") { id, file, type, document, version, format, layout }
            .Runs(async (run, cancel) =>
            {
                if (run.Value(file) is null == run.Value(document) is null)
                    throw new CliException(ExitCode.Usage, "What shall be attached?", "Give a FILE or --document ID, one of the two.");
                if (run.Value(file) is not null && (run.Value(version) is not null || run.Value(format) is not null))
                    throw new CliException(ExitCode.Usage, "A file has no versions and is attached as it is.", "Leave out --version and --as, or name the document by --document.");
                if (run.Value(document) is not null && run.Value(type) is not null)
                    throw new CliException(ExitCode.Usage, "A document's type is known.", "Leave out --type; --as gives it another form.");
                await using var host = await run.ConnectAsync(cancel);
                var draft = await DraftCommands.FindAsync(host, run.Value(id), cancel);
                if (run.Value(document) is not { } named)
                    return Say(run, await FileAsync(run, host, draft, run.Value(file)!, run.Value(type), cancel));
                var kept = await DocumentCommands.FindAsync(host, named, cancel);
                var request = new DraftAttachDocumentRequest
                {
                    Id = draft.Id, Revision = draft.Revision, DocumentId = kept.Id, Version = run.Value(version), Format = run.Value(format), Layout = run.Value(layout),
                };
                return Say(run, await run.WaitingAsync("Attaching", host.Drafts.AttachDocumentAsync(request, cancel).AsTask()));
            });
    }

    /// <summary>What an attachment is of, for a person; null where it came as a file.</summary>
    public static string? Source(Attachment attachment) => attachment.Document is { } document ? $"version {document.Version} of {Title(document)}" : null;

    private static string Title(AttachedDocument document) => document.Title is { } title ? $"\"{title}\"" : "a document that is gone";

    private static async Task<Draft> FileAsync(CliRun run, HostConnection host, Draft draft, string path, string? type, CancellationToken cancel)
    {
        var bytes = await InputFile.ReadAsync(path, BlobLimits.Size, cancel);
        var request = new DraftAttachRequest
        {
            Id = draft.Id,
            Revision = draft.Revision,
            Name = Path.GetFileName(path),
            Type = type ?? MediaType.Of(path),
            Content = await run.WaitingAsync("Attaching", Upload.ContentAsync(host, bytes, cancel)),
        };
        return await host.Drafts.AttachAsync(request, cancel);
    }

    private static ExitCode Say(CliRun run, Draft draft) => run.Show(DraftsJson.Default.Draft, draft, screen =>
    {
        var attached = draft.Attachments[^1];
        screen.Line($"Attached {attached.Name}, {attached.Type}, {Shown.Size(attached.Size)}{(Source(attached) is { } source ? $": {source}" : "")}.");
    });
}
