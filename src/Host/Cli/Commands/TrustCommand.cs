using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Host.Cli.Trust;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>trust</c>: the browsers of this user, and the host's certificate authority.</summary>
internal static class TrustCommand
{
    private const string Question = "Let your browsers trust this host's certificates? They hold for localhost and for no other name.";

    public static Command Create()
    {
        var undo = new Option<bool>("--undo") { Description = "Takes every authority of this data folder out again." };
        return new CliCommand("trust", "Lets this user's browsers trust the web door's certificate.", "trust", "trust --undo", "trust --json") { undo }
            .Runs((run, cancel) => run.Value(undo) ? UndoAsync(run, cancel) : TrustAsync(run, cancel));
    }

    /// <summary>The stores of this machine, for the data folder in use.</summary>
    public static TrustChange Change(CliRun run) => new(TrustPlaces.Of(run.Environment.Machine, run.Environment.Programs, run.Folder.Folder));

    /// <summary>Null where the door was never opened.</summary>
    public static Authority? AuthorityOf(WebStatus status) => status.Certificate is { } certificate ? Authority.Read(certificate.AuthorityPath, certificate.AuthorityFingerprint) : null;

    public static void Show(Screen screen, TrustReport report)
    {
        foreach (var place in report.Places)
        {
            // A path is longer than a column.
            var words = Words(place);
            screen.Line($"{place.Readers}: {words.Text}", words.Tone);
            screen.Block(Shown.Path(place.Where), 2, Tone.Dim);
            if (place.Problem is { } problem)
                screen.Line($"{problem} {place.Remedy}", indent: 2);
        }
    }

    private static async Task<ExitCode> TrustAsync(CliRun run, CancellationToken cancel)
    {
        var status = await StatusAsync(run, cancel);
        var authority = AuthorityOf(status)
            ?? throw new CliException(ExitCode.NeedsSetup, "The web door was never opened here, so there is no certificate to trust.", $"{run.Command("web enable")} opens it.");
        var change = Change(run);
        if (!status.Certificate!.NeedsTrust)
        {
            if (await change.IsNeededAsync(authority, cancel))
                await run.Consent.RequireAsync(Question, cancel);
            return Finish(run, await change.TrustAsync(authority, cancel));
        }

        await using var owner = await run.ConnectAsOwnerAsync(Question, cancel);
        var report = await change.TrustAsync(authority, cancel);
        if (report.Failures < report.Places.Count)
            await NoteAsync(owner, authority, cancel);
        return Finish(run, report);
    }

    private static async Task<WebStatus> StatusAsync(CliRun run, CancellationToken cancel)
    {
        await using var host = await run.ConnectAsync(cancel);
        return await host.Web.StatusAsync(new(), cancel);
    }

    /// <summary>Lets the host know, so that it asks for this no more.</summary>
    /// <param name="host">Reached with the owner's key.</param>
    /// <param name="authority">Which is trusted now.</param>
    /// <param name="cancel">Gives up waiting.</param>
    public static async Task NoteAsync(HostConnection host, Authority authority, CancellationToken cancel) =>
        await host.Web.TrustedAsync(new WebTrustedRequest { AuthorityFingerprint = authority.Fingerprint }, cancel);

    private static async Task<ExitCode> UndoAsync(CliRun run, CancellationToken cancel) =>
        Show(run, await Change(run).UndoAsync(cancel), _ => { });

    private static ExitCode Finish(CliRun run, TrustReport report) =>
        Show(run, report, screen => screen.Line("A browser that is open now reads it when it is started again.", Tone.Dim));

    private static ExitCode Show(CliRun run, TrustReport report, Action<Screen> after)
    {
        run.Show(TrustJson.Default.TrustReport, report, screen =>
        {
            Show(screen, report);
            after(screen);
        });
        return report.Failures == 0 ? ExitCode.Ok : report.Failures == report.Places.Count ? ExitCode.Failed : ExitCode.Partly;
    }

    private static TextCell Words(TrustOutcome place) => place.Done switch
    {
        TrustDeed.Added => new TextCell(place.Removed > 0 ? $"trusted; {Shown.Count(place.Removed, "older one")} taken out" : "trusted", Tone.Good),
        TrustDeed.Present => new TextCell(place.Removed > 0 ? $"was trusted; {Shown.Count(place.Removed, "older one")} taken out" : "was trusted already"),
        TrustDeed.Removed => new TextCell($"{Shown.Count(place.Removed, "authority", "authorities")} taken out", Tone.Good),
        TrustDeed.Absent => new TextCell("nothing of ours was there", Tone.Dim),
        _ => new TextCell("failed", Tone.Bad),
    };
}
