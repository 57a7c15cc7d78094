using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>token</c>: keys for scripts.</summary>
internal static class TokenCommands
{
    public static Command Create() => new CliCommand("token", "Keys for scripts. The host stores only their hash.", "token create --name ci --scope read,draft", "token create --name ci --scope read --json")
    {
        Add(),
    };

    private static CliCommand Add()
    {
        var name = new Option<string>("--name") { Description = "What it is listed as.", HelpName = "NAME", Required = true };
        var scope = new Option<string>("--scope") { Description = "What it may do: read, draft, propose, decide, approve, admin, with commas between.", HelpName = "SCOPES", Required = true };
        return new CliCommand("create", "Makes a key and prints it, once.", "token create --name ci --scope read,draft", "token create --name ci --scope read --json", "token create --name nightly --scope read > nightly.key") { name, scope }
            .Runs(async (run, cancel) =>
            {
                var scopes = ScopeWords.Parse(run.Value(scope));
                var question = $"Make a key for '{run.Value(name)}'? Whoever has it can:\n{ScopeWords.List(scopes)}\nMake it?";
                await using var host = await run.ConnectAsOwnerAsync(question, cancel);
                var answer = await host.Clients.CreateAsync(new() { Name = run.Value(name), Scopes = scopes }, cancel);
                if (run.Json)
                    return run.Show(ClientsJson.Default.ClientCreateResponse, answer, _ => { });
                // Alone on standard output, so that it can be put where it belongs without being seen.
                await run.Environment.Out.WriteLineAsync(answer.ClientKey);
                run.Notes.Line($"{answer.Client.Name} may {string.Join(", ", answer.Client.Scopes)}. This key is shown once; keep it where only the script can read it.", Tone.Dim);
                run.Notes.Line($"{run.Command("call host/status --key-file FILE")} uses it, as does $ASSISTANT_KEY; {run.Command($"clients revoke {Shown.Id(answer.Client.Id)}")} ends it.", Tone.Dim);
                return ExitCode.Ok;
            });
    }
}
