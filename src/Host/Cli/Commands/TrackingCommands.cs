using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>tracking</c>: what came back to what was sent.</summary>
internal static class TrackingCommands
{
    public static Command Create() => new CliCommand("tracking", "What came back to what you sent: replies, absences, bounces.", "tracking check", "tracking list", "tracking show ana")
    {
        Check(),
        List(),
        ShowOne(),
        Read(),
        Correct(),
    };

    private static CliCommand Check()
    {
        var account = new Option<string?>("--account") { Description = "Only this account: its id or address.", HelpName = "ID" };
        return new CliCommand("check", "Looks for what is new, judges it, and shows where each message stands.", "tracking check", "tracking check --account me@example.org", "tracking check --json") { account }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var accounts = (await host.Accounts.ListAsync(new(), cancel)).Accounts;
                var only = run.Value(account) is { } given ? Reference.One("account", given, accounts, item => item.Id, item => [item.Address]).Id : null;
                var answer = await run.WaitingAsync("Checking for replies", host.Tracking.CheckAsync(new() { AccountId = only }, null, cancel).AsTask());
                var rows = run.Json ? [] : (await host.Tracking.ListAsync(new(), cancel)).Rows;
                run.Show(TrackingJson.Default.TrackingCheckResponse, answer, screen =>
                {
                    TrackingView.Rows(screen, rows, "Nothing was sent yet.");
                    screen.Line();
                    Summary(screen, answer, accounts);
                });
                return answer.Accounts.All(one => one.Problem is null) ? ExitCode.Ok
                    : answer.Accounts.Any(one => one.Problem is null || one.Unreadable > 0) ? ExitCode.Partly
                    : ExitCode.Failed;
            });
    }

    private static CliCommand List()
    {
        var limit = Options.Limit();
        return new CliCommand("list", "Lists where each sent message stands, the newest event first.", "tracking list", "tracking list --json") { limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var answer = await host.Tracking.ListAsync(new() { Limit = run.Value(limit) }, cancel);
                return run.Show(TrackingJson.Default.TrackingListResponse, answer, screen =>
                {
                    TrackingView.Rows(screen, answer.Rows, $"Nothing was sent yet. {run.Command("outbox approve")} goes through what is drafted.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    private static CliCommand ShowOne()
    {
        var id = Options.Id("The sent message");
        return new CliCommand("show", "Shows one sent message and everything that came back to it.", "tracking show ana", "tracking show 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var row = await FindAsync(host, run.Value(id), cancel);
                var answer = await host.Tracking.ShowAsync(new() { OutboxId = row.OutboxId }, cancel);
                return run.Show(TrackingJson.Default.TrackingShowResponse, answer, screen => TrackingView.One(screen, answer));
            });
    }

    private static CliCommand Read()
    {
        var id = Options.Id("The incoming message, or the person who wrote it");
        return new CliCommand("read", "Shows the text of a mail that answers yours.", "tracking read ana", "tracking read 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var message = await FindIncomingAsync(host, run.Value(id), cancel);
                var answer = await run.WaitingAsync("Reading", host.Tracking.ReadAsync(new() { MessageId = message.Id }, cancel).AsTask());
                return run.Show(TrackingJson.Default.TrackingReadResponse, answer, screen =>
                {
                    screen.Fields(("From", message.From), ("Subject", message.Subject), ("Received", Shown.Time(message.Received)));
                    screen.Line();
                    screen.Block(answer.Text.TrimEnd(), 2);
                });
            });
    }

    private static CliCommand Correct()
    {
        var id = Options.Id("The incoming message, or the person who wrote it");
        var verdict = new Argument<VerdictKind>("VERDICT") { Description = "reply, autoReply, bounce, delayNotice, receipt, calendarResponse, listMail, complaint or unrelated." };
        var note = new Option<string?>("--note") { Description = "Why, kept as evidence.", HelpName = "TEXT" };
        return new CliCommand("correct", "Corrects a verdict; the old one stays in the history.", "tracking correct ana reply", "tracking correct 5f3a9c21 unrelated --note \"a newsletter\"") { id, verdict, note }
            .Runs(async (run, cancel) =>
            {
                IncomingMessage message;
                await using (var reader = await run.ConnectAsync(cancel))
                    message = await FindIncomingAsync(reader, run.Value(id), cancel);
                await using var host = await run.ConnectAsOwnerAsync($"Record '{message.Subject}' from {message.From} as {Shown.Words(run.Value(verdict))}?", cancel);
                var corrected = await host.Tracking.CorrectAsync(new() { MessageId = message.Id, Kind = run.Value(verdict), Note = run.Value(note) }, cancel);
                return run.Show(TrackingJson.Default.IncomingMessage, corrected, screen => TrackingView.Incoming(screen, corrected));
            });
    }

    public static async Task<TrackingRow> FindAsync(HostConnection host, string given, CancellationToken cancel) =>
        Reference.One("sent message", given, await Everything.TrackingAsync(host, cancel), row => row.OutboxId, row => [row.Person, row.Address, row.Subject]);

    private static async Task<IncomingMessage> FindIncomingAsync(HostConnection host, string given, CancellationToken cancel)
    {
        var incoming = new List<(IncomingMessage Message, TrackingRow Row)>();
        foreach (var row in (await Everything.TrackingAsync(host, cancel)).Where(row => row.Verdict is not null))
            incoming.AddRange((await host.Tracking.ShowAsync(new() { OutboxId = row.OutboxId }, cancel)).Incoming.Select(message => (message, row)));
        return Reference.One("incoming message", given, incoming, item => item.Message.Id, item => [item.Row.Person, item.Message.From, item.Message.Subject]).Message;
    }

    private static void Summary(Screen screen, TrackingCheckResponse answer, IReadOnlyList<Account> accounts)
    {
        foreach (var check in answer.Accounts)
        {
            var address = accounts.FirstOrDefault(account => account.Id == check.AccountId)?.Address ?? Shown.Id(check.AccountId);
            screen.Line($"{address}: {Shown.Count(check.Seen, "new message")} seen, {check.Matched} of them about yours{(check.Cost is { } cost ? $" ({cost})" : "")}.", Tone.Dim);
            if (check.Problem is { } problem)
                screen.Line(Failures.Problem(problem), Tone.Bad);
        }
    }
}
