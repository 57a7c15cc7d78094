using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>document sent</c>: which version they have.</summary>
internal static class DocumentSending
{
    public static CliCommand Sent()
    {
        var record = new Argument<string?>("RECORD") { Description = "A person, or an application as application:ID or by its name; absent shows all.", Arity = ArgumentArity.ZeroOrOne };
        var document = new Option<string?>("--document") { Description = "Only this document.", HelpName = "ID" };
        var kind = new Option<DocumentKind?>("--kind") { Description = "Only these: cv, letter, posting, note, analysis, story or other.", HelpName = "KIND" };
        var limit = Options.Limit();
        return new CliCommand("sent", "Shows which version of what was sent to whom, the newest first.", "document sent ana", "document sent application:norte", "document sent --document cv --json") { record, document, kind, limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var about = run.Value(record) is { } given ? await AboutAsync(host, given, cancel) : null;
                var answer = await host.Documents.SentAsync(
                    new()
                    {
                        About = about,
                        Contacts = about is { Kind: "application" } application ? await ContactsAsync(host, application.Id, cancel) : [],
                        DocumentId = run.Value(document) is { } named ? (await DocumentCommands.FindAsync(host, named, cancel)).Id : null,
                        Kind = run.Value(kind),
                        Limit = run.Value(limit),
                    },
                    cancel);
                return run.Show(DocumentsJson.Default.DocumentSentResponse, answer, screen =>
                {
                    Table(screen, about, answer.Sent, $"No document of yours went out{(about is null ? "" : " there")}. {run.Command("draft attach DRAFT --document ID")} attaches one.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    private static void Table(Screen screen, RecordRef? about, IReadOnlyList<SentDocument> sent, string empty) => screen.Table(
        ["Sent", "Document", "Version", "As", "To", "Mail"],
        sent.Select(IReadOnlyList<TextCell> (paper) =>
        [
            paper.State == OutboxState.Sent ? TextCell.At(paper.At) : new TextCell("not known whether", Tone.Notice), paper.Title ?? "(gone)", $"{paper.Version}", paper.Name, Shown.People(paper.To),
            about is { Kind: "application" } && paper.About is null ? $"{paper.Subject} (to its contact, about nothing)" : paper.Subject,
        ]),
        empty);

    private static async Task<IReadOnlyList<string>> ContactsAsync(HostConnection host, string application, CancellationToken cancel) =>
        [.. (await host.Applications.GetAsync(new() { Id = application }, cancel)).Links.Where(static link => link.Ref.Kind == "contact").Select(static link => link.Ref.Id)];

    // A name alone is a person's first, since mail goes to people.
    private static async Task<RecordRef> AboutAsync(HostConnection host, string given, CancellationToken cancel)
    {
        try
        {
            return await DocumentCommands.AboutAsync(host, given, cancel);
        }
        catch (CliException unknown) when (unknown.Code == ExitCode.NotFound && !given.Contains(':', StringComparison.Ordinal))
        {
            try
            {
                return new RecordRef("application", (await ApplicationCommands.FindAsync(host, given, cancel)).Id);
            }
            catch (Exception error) when (error is CliException { Code: ExitCode.NotFound } or RpcException)
            {
                throw unknown;
            }
        }
    }
}
