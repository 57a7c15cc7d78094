using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>pair</c>: a person's yes or no to a page or a program that shows a code.</summary>
internal static class PairCommand
{
    public static Command Create()
    {
        var code = new Argument<string?>("CODE") { Description = "The code that it shows; absent lists what waits.", Arity = ArgumentArity.ZeroOrOne };
        var scope = new Option<string?>("--scope") { Description = "Grants only these of what it asks for, with commas between.", HelpName = "SCOPES" };
        var refuse = new Option<bool>("--refuse") { Description = "Says no to it." };
        return new CliCommand("pair", "Lets a page or an editor in that shows a code, after your yes.", "pair", "pair KFPD-7QXM", "pair KFPD-7QXM --scope read", "pair KFPD-7QXM --refuse") { code, scope, refuse }
            .Runs((run, cancel) => run.Value(code) is { } given
                ? run.Value(refuse) ? RefuseAsync(run, given, cancel) : ConfirmAsync(run, given, run.Value(scope) is { } typed ? ScopeWords.Parse(typed) : null, cancel)
                : ListAsync(run, cancel));
    }

    private static async Task<ExitCode> ListAsync(CliRun run, CancellationToken cancel)
    {
        await using var host = await run.ConnectAsync(cancel);
        var answer = await host.Clients.PairingsAsync(new(), cancel);
        return run.Show(ClientsJson.Default.PairingListResponse, answer, screen =>
        {
            screen.Table(
                ["Code", "Calls itself", "From", "Asks for", "Until"],
                answer.Pairings.Select(IReadOnlyList<TextCell> (page) => [new TextCell(page.Code, Tone.Strong), page.Name, page.Origin ?? "a program here", string.Join(", ", page.Scopes), Shown.Time(page.Expires)]),
                "Nobody waits to be let in.");
            if (answer.Pairings.Count > 0)
                screen.Line($"{run.Command("pair CODE")} shows one and asks you; let in only what you opened yourself and what shows the code.", Tone.Dim);
        });
    }

    private static async Task<ExitCode> ConfirmAsync(CliRun run, string given, List<string>? scopes, CancellationToken cancel)
    {
        var page = await FindAsync(run, given, cancel);
        var granted = scopes is null ? page.Scopes : [.. page.Scopes.Where(scopes.Contains)];
        if (granted.Count == 0)
            throw new CliException(ExitCode.Usage, $"It asks for {string.Join(", ", page.Scopes)}, and for nothing that --scope names.", "Leave --scope out, or name some of those.");
        var question = $"{Asker(page)}, which calls itself '{page.Name}' and shows {page.Code}, could then:\n{ScopeWords.List(granted)}\nLet it in?";
        await using var host = await run.ConnectAsOwnerAsync(question, cancel);
        var answer = await host.Clients.ConfirmAsync(new() { Code = page.Code, Scopes = granted }, cancel);
        return run.Show(ClientsJson.Default.PairedClient, answer, screen => screen.Fields(
            ("let in", new TextCell(answer.Name, Tone.Good)), ("from", answer.Origin ?? "a program here"), ("may", ClientCommands.Scopes(answer)), ("to end it", run.Command($"clients revoke {Shown.Id(answer.Id)}"))));
    }

    private static async Task<ExitCode> RefuseAsync(CliRun run, string given, CancellationToken cancel)
    {
        var page = await FindAsync(run, given, cancel);
        await using var host = await run.ConnectAsOwnerAsync($"Refuse {page.Origin ?? "a program on this machine"}, which calls itself '{page.Name}'?", cancel);
        var done = await host.Clients.RefuseAsync(new() { Code = page.Code }, cancel);
        return run.Show(ClientsJson.Default.Done, done, screen => screen.Line($"{page.Name} stays out."));
    }

    private static async Task<Pairing> FindAsync(CliRun run, string given, CancellationToken cancel)
    {
        await using var host = await run.ConnectAsync(cancel);
        var pages = (await host.Clients.PairingsAsync(new(), cancel)).Pairings;
        return pages.FirstOrDefault(page => Plain(page.Code) == Plain(given))
            ?? throw new CliException(ExitCode.NotFound, $"Nobody shows the code {given}: it was used, refused, mistyped, or is older than five minutes.", $"{run.Command("pair")} lists what waits.");
    }

    private static string Asker(Pairing page) => page.Origin is { } origin ? $"The page {origin}" : "A program on this machine";

    private static string Plain(string code) => code.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
}
