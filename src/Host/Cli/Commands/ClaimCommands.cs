using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>draft claims</c> and <c>draft tick</c>: what a model wrote and no source has, and a person's word that it is true.</summary>
internal static class ClaimCommands
{
    public const string NothingWaits = "Nothing waits to be ticked.";

    public static CliCommand List()
    {
        var id = Options.Id("The draft");
        return new CliCommand("claims", "Shows what a model wrote into a draft that no source has.", "draft claims ana", "draft claims 5f3a9c21 --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var draft = await DraftCommands.FindAsync(host, run.Value(id), cancel);
                return run.Show(DraftsJson.Default.Draft, draft, screen =>
                {
                    View(screen, draft.Claims);
                    if (draft.Claims.Any(static claim => !claim.Ticked))
                        run.Notes.Line($"{run.Command($"draft tick {Shown.Id(draft.Id)} CLAIM")} where it is true; {run.Command($"draft edit {Shown.Id(draft.Id)}")} where it is not.", Tone.Dim);
                });
            });
    }

    public static CliCommand Tick()
    {
        var id = Options.Id("The draft");
        var claims = new Argument<string[]>("CLAIM") { Description = "The claims: ids, the ends of ids, or what they say.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Every claim of the draft." };
        return new CliCommand("tick", "Says, as you, that claims of a draft are true. It asks you first.", "draft tick ana 9c21d04e", "draft tick ana --all") { id, claims, all }
            .Runs(async (run, cancel) =>
            {
                Draft draft;
                await using (var host = await run.ConnectAsync(cancel))
                    draft = await DraftCommands.FindAsync(host, run.Value(id), cancel);
                var chosen = Choose(draft.Claims, run.Value(claims), run.Value(all));
                if (chosen.Count == 0)
                    return run.Show(DraftsJson.Default.Draft, draft, screen => screen.Line(NothingWaits, Tone.Dim));
                await using var owner = await run.ConnectAsOwnerAsync(Question(chosen), cancel);
                var ticked = await owner.Drafts.TickAsync(new() { Id = draft.Id, Revision = draft.Revision, ClaimIds = [.. chosen.Select(claim => claim.Id)] }, cancel);
                return run.Show(DraftsJson.Default.Draft, ticked, screen => View(screen, ticked.Claims));
            });
    }

    /// <summary>Those that are named, or all that wait.</summary>
    /// <exception cref="CliException">None are named, or a name means none or several.</exception>
    public static List<Claim> Choose(IReadOnlyList<Claim> claims, string[] given, bool all)
    {
        var open = claims.Where(static claim => !claim.Ticked).ToList();
        if (given.Length > 0 == all)
            throw new CliException(ExitCode.Usage, "Say which claims are true.", open.Count == 0 ? "None wait." : $"Name them, or give --all: {string.Join(", ", open.Select(claim => $"{Shown.Id(claim.Id)} ({claim.Text})"))}.");
        return all ? open : [.. given.Select(each => Reference.One("claim", each, open, claim => claim.Id, claim => [claim.Text])).DistinctBy(claim => claim.Id)];
    }

    public static string Question(List<Claim> chosen) =>
        $"No source says so:\n{string.Join('\n', chosen.Select(claim => $"  \"{SafeText.Line(claim.Text)}\" in: {SafeText.Line(claim.Sentence)}"))}\nIs {(chosen.Count == 1 ? "it" : "each of them")} true?";

    public static void View(Screen screen, IReadOnlyList<Claim> claims) => screen.Table(
        ["Claim", "Kind", "Says", "State", "Why"],
        claims.Select(IReadOnlyList<TextCell> (claim) =>
            [Shown.Id(claim.Id), Shown.Words(claim.Kind), claim.Text, claim.Ticked ? new TextCell("ticked", Tone.Good) : new TextCell("to look at", Tone.Notice), claim.Reason]),
        "Nothing in it is without a source.");
}
