using System.CommandLine;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>The commands of <c>draft</c> that write.</summary>
internal static class DraftWriting
{
    public static CliCommand New()
    {
        var to = new Argument<string[]>("TO") { Description = "One or more recipients: addresses, or contacts by name.", Arity = ArgumentArity.OneOrMore };
        var subject = new Option<string>("--subject") { Description = "The subject.", HelpName = "TEXT", DefaultValueFactory = _ => "" };
        var body = new Option<string?>("--body") { Description = "The text, in Markdown; absent opens $EDITOR.", HelpName = "TEXT" };
        var about = new Option<string?>("--about") { Description = "What it is about, as application:ID: its timeline then tells of it, and a reply finds it.", HelpName = "RECORD" };
        var account = new Option<string?>("--account") { Description = "The account to send from, where there are several.", HelpName = "ID" };
        return new CliCommand("new", "Begins a draft; without --body in your editor.", "draft new ana --subject \"About Norte\"", "draft new ana@example.org --subject Hello --body \"Dear Ana, ...\"") { to, subject, body, account, about }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var contacts = await Everything.ContactsAsync(host, cancel);
                var people = run.Value(to).Select(given => given.Contains('@', StringComparison.Ordinal) ? (Address: given, Contact: null) : Person(contacts, given)).ToList();
                var request = new DraftCreateRequest
                {
                    AccountId = run.Value(account) is { } named ? await AccountAsync(host, named, cancel) : null,
                    To = [.. people.Select(person => person.Address)],
                    ContactId = people is [{ Contact: { } only }] ? only : null,
                    Subject = run.Value(subject),
                    Body = run.Value(body) ?? "",
                    About = run.Value(about) is { } record ? await DocumentCommands.AboutAsync(host, record, cancel) : null,
                };
                var draft = await host.Drafts.CreateAsync(request, cancel);
                if (run.Value(body) is null)
                    draft = await EditAsync(run, host, draft, cancel) ?? draft;
                return run.Show(DraftsJson.Default.Draft, draft, screen => Saved(run, screen, draft));
            });
    }

    public static CliCommand Edit()
    {
        var id = Options.Id("The draft");
        return new CliCommand("edit", "Edits a draft in $EDITOR. An edit voids an approval that has not been used.", "draft edit ana", "draft edit 5f3a9c21") { id }
            .Runs(async (run, cancel) =>
            {
                await using var host = await run.ConnectAsync(cancel);
                var draft = await DraftCommands.FindAsync(host, run.Value(id), cancel);
                var edited = await EditAsync(run, host, draft, cancel);
                return run.Show(DraftsJson.Default.Draft, edited ?? draft, screen =>
                {
                    if (edited is null)
                        screen.Line("Nothing was changed.");
                    else
                        Saved(run, screen, edited);
                });
            });
    }

    /// <summary>Lets the user edit a draft; null where nothing was changed. What was typed is kept where the host refuses it.</summary>
    public static async Task<Draft?> EditAsync(CliRun run, HostConnection host, Draft draft, CancellationToken cancel)
    {
        if (await run.Environment.Editor.EditAsync(DraftText.Of(draft), run.Folder.Folder.FullPath, cancel) is not { } text)
            return null;
        try
        {
            return await host.Drafts.UpdateAsync(DraftText.Read(text, draft), cancel);
        }
        catch (Exception error) when (error is CliException or Protocol.JsonRpc.RpcException)
        {
            throw await TextEditor.KeptAsync(error, text, run.Folder.Folder.FullPath, cancel);
        }
    }

    public static (string Address, string? Contact) Person(IReadOnlyCollection<Contact> contacts, string given)
    {
        var contact = Reference.One("contact", given, contacts, item => item.Id, item => [item.Name, .. item.Addresses.Select(address => address.Address)]);
        return contact.Addresses is [var first, ..]
            ? ($"{Phrase(contact.Name)} <{first.Address}>", contact.Id)
            : throw new CliException(ExitCode.Usage, $"{contact.Name} has no address.", "Add one, or write the address itself.");
    }

    // RFC 5322, section 3.2.4: a name with specials in it stands in quotes.
    private static string Phrase(string name) => name.Any(c => "()<>[]:;@\\,.\"".Contains(c, StringComparison.Ordinal))
        ? $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : name;

    public static async Task<string> AccountAsync(HostConnection host, string given, CancellationToken cancel) =>
        Reference.One("account", given, (await host.Accounts.ListAsync(new(), cancel)).Accounts, item => item.Id, item => [item.Address]).Id;

    public static void Saved(CliRun run, Screen screen, Draft draft)
    {
        DraftCommands.View(screen, [draft], "");
        // What no source has stood in the table before, each with its reason: here is what is to be done about it.
        var (claims, others) = (draft.Problems.Where(IsClaim).ToList(), draft.Problems.Where(static problem => !IsClaim(problem)));
        foreach (var problem in others)
            screen.Line(Failures.Problem(problem), Tone.Notice);
        if (claims is [var first, ..])
            screen.Line($"{Shown.Count(claims.Count, "claim")} to look at before it can be sent. {first.Remedy}", Tone.Notice);
        if (draft.Problems.Count == 0)
            screen.Line($"To send it: {run.Command($"outbox approve {Shown.Id(draft.Id)}")}", Tone.Dim);
    }

    private static bool IsClaim(RpcProblem problem) => problem.Path.StartsWith("$.claims[", StringComparison.Ordinal);
}
