using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>status</c>, <c>doctor</c>, <c>stop</c>, <c>serve</c> and <c>contract</c>.</summary>
internal static class HostCommands
{
    public static Command Status() =>
        new CliCommand("status", "Shows the running host: its folder, version, and what waits.", "status", "status --json").Runs(async (run, cancel) =>
        {
            await using var host = await run.ConnectAsync(new HostCall(run.Folder.Folder) { Start = false }, cancel);
            var status = await host.Host.StatusAsync(new(), cancel);
            return run.Show(HostJson.Default.HostStatus, status, screen =>
            {
                screen.Fields(
                    ("host", $"{status.Version}, process {status.Pid}, since {Shown.Time(status.Started)}"),
                    ("data folder", status.DataFolder + (status.Demo ? " (demo)" : "")),
                    ("keys", status.SecretPlace),
                    ("SQLite", status.SqliteVersion),
                    ("outbox", status.OutboxWaiting == 0 ? "nothing waits" : $"{Shown.Count(status.OutboxWaiting, "message")} not yet final"));
                foreach (var need in status.Needs)
                    ShowNeed(screen, need);
            });
        });

    public static Command Doctor()
    {
        var letter = new Option<string?>("--letter") { Description = "Writes a draft to whoever helps you, with versions and the codes of what was found; you read it, complete it and approve it.", HelpName = "TO" };
        return new CliCommand("doctor", "Looks for what is wrong with this installation, each finding with its remedy.", "doctor", "doctor --letter helper@example.org", "doctor --json") { letter }.Runs(async (run, cancel) =>
        {
            if (run.Value(letter) is { } to)
                return await AskForHelpAsync(run, to, cancel);
            var answer = await DiagnoseAsync(run, cancel);
            run.Show(HostJson.Default.DoctorResponse, answer, screen => screen.Table(
                ["", "Check", "Finding"],
                answer.Findings.Select(IReadOnlyList<TextCell> (finding) => [Mark(finding.Level), finding.Code, finding.Remedy is { } remedy ? $"{finding.Message} {remedy}" : finding.Message]),
                "Nothing to report."));
            return answer.Findings.Any(finding => finding.Level == FindingLevel.Failure) ? ExitCode.Failed : ExitCode.Ok;
        });
    }

    public static Command Stop() =>
        new CliCommand("stop", "Ends the host; a send in progress is finished first.", "stop", "stop --json").Runs(async (run, cancel) =>
        {
            await (await run.ConnectAsync(new HostCall(run.Folder.Folder) { Start = false }, cancel)).DisposeAsync();
            await using var host = await run.ConnectAsOwnerAsync($"End the host of {run.Folder.Folder.FullPath}?", cancel);
            var done = await run.WaitingAsync("Ending the host", HostEnding.StopAsync(host, run.Folder.Folder, run.Environment.Time, cancel));
            return run.Show(HostJson.Default.Done, done, screen => screen.Line("The host has ended; the next command starts it again."));
        });

    public static Command Serve()
    {
        var startedByClient = new Option<bool>("--started-by-client") { Hidden = true };
        var onStreams = new Option<bool>("--stdio") { Description = "Also serve standard input and output, and end with them." };
        return new CliCommand("serve", "Runs the host in this terminal; other commands start it by themselves.", "serve", "serve --data ~/letters") { startedByClient, onStreams }
            .Runs(async (run, cancel) =>
            {
                if (run.Value(startedByClient))
                    DetachedProcess.LeaveSession();
                return (ExitCode)await run.Environment.Hooks.Serve(new ServeOptions(run.Folder.Folder.FullPath, run.Value(startedByClient), run.Value(onStreams)), cancel);
            });
    }

    public static Command Contract()
    {
        var all = new Option<bool>("--all") { Description = "Writes contract.json and docs/rpc.md anew in the source tree, for every assembly and both directions." };
        var output = new Option<string?>("--output") { Description = "The source tree; absent is the current folder.", HelpName = "FOLDER" };
        return new CliCommand("contract", "Prints every method that clients call, with its types and scopes, as OpenRPC.", "contract", "contract --all") { all, output }
            .Runs(async (run, cancel) => (ExitCode)await run.Environment.Hooks.Contract(new ContractOptions(run.Value(all), run.Value(output)), cancel));
    }

    public static void ShowNeed(Screen screen, SetupNeed need)
    {
        screen.Line(need.Message, Tone.Notice);
        screen.Line(need.Remedy, indent: 2);
    }

    private static async Task<ExitCode> AskForHelpAsync(CliRun run, string to, CancellationToken cancel)
    {
        await using var host = await run.ConnectAsync(cancel);
        var letter = await run.WaitingAsync("Looking", host.Host.HelpLetterAsync(new(), cancel).AsTask());
        var draft = await host.Drafts.CreateAsync(new DraftCreateRequest { To = [to], Subject = letter.Subject, Body = letter.Body }, cancel);
        return run.Show(DraftsJson.Default.Draft, draft, screen =>
        {
            screen.Block(draft.Body.TrimEnd());
            screen.Line();
            screen.Line($"A draft to {string.Join(", ", draft.To)} waits; nothing was sent.", Tone.Good);
            screen.Line($"Say what happened: {run.Command($"draft edit {Shown.Id(draft.Id)}")}; then {run.Command($"outbox approve {Shown.Id(draft.Id)}")}", Tone.Dim);
        });
    }

    // A host that cannot start is the first thing a doctor should be able to say.
    private static async Task<DoctorResponse> DiagnoseAsync(CliRun run, CancellationToken cancel)
    {
        try
        {
            await using var host = await run.ConnectAsync(cancel);
            return await run.WaitingAsync("Looking", host.Host.DoctorAsync(new(), cancel).AsTask());
        }
        catch (RpcConnectionException)
        {
            // A host takes connections before it opens its database, and may end over what it finds there.
            return NoStart(await new HostLauncher(run.Environment.Time).EndedAsync(run.Folder.Folder, cancel));
        }
        catch (CliException error)
        {
            return NoStart(error);
        }
    }

    private static DoctorResponse NoStart(CliException problem) => new()
    {
        Findings = [new Finding { Code = "host.start", Level = FindingLevel.Failure, Message = problem.Message, Remedy = problem.Remedy is { } lines ? string.Join(' ', lines.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) : null }],
    };

    private static TextCell Mark(FindingLevel level) => level switch
    {
        FindingLevel.Failure => new TextCell("failed", Tone.Bad),
        FindingLevel.Warning => new TextCell("warning", Tone.Notice),
        _ => new TextCell("ok", Tone.Good),
    };
}
