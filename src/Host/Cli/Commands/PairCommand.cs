using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>pair</c>: a person's yes or no to a page that shows a code.</summary>
internal static class PairCommand
{
    public static Command Create()
    {
        var code = new Argument<string?>("CODE") { Description = "The code that the page shows; absent lists the pages that wait.", Arity = ArgumentArity.ZeroOrOne };
        var scope = new Option<string?>("--scope") { Description = "Grants only these of what it asks for, with commas between.", HelpName = "SCOPES" };
        var refuse = new Option<bool>("--refuse") { Description = "Says no to it." };
        return new CliCommand("pair", "Lets a page in that shows a code, after your yes.", "pair", "pair KFPD-7QXM", "pair KFPD-7QXM --scope read", "pair KFPD-7QXM --refuse") { code, scope, refuse }
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
                ["Code", "Calls itself", "Page", "Asks for", "Until"],
                answer.Pairings.Select(IReadOnlyList<TextCell> (page) => [new TextCell(page.Code, Tone.Strong), page.Name, page.Origin, string.Join(", ", page.Scopes), Shown.Time(page.Expires)]),
                "No page waits to be let in.");
            if (answer.Pairings.Count > 0)
                screen.Line($"{run.Command("pair CODE")} shows one and asks you; let in only a page that you opened and that shows the code.", Tone.Dim);
        });
    }

    private static async Task<ExitCode> ConfirmAsync(CliRun run, string given, List<string>? scopes, CancellationToken cancel)
    {
        var page = await FindAsync(run, given, cancel);
        var granted = scopes is null ? page.Scopes : [.. page.Scopes.Where(scopes.Contains)];
        if (granted.Count == 0)
            throw new CliException(ExitCode.Usage, $"The page asks for {string.Join(", ", page.Scopes)}, and for nothing that --scope names.", "Leave --scope out, or name some of those.");
        var question = $"The page {page.Origin}, which calls itself '{page.Name}' and shows {page.Code}, could then:\n{ScopeWords.List(granted)}\nLet it in?";
        await using var host = await run.ConnectAsOwnerAsync(question, cancel);
        var answer = await host.Clients.ConfirmAsync(new() { Code = page.Code, Scopes = granted }, cancel);
        return run.Show(ClientsJson.Default.PairedClient, answer, screen => screen.Fields(
            ("let in", new TextCell(answer.Name, Tone.Good)), ("page", answer.Origin ?? ""), ("may", ClientCommands.Scopes(answer)), ("to end it", run.Command($"clients revoke {Shown.Id(answer.Id)}"))));
    }

    private static async Task<ExitCode> RefuseAsync(CliRun run, string given, CancellationToken cancel)
    {
        var page = await FindAsync(run, given, cancel);
        await using var host = await run.ConnectAsOwnerAsync($"Refuse the page {page.Origin}, which calls itself '{page.Name}'?", cancel);
        var done = await host.Clients.RefuseAsync(new() { Code = page.Code }, cancel);
        return run.Show(ClientsJson.Default.Done, done, screen => screen.Line($"{page.Name} stays out."));
    }

    private static async Task<Pairing> FindAsync(CliRun run, string given, CancellationToken cancel)
    {
        await using var host = await run.ConnectAsync(cancel);
        var pages = (await host.Clients.PairingsAsync(new(), cancel)).Pairings;
        return pages.FirstOrDefault(page => Plain(page.Code) == Plain(given))
            ?? throw new CliException(ExitCode.NotFound, $"No page shows the code {given}: it was used, refused, mistyped, or is older than five minutes.", $"{run.Command("pair")} lists the pages that wait.");
    }

    private static string Plain(string code) => code.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
}
