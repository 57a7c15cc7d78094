using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>proposal</c>: changes that await a person.</summary>
internal static class ProposalCommands
{
    public static Command Create() => new CliCommand("proposal", "Changes that await your decision, each with what led to it.", "proposal list", "proposal accept 5f3a9c21", "proposal undo 5f3a9c21")
    {
        List(),
        Decide("accept", "Applies the change.", "Apply", ProposalState.Open, (proposals, id, cancel) => proposals.AcceptAsync(new() { Id = id }, cancel)),
        Decide("dismiss", "Leaves everything as it is and closes the proposal.", "Dismiss", ProposalState.Open, (proposals, id, cancel) => proposals.DismissAsync(new() { Id = id }, cancel)),
        Decide("undo", "Takes an acceptance or a dismissal back.", "Take back", null, (proposals, id, cancel) => proposals.UndoAsync(new() { Id = id }, cancel)),
    };

    private static CliCommand List()
    {
        var state = new Option<ProposalState>("--state") { Description = "open, accepted or dismissed.", HelpName = "STATE", DefaultValueFactory = _ => ProposalState.Open };
        var limit = Options.Limit();
        return new CliCommand("list", "Lists proposals, newest first.", "proposal list", "proposal list --state accepted --json") { state, limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var answer = await host.Proposals.ListAsync(new() { State = run.Value(state), Limit = run.Value(limit) }, cancel);
                return run.Show(ProposalsJson.Default.ProposalListResponse, answer, screen =>
                {
                    View(screen, answer.Proposals, "Nothing waits for your decision.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    public static void View(Screen screen, IReadOnlyList<Proposal> proposals, string empty) => screen.Table(
        ["Id", "Proposal", "Because"],
        proposals.Select(IReadOnlyList<TextCell> (proposal) => [Shown.Id(proposal.Id), proposal.Title, proposal.QuotedLine is { } line ? $"\"{line}\"" : EvidenceLine.Of(proposal.Evidence)]),
        empty);

    private static CliCommand Decide(string name, string purpose, string asked, ProposalState? from, Func<IProposals, string, CancellationToken, ValueTask<Proposal>> decide)
    {
        var id = Options.Id("The proposal");
        return new CliCommand(name, purpose, $"proposal {name} 5f3a9c21", $"proposal {name} 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                Proposal proposal;
                await using (var reader = await run.ConnectAsync(cancel))
                {
                    var candidates = from is { } state
                        ? await Everything.ProposalsAsync(reader, state, cancel)
                        : [.. await Everything.ProposalsAsync(reader, ProposalState.Accepted, cancel), .. await Everything.ProposalsAsync(reader, ProposalState.Dismissed, cancel)];
                    proposal = Reference.One("proposal", run.Value(id), candidates, item => item.Id, item => [item.Title]);
                }

                await using var host = await run.ConnectAsOwnerAsync($"{asked}: {proposal.Title}", cancel);
                var answer = await decide(host.Proposals, proposal.Id, cancel);
                return run.Show(ProposalsJson.Default.Proposal, answer, screen =>
                {
                    screen.Fields(("proposal", new TextCell(answer.Title, Tone.Strong)), ("because", answer.QuotedLine ?? EvidenceLine.Of(answer.Evidence)), ("now", Shown.Words(answer.State)));
                    if (answer.State != ProposalState.Open)
                        screen.Line($"{run.Command($"proposal undo {Shown.Id(answer.Id)}")} takes it back.", Tone.Dim);
                });
            });
    }
}
