using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Host.Cli.Trust;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>Trust, where it is needed and wanted. Without it the dashboard opens too, behind the browser's warning; so nothing here ends the command.</summary>
internal sealed class TrustOffer(CliRun run, HostConnection host)
{
    public async Task MakeAsync(WebStatus status, CancellationToken cancel)
    {
        try
        {
            if (TrustCommand.AuthorityOf(status) is not { } authority || TrustCommand.Change(run) is var change && !await change.IsNeededAsync(authority, cancel))
                return;
            if (!run.Consent.SaidByOption() && !Consent.IsYes(await run.Consent.AskAsync("Let your browsers trust its certificate, so that they do not warn? It holds for localhost alone. [y/N] ", cancel)))
            {
                run.Notes.Line($"Your browser will warn of a certificate that it does not know; {run.Command("trust")} ends that.", Tone.Notice);
                return;
            }

            var report = await change.TrustAsync(authority, cancel);
            TrustCommand.Show(run.Notes, report);
            if (report.Failures < report.Places.Count)
                await TrustCommand.NoteAsync(host, authority, cancel);
        }
        catch (CliException error) when (error.Code != ExitCode.Cancelled)
        {
            run.Notes.Line($"{error.Message} Until then your browser warns of a certificate that it does not know.", Tone.Notice);
            run.Notes.Line(error.Remedy ?? "", indent: 2);
        }
    }
}
