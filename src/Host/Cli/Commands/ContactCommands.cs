using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary><c>contact</c>: people and organisations with addresses.</summary>
internal static class ContactCommands
{
    // A row is some hundred bytes: this is a hundred thousand people.
    private const long LargestFile = 32 * 1024 * 1024;

    public static Command Create() => new CliCommand("contact", "People and organisations, and whether they may be written to.", "contact list", "contact import people.csv", "contact show ana")
    {
        List(),
        ShowOne(),
        Add(),
        Import(),
        Suppress(),
        Allow(),
    };

    public static async Task<Contact> FindAsync(HostConnection host, string given, CancellationToken cancel) =>
        Reference.One("contact", given, await Everything.ContactsAsync(host, cancel), contact => contact.Id, contact => [contact.Name, .. contact.Addresses.Select(address => address.Address)]);

    private static CliCommand List()
    {
        var query = new Argument<string?>("TEXT") { Description = "Part of a name, an address or a field; absent lists all.", Arity = ArgumentArity.ZeroOrOne };
        var limit = Options.Limit();
        return new CliCommand("list", "Lists contacts by name.", "contact list", "contact list ruiz", "contact list --limit 20 --json") { query, limit }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var answer = await host.Contacts.ListAsync(new() { Query = run.Value(query), Limit = run.Value(limit) }, cancel);
                return run.Show(ContactsJson.Default.ContactListResponse, answer, screen =>
                {
                    screen.Table(
                        ["Id", "Name", "Address", "Source"],
                        answer.Contacts.Select(IReadOnlyList<TextCell> (contact) => [Shown.Id(contact.Id), contact.Name, Address(contact), contact.Source]),
                        $"No contacts. {run.Command("contact import FILE")} reads a CSV.");
                    ListEnd.Show(run, answer.Next);
                });
            });
    }

    private static CliCommand ShowOne()
    {
        var id = Options.Id("The contact");
        return new CliCommand("show", "Shows one contact with every address and field.", "contact show ana", "contact show ana@example.org --json") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var contact = await FindAsync(host, run.Value(id), cancel);
                return run.Show(ContactsJson.Default.Contact, contact, screen => View(screen, contact));
            });
    }

    private static CliCommand Add()
    {
        var name = new Argument<string>("NAME") { Description = "What the contact is called." };
        var addresses = new Argument<string[]>("ADDRESS") { Description = "One or more addresses, the preferred one first.", Arity = ArgumentArity.OneOrMore };
        var fields = new Option<string[]>("--field") { Description = "A field that templates may use; may be repeated.", HelpName = "NAME=VALUE", DefaultValueFactory = _ => [] };
        var organisation = new Option<bool>("--organisation") { Description = "It is an organisation, not a person." };
        return new CliCommand("add", "Adds one contact.", "contact add \"Ana Ruiz\" ana@example.org", "contact add \"Ana Ruiz\" ana@example.org --field company=Norte") { name, addresses, fields, organisation }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var contact = await host.Contacts.CreateAsync(
                    new()
                    {
                        Name = run.Value(name),
                        Addresses = run.Value(addresses),
                        Kind = run.Value(organisation) ? ContactKind.Organisation : ContactKind.Person,
                        Fields = Pairs.Read(run.Value(fields)),
                    },
                    cancel);
                return run.Show(ContactsJson.Default.Contact, contact, screen => View(screen, contact));
            });
    }

    private static CliCommand Import()
    {
        var file = new Argument<string>("FILE") { Description = "A CSV with a header row." };
        var map = new Option<string[]>("--map") { Description = "What a column means, where its heading does not say it; may be repeated.", HelpName = "COLUMN=FIELD", DefaultValueFactory = _ => [] };
        var dryRun = new Option<bool>("--dry-run") { Description = "Reads and reports, writes nothing." };
        return new CliCommand("import", "Reads contacts from a CSV; a row with a problem is named and left out.", "contact import people.csv", "contact import people.csv --dry-run", "contact import people.csv --map Mail=address") { file, map, dryRun }
            .Runs(async (run, cancel) =>
            {
                var path = run.Value(file);
                var bytes = await InputFile.ReadAsync(path, LargestFile, cancel);
                await using var host = await run.ConnectAsync(cancel);
                var request = new ContactImportRequest { FileName = Path.GetFileName(path), Csv = await Upload.ContentAsync(host, bytes, cancel), Mapping = Pairs.Read(run.Value(map)), DryRun = run.Value(dryRun) };
                var answer = await run.WaitingAsync("Importing", host.Contacts.ImportAsync(request, null, cancel).AsTask());
                run.Show(ContactsJson.Default.ContactImportResponse, answer, screen => View(screen, answer, run.Value(dryRun)));
                return answer.Problems.Count == 0 ? ExitCode.Ok : answer.Ids.Count == 0 ? ExitCode.Usage : ExitCode.Partly;
            });
    }

    private static CliCommand Suppress()
    {
        var address = new Argument<string>("ADDRESS") { Description = "The address, or a contact with one address." };
        var reason = new Option<string>("--reason") { Description = "Why, for whoever asks later.", HelpName = "TEXT", DefaultValueFactory = _ => "asked not to be written to" };
        return new CliCommand("suppress", "Marks an address as one that must not be written to.", "contact suppress ana@example.org", "contact suppress ana@example.org --reason \"asked by phone\"") { address, reason }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var given = run.Value(address);
                if (!given.Contains('@', StringComparison.Ordinal))
                {
                    var contact = await FindAsync(host, given, cancel);
                    given = contact.Addresses is [var only] ? only.Address : throw new CliException(ExitCode.Usage, $"{contact.Name} has {Shown.Count(contact.Addresses.Count, "address", "addresses")}.", "Give the address itself.");
                }

                var done = await host.Contacts.SuppressAsync(new() { Address = given, Reason = run.Value(reason) }, cancel);
                return run.Show(ContactsJson.Default.Done, done, screen => screen.Line($"{given} will not be written to: {run.Value(reason)}."));
            });
    }

    private static CliCommand Allow()
    {
        var address = new Argument<string>("ADDRESS") { Description = "The address." };
        return new CliCommand("allow", "Takes a suppression back.", "contact allow ana@example.org", "contact allow ana@example.org --json") { address }
            .Runs(async (run, cancel) =>
            {
                var given = run.Value(address);
                await using var host = await run.ConnectAsOwnerAsync($"Let {given} be written to again?", cancel);
                var done = await host.Contacts.AllowAsync(new() { Address = given }, cancel);
                return run.Show(ContactsJson.Default.Done, done, screen => screen.Line($"{given} may be written to again."));
            });
    }

    public static void View(Screen screen, ContactImportResponse answer, bool dryRun)
    {
        var words = $"{answer.Created} new, {answer.Updated} changed, {answer.Unchanged} as they were";
        screen.Line(dryRun ? $"Would import: {words}." : $"Imported: {words}.");
        foreach (var problem in answer.Problems)
            screen.Line($"left out  {Failures.Problem(problem)}", Tone.Notice, indent: 2);
    }

    private static void View(Screen screen, Contact contact)
    {
        screen.Line(contact.Name, Tone.Strong);
        screen.Fields(
        [
            ("id", contact.Id),
            .. contact.Addresses.Select(address => ("address", address.MayWrite ? address.Address : new TextCell($"{address.Address} (not to be written to: {address.WhyNot})", Tone.Notice))),
            .. contact.Fields.Select(field => (field.Key, (TextCell)field.Value)),
            ("source", contact.Source),
            ("changed", Shown.Time(contact.Changed)),
        ]);
    }

    private static TextCell Address(Contact contact) => contact.Addresses switch
    {
        [] => new TextCell("none", Tone.Notice),
        [{ MayWrite: false } first, ..] => new TextCell($"{first.Address} (not to be written to)", Tone.Notice),
        [var first] => first.Address,
        [var first, ..] => $"{first.Address} and {contact.Addresses.Count - 1} more",
    };
}
