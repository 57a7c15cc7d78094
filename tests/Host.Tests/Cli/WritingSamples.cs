using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

/// <summary>Whom the commands that write are asked about, and what the host answers of them.</summary>
internal static class WritingSamples
{
    public static readonly Contact Ana = new()
    {
        Id = "01900000-0000-7000-8000-0000dddd0001", Revision = 1, Name = "Ana Ruiz", Kind = ContactKind.Person, Addresses = [new ContactAddress { Address = "ana@example.org", MayWrite = true }],
        Fields = new Dictionary<string, string>(), Source = "test", Changed = Samples.Noon,
    };

    public static readonly ApplicationCard Norte = new() { Id = "01900000-0000-7000-8000-0000aaaa0007", Revision = 1, Company = "Norte Bikes", Role = "Workshop lead", Stage = "saved", Since = Samples.Noon };

    public static void People(CliHarness cli) =>
        cli.Host.On<ContactListRequest>("contacts/list", _ => new ContactListResponse { Contacts = [Ana] }).On<DraftListRequest>("drafts/list", _ => new DraftListResponse { Drafts = [Samples.Draft()] });

    public static void Applications(CliHarness cli)
    {
        People(cli);
        cli.Host.On<ApplicationListRequest>("applications/list", static request => new ApplicationListResponse { Applications = request.Archived ? [] : [Norte] })
            .On<ApplicationGetRequest>("applications/get", _ => new Application
            {
                Id = Norte.Id, Revision = 1, Company = new Company { Id = "k1", Name = Norte.Company }, Role = Norte.Role, Stage = Norte.Stage, StageKind = StageKind.Open, Since = Norte.Since, IsArchived = false, Tags = [], Tasks = [],
                Links = [], Created = Samples.Noon, Changed = Samples.Noon,
            });
    }

    public static string Line(CliHarness cli, string begins) => cli.Out.Split('\n').Single(line => line.StartsWith(begins, StringComparison.Ordinal)).TrimEnd();
}
