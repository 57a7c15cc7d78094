using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>audit</c>: the record of who did what.</summary>
internal static class AuditCommands
{
    private const int LongestWhole = 20;

    public static Command Create() => new CliCommand("audit", "The append-only record of who did what, without content.", "audit list", "audit verify")
    {
        List(),
        Verify(),
    };

    private static CliCommand List()
    {
        var limit = Options.Limit();
        return new CliCommand("list", "Lists the record, newest first.", "audit list", "audit list --limit 10 --json") { limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var answer = await host.Audit.ListAsync(new() { Limit = run.Value(limit) }, cancel);
                return run.Show(AuditJson.Default.AuditListResponse, answer, screen =>
                {
                    screen.Table(
                        ["No", "At", "Who", "Did", "To", "Outcome"],
                        answer.Entries.Select(IReadOnlyList<TextCell> (entry) => [$"{entry.Seq}", TextCell.AtSecond(entry.At), Short(entry.Actor), entry.Action, entry.Resource is { } resource ? $"{resource.Kind} {Shown.Id(resource.Id)}" : "", Short(entry.Outcome)]),
                        "Nothing was recorded yet.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    // Ids and digests by their ends; --json has them whole.
    private static string Short(string words) =>
        string.Join(' ', words.Split(' ').Select(word => string.Join('/', word.Split('/').Select(part => part.Length > LongestWhole && part.All(c => char.IsAsciiHexDigit(c) || c == '-') ? Shown.Id(part) : part))));

    private static CliCommand Verify() =>
        new CliCommand("verify", "Walks the whole record and checks that nothing was changed or cut off.", "audit verify", "audit verify --json").Runs(async (run, cancel) =>
        {
            await using var host = await run.ConnectAsync(cancel);
            var answer = await run.WaitingAsync("Verifying", host.Audit.VerifyAsync(new(), cancel).AsTask());
            run.Show(AuditJson.Default.AuditVerifyResponse, answer, screen =>
            {
                screen.Line(answer.Whole ? $"The record is whole: {Shown.Count((int)answer.Entries, "entry", "entries")}." : $"The record is broken; it has {Shown.Count((int)answer.Entries, "entry", "entries")}.", answer.Whole ? Tone.Good : Tone.Bad);
                foreach (var problem in answer.Problems)
                    screen.Line(Failures.Problem(problem), Tone.Bad);
            });
            return answer.Whole ? ExitCode.Ok : ExitCode.Failed;
        });
}
