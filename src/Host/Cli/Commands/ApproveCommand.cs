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
        return new CliCommand("approve", "Shows each message exactly as it would go out, and asks you.", "outbox approve", "outbox approve ana", "outbox approve 5f3a9c21 --undo 60") { ids, undo }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var drafts = await ChosenAsync(run, host, run.Value(ids), cancel);
                if (drafts.Count == 0)
                {
                    run.Screen.Line(run.Json ? "" : $"No draft waits. {run.Command("draft list --state closed")} shows what went out.");
                    return ExitCode.Ok;
                }

                await using var round = new ApprovalRound(run, host) { UndoSeconds = run.Value(undo) };
                await round.RunAsync(drafts, cancel);
                if (run.Json)
                    run.Show(OutboxJson.Default.OutboxApproveResponse, new OutboxApproveResponse { Items = round.Approved }, _ => { });
                else
                    Summary(run, round);
                return round.Code;
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
