using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>outbox</c>: approved messages and what became of each.</summary>
internal static class OutboxCommands
{
    public static Command Create() => new CliCommand("outbox", "Approved messages, and what became of each.", "outbox list", "outbox approve", "outbox cancel 5f3a9c21")
    {
        List(),
        ShowOne(),
        ApproveCommand.Create(),
        Cancel(),
        Retry(),
        ReleaseCommand.Create(),
        Settle(),
        Source(),
    };

    public static async Task<OutboxItem> FindAsync(HostConnection host, string given, CancellationToken cancel) =>
        Reference.One("outbox item", given, await Everything.OutboxAsync(host, cancel), item => item.Id, item => [.. item.To, item.Subject]);

    private static CliCommand List()
    {
        var state = new Option<OutboxState[]>("--state") { Description = "Only these states, as in needsPerson; may be repeated.", HelpName = "STATE", DefaultValueFactory = _ => [] };
        var limit = Options.Limit();
        return new CliCommand("list", "Lists approved messages, the newest change first.", "outbox list", "outbox list --state sent --limit 10", "outbox list --json") { state, limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var answer = await host.Outbox.ListAsync(new() { States = run.Value(state) is { Length: > 0 } states ? states : null, Limit = run.Value(limit) }, cancel);
                return run.Show(OutboxJson.Default.OutboxListResponse, answer, screen =>
                {
                    Table(screen, answer.Items, $"The outbox is empty. {run.Command("outbox approve")} goes through what is drafted.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    private static CliCommand ShowOne()
    {
        var id = Options.Id("The message");
        return new CliCommand("show", "Shows one message with every step it went through.", "outbox show ana", "outbox show 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var item = await FindAsync(host, run.Value(id), cancel);
                var answer = await host.Outbox.ShowAsync(new() { Id = item.Id }, cancel);
                return run.Show(OutboxJson.Default.OutboxShowResponse, answer, screen =>
                {
                    View(screen, answer.Item);
                    screen.Line();
                    screen.Table(
                        ["At", "State", "Because"],
                        answer.Steps.Select(IReadOnlyList<TextCell> (step) => [TextCell.AtSecond(step.At), State(step.State), step.Reason ?? EvidenceLine.Of(step.Evidence)]),
                        "No steps yet.");
                });
            });
    }

    private static CliCommand Cancel()
    {
        var id = Options.Id("The message");
        return new CliCommand("cancel", "Takes an approved message back while nothing has left.", "outbox cancel ana", "outbox cancel 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var found = await FindAsync(host, run.Value(id), cancel);
                var item = await host.Outbox.CancelAsync(new() { Id = found.Id }, cancel);
                return run.Show(OutboxJson.Default.OutboxItem, item, screen => screen.Line($"Taken back: \"{item.Subject}\". Nothing was sent, and its draft is open again."));
            });
    }

    private static CliCommand Retry()
    {
        var id = Options.Id("The message");
        return new CliCommand("retry", "Makes a new draft of a refused or undecided message.", "outbox retry ana", "outbox retry 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var found = await FindAsync(host, run.Value(id), cancel);
                var draft = await host.Outbox.RetryAsync(new() { Id = found.Id }, cancel);
                return run.Show(OutboxJson.Default.Draft, draft, screen => DraftCommands.View(screen, [draft], ""));
            });
    }

    private static CliCommand Settle()
    {
        var id = Options.Id("The message");
        var outcome = new Argument<string>("OUTCOME") { Description = "sent or not-sent." };
        outcome.AcceptOnlyFromAmong("sent", "not-sent");
        var note = new Option<string?>("--note") { Description = "How you know, kept as evidence.", HelpName = "TEXT" };
        return new CliCommand("settle", "Says what became of a message whose outcome evidence could not tell.", "outbox settle ana sent --note \"she confirmed by phone\"", "outbox settle 5f3a9c21 not-sent") { id, outcome, note }
            .Runs(async (run, cancel) =>
            {
                OutboxItem found;
                await using (var reader = await run.ConnectAsync(cancel))
                    found = await FindAsync(reader, run.Value(id), cancel);
                var wasSent = run.Value(outcome) == "sent";
                await using var host = await run.ConnectAsOwnerAsync($"Record '{found.Subject}' to {string.Join(", ", found.To)} as {(wasSent ? "sent" : "not sent")}?", cancel);
                var item = await host.Outbox.SettleAsync(new() { Id = found.Id, WasSent = wasSent, Note = run.Value(note) }, cancel);
                return run.Show(OutboxJson.Default.OutboxItem, item, screen => View(screen, item));
            });
    }

    private static CliCommand Source()
    {
        var id = Options.Id("The message");
        return new CliCommand("source", "Prints exactly what went out, byte for byte, as an .eml.", "outbox source ana > ana.eml", "outbox source 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var found = await FindAsync(host, run.Value(id), cancel);
                var answer = await host.Outbox.SourceAsync(new() { Id = found.Id }, cancel);
                if (run.Json)
                    return run.Show(OutboxJson.Default.OutboxSourceResponse, answer, _ => { });
                var bytes = await Upload.BytesAsync(host, answer.Message, cancel);
                if (run.Environment.Terminal.OutIsTty)
                {
                    run.Screen.Block(System.Text.Encoding.UTF8.GetString(bytes));
                    return ExitCode.Ok;
                }

                await using var output = run.Environment.RawOut();
                await output.WriteAsync(bytes, cancel);
                return ExitCode.Ok;
            });
    }

    public static void Table(Screen screen, IEnumerable<OutboxItem> items, string empty) => screen.Table(
        ["Id", "To", "Subject", "State", "Since", "Next step"],
        items.Select(IReadOnlyList<TextCell> (item) => [Shown.Id(item.Id), Shown.People(item.To), item.Subject, State(item), TextCell.At(item.Since), item.NextStep ?? ""]),
        empty);

    public static void View(Screen screen, OutboxItem item) => screen.Fields(
        ("to", string.Join(", ", item.To)),
        ("subject", new TextCell(item.Subject, Tone.Strong)),
        ("state", State(item)),
        ("why", item.Reason),
        ("evidence", EvidenceLine.Of(item.Evidence)),
        ("next step", item.NextStep),
        ("left to you", item.LeftToYou),
        ("approved by", $"{item.ApprovedBy}, {Shown.Time(item.ApprovedAt)}"),
        ("not before", Shown.Time(item.NotBefore)),
        ("approved hash", item.Hash),
        ("Message-ID", item.MessageId),
        ("submissions", $"{item.Submissions}"),
        ("id", item.Id));

    public static TextCell State(OutboxItem item) =>
        item.Progress is { } upload ? new($"{Shown.Words(item.State)}, {Shown.Percent(upload)}") : State(item.State);

    private static TextCell State(OutboxState state) => new(Shown.Words(state), state switch
    {
        OutboxState.Sent => Tone.Good,
        OutboxState.Refused => Tone.Bad,
        OutboxState.Unknown or OutboxState.NeedsPerson or OutboxState.Quarantined => Tone.Notice,
        OutboxState.Cancelled => Tone.Dim,
        _ => Tone.Plain,
    });
}
