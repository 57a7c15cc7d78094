using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>outbox approve</c>: a person's yes to one exact message after another.</summary>
internal static class ApproveCommand
{
    public static CliCommand Create()
    {
        var ids = new Argument<string[]>("ID") { Description = "The drafts: ids, the ends of ids, or recipients. Absent goes through every open draft.", Arity = ArgumentArity.ZeroOrMore };
        var undo = new Option<int?>("--undo") { Description = "How long each can be taken back; 0 sends at once. Absent is 10.", HelpName = "SECONDS" };
        var wait = new Option<bool>("--wait") { Description = "Stays until it is known what became of each, and says how far a large one is." };
        return new CliCommand("approve", "Shows each message exactly as it would go out, and asks you.", "outbox approve", "outbox approve ana", "outbox approve 5f3a9c21 --undo 60", "outbox approve ana --wait") { ids, undo, wait }
            .Runs(async (run, cancel) =>
            {
                var watch = new SentWatch(run.Environment.Time);
                await using var host = await run.ConnectAsync(new HostCall(run.Folder.Folder) { Events = watch }, cancel);
                if (run.Value(wait))
                    await host.Events.SubscribeAsync(new EventSubscribeRequest { Names = SentWatch.Names }, cancel);
                var drafts = await ChosenAsync(run, host, run.Value(ids), cancel);
                if (drafts.Count == 0)
                {
                    run.Screen.Line(run.Json ? "" : $"No draft waits. {run.Command("draft list --state closed")} shows what went out.");
                    return ExitCode.Ok;
                }

                await using var round = new ApprovalRound(run, host) { UndoSeconds = run.Value(undo) };
                await round.RunAsync(drafts, cancel);
                var items = run.Value(wait) ? await run.WaitingAsync(() => watch.Words, watch.FinalAsync(host, [.. round.Approved.Select(item => item.Id)], cancel)) : round.Approved;
                if (run.Json)
                    run.Show(OutboxJson.Default.OutboxApproveResponse, new OutboxApproveResponse { Items = items }, _ => { });
                else if (run.Value(wait) && items.Count > 0)
                    OutboxCommands.Table(run.Screen, items, "");
                else
                    Summary(run, round);
                return round.Code == ExitCode.Ok && run.Value(wait) && items.Any(item => item.State != OutboxState.Sent) ? ExitCode.Partly : round.Code;
            });
    }

    private static async Task<List<Draft>> ChosenAsync(CliRun run, HostConnection host, string[] given, CancellationToken cancel)
    {
        var open = (await Everything.DraftsAsync(host, cancel)).Where(draft => draft.State == DraftState.Open).ToList();
        if (given.Length == 0)
            return open;
        return [.. given.Select(id => Reference.One("draft", id, open, draft => draft.Id, draft => [.. draft.To, draft.Subject])).DistinctBy(draft => draft.Id)];
    }

    private static void Summary(CliRun run, ApprovalRound round)
    {
        if (round.Approved.Count == 0)
        {
            run.Screen.Line("Nothing was approved, and nothing will be sent.");
            return;
        }

        run.Screen.Line($"{Terminal.Shown.Count(round.Approved.Count, "message")} approved. {run.Command("outbox list")} shows what becomes of each, {run.Command("tracking check")} what comes back.");
    }
}
