using System.CommandLine;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Cli.Commands;

/// <summary>The commands of <c>application</c> that write its details.</summary>
internal static class ApplicationEditing
{
    public static CliCommand Add()
    {
        var company = new Argument<string>("COMPANY") { Description = "The employer's name, as it writes it." };
        var role = new Argument<string>("ROLE") { Description = "The role, as the posting has it." };
        var details = new ApplicationOptions();
        var stage = new Option<string?>("--stage") { Description = "Where it begins; absent is the pipeline's first stage.", HelpName = "STAGE" };
        var again = new Option<bool>("--again") { Description = "Makes it although there is one for the same link or requisition." };
        return details.AddTo(new CliCommand(
                "add", "Adds an application.",
                "application add Acme \"Site Reliability Engineer\"", "application add Acme Engineer --domain acme.com --place Bern",
                "application add Acme Engineer --pay 100000-120000 --currency CHF", "application add Acme Engineer --stage applied --tag remote") { company, role, stage, again })
            .Runs(async (run, cancel) =>
            {
                var request = new ApplicationCreateRequest
                {
                    Details = details.Over(run, new ApplicationDetails { Company = run.Value(company), Role = run.Value(role) }),
                    Stage = run.Value(stage),
                    Again = run.Value(again),
                };
                await using var host = await run.ConnectAsync(cancel);
                var made = await host.Applications.CreateAsync(request, cancel);
                return run.Show(ApplicationsJson.Default.Application, made, screen => Saved(screen, made));
            });
    }

    public static CliCommand Edit()
    {
        var id = Options.Id("The application");
        var company = new Option<string?>("--company") { Description = "The employer's name.", HelpName = "NAME" };
        var role = new Option<string?>("--role") { Description = "The role.", HelpName = "TEXT" };
        var details = new ApplicationOptions();
        return details.AddTo(new CliCommand(
                "edit", "Changes details; what is not named stays.", "application edit acme --deadline 2026-12-09", "application edit 5f3a9c21 --company \"Acme GmbH\"") { id, company, role })
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var card = await ApplicationCommands.FindAsync(host, run.Value(id), cancel);
                var before = await host.Applications.GetAsync(new() { Id = card.Id }, cancel);
                var known = new ApplicationDetails
                {
                    Company = run.Value(company) ?? before.Company.Name,
                    // A domain is one company's: with another name, it is another's.
                    Domain = run.Value(company) is null ? before.Company.Domain : null,
                    Role = run.Value(role) ?? before.Role, Requisition = before.Requisition, Link = before.Link, Place = before.Place, Pay = before.Pay, Source = before.Source,
                    Posted = before.Posted, Deadline = before.Deadline, Applied = before.Applied, Tags = before.Tags,
                };
                var changed = await host.Applications.UpdateAsync(new() { Id = before.Id, Revision = before.Revision, Details = details.Over(run, known) }, cancel);
                return run.Show(ApplicationsJson.Default.Application, changed, screen => Saved(screen, changed));
            });
    }

    public static void Saved(Screen screen, Application application) => screen.Table(
        ["Id", "Company", "Role", "Stage"], [[Shown.Id(application.Id), application.Company.Name, application.Role, application.Stage]], "");
}
