using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>clients</c>: who holds a key.</summary>
internal static class ClientCommands
{
    public static Command Create() => new CliCommand("clients", "Who holds a key to this host: the command line, scripts, and pages.", "clients list", "clients revoke ci")
    {
        List(),
        Revoke(),
    };

    private static CliCommand List() =>
        new CliCommand("list", "Lists the clients, with what each may do.", "clients list", "clients list --json").Runs(async (run, cancel) =>
        {
            await using var host = await run.ConnectAsync(cancel);
            var answer = await host.Clients.ListAsync(new(), cancel);
            return run.Show(ClientsJson.Default.ClientListResponse, answer, screen => screen.Table(
                ["Id", "Client", "Scopes", "Page", "Last used", "Open"],
                answer.Clients.Select(IReadOnlyList<TextCell> (client) => [Shown.Id(client.Id), client.Name, Scopes(client), client.Origin ?? "", client.LastUsed is { } used ? Shown.Time(used) : "never", $"{client.Connections}"]),
                $"Nobody holds a key yet. {run.Command("setup")} makes yours."));
        });

    private static CliCommand Revoke()
    {
        var id = Options.Id("The client");
        return new CliCommand("revoke", "Ends a client's key, and within a second every connection that holds it.", "clients revoke ci", "clients revoke 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                PairedClient client;
                await using (var reader = await run.ConnectAsync(cancel))
                    client = Reference.One("client", run.Value(id), (await reader.Clients.ListAsync(new(), cancel)).Clients, item => item.Id, item => [item.Name]);
                await using var host = await run.ConnectAsOwnerAsync(Question(client), cancel);
                var answer = await host.Clients.RevokeAsync(new() { Id = client.Id }, cancel);
                return run.Show(ClientsJson.Default.ClientRevokeResponse, answer, screen =>
                    screen.Line($"{client.Name} is out: its key is worth nothing, and {Shown.Count(answer.Closed, "connection")} ended."));
            });
    }

    public static string Scopes(PairedClient client) => string.Join(", ", client.Scopes);

    private static string Question(PairedClient client) =>
        $"Revoke the key of {client.Name} ({(client.Origin is { } origin ? $"the page {origin}" : $"id {Shown.Id(client.Id)}")}; {Scopes(client)})?";
}
