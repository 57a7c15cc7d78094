using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>web</c>: the door for pages, on this machine alone.</summary>
internal static class WebCommands
{
    public static Command Create() => new CliCommand("web", "The door for the dashboard and other pages, on this machine alone.", "web", "web enable", "web status --json")
    {
        new CliCommand("status", "Shows whether the door is open, where, and by which certificate.", "web status", "web status --json").Runs(StatusAsync),
        Change("enable", "Opens the door now and at every start of the host.", "Open the web door on this machine, now and at every start?", static (service, cancel) => service.EnableAsync(new(), cancel)),
        Change("disable", "Closes the door and every connection through it.", "Close the web door and every connection through it?", static (service, cancel) => service.DisableAsync(new(), cancel)),
        Change("renew", "Makes a new certificate; browsers have to trust it again.", "Make a new certificate, which browsers have to trust again?", static (service, cancel) => service.RenewAsync(new(), cancel)),
    }.Runs(StatusAsync);

    private static async Task<ExitCode> StatusAsync(CliRun run, CancellationToken cancel)
    {
        await using var host = await run.ConnectAsync(cancel);
        return Show(run, await host.Web.StatusAsync(new(), cancel));
    }

    private static CliCommand Change(string name, string purpose, string question, Func<IWeb, CancellationToken, ValueTask<WebStatus>> change) =>
        new CliCommand(name, purpose, $"web {name}", $"web {name} --json").Runs(async (run, cancel) =>
        {
            await using var host = await run.ConnectAsOwnerAsync(question, cancel);
            return Show(run, await run.WaitingAsync("Working", change(host.Web, cancel).AsTask()));
        });

    private static ExitCode Show(CliRun run, WebStatus status)
    {
        run.Show(WebJson.Default.WebStatus, status, screen =>
        {
            screen.Fields(
                ("web door", Door(status)),
                ("because", status.Problem),
                ("at", status.Origin),
                ("connections", status.Open ? $"{status.Connections}" : ""),
                ("pages", status.HasPages ? "" : new TextCell("not built: install Node, then build again", Tone.Notice)),
                ("authority", status.Certificate is { } file ? Shown.Path(file.AuthorityPath) : ""),
                ("its SHA-256", status.Certificate?.AuthorityFingerprint),
                ("good until", status.Certificate is { } dated ? Shown.Time(dated.Expires) : ""),
                ("next", Next(run, status)));
        });
        return status is { Enabled: true, Open: false } ? ExitCode.Failed : ExitCode.Ok;
    }

    private static string Next(CliRun run, WebStatus status) => status switch
    {
        { Enabled: false } => run.Command("open"),
        { Certificate.NeedsTrust: true } => run.Command("trust"),
        { Open: true } => run.Command("open"),
        _ => run.Command("doctor"),
    };

    private static TextCell Door(WebStatus status) => status switch
    {
        { Open: true } => new TextCell("open", Tone.Good),
        { Enabled: true } => new TextCell("meant to be open, and closed", Tone.Bad),
        _ => new TextCell("closed", Tone.Dim),
    };
}
