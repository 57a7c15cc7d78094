using System.Globalization;
using System.Text;
using Assistant.Host.Cli.Commands;
using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Demo;

/// <summary>
/// The main job from a list of people to what came back, through the same calls that any client makes. Every step looks at what is there already,
/// so that a story that was broken off goes on where it stopped.
/// </summary>
internal sealed class DemoStory(CliRun run, StoryTeller tell)
{
    // Long enough to read the line that says how to take a message back, short enough to wait for.
    private const int UndoSeconds = 2;

    private const int PreviewLines = 3;

    // Sending to a local post office takes milliseconds once the undo window is over; this long after it, it is stuck.
    private readonly SentWatch _events = new(run.Environment.Time, TimeSpan.FromSeconds(15));

    public async Task<ExitCode> PlayAsync(CancellationToken cancel)
    {
        await using var host = await BeginAsync(cancel);
        await OwnerAsync(host, cancel);
        await ConnectMailAsync(host, cancel);
        var people = await ImportAsync(host, cancel);
        var template = await SaveTemplateAsync(host, people, cancel);
        var begun = await ComposeAsync(host, template, people, cancel);
        var code = await ApproveAndSendAsync(host, cancel);
        await HearBackAsync(host, cancel);
        await DecideAsync(host, cancel);
        await new DemoEnding(run, tell.Screen).ShowAsync(host, playedBefore: !begun, cancel);
        return code;
    }

    private async Task<HostConnection> BeginAsync(CancellationToken cancel)
    {
        DemoFolder.Prepare(run.Folder.Folder);
        var host = await run.ConnectAsync(new HostCall(run.Folder.Folder) { Events = _events }, cancel);
        if (run.Folder.Name is { } name)
            run.Environment.Root.SetCurrent(name);
        tell.Step("Host", $"version {host.Hello.HostVersion}, its data in {Shown.Path(run.Folder.Folder.FullPath)}");
        return host;
    }

    private async Task OwnerAsync(HostConnection host, CancellationToken cancel)
    {
        var key = new OwnerKey(run.Folder.Folder);
        if (key.Find() is null)
            await SetupCommand.SetUpAsync(host, run, DemoSeed.OwnName, cancel);
        tell.Step("Owner", $"you are {DemoSeed.OwnName}, and your key lies in {Shown.Path(key.Place ?? "")}");
    }

    private async Task ConnectMailAsync(HostConnection host, CancellationToken cancel)
    {
        var accounts = (await host.Accounts.ListAsync(new(), cancel)).Accounts;
        var account = accounts.FirstOrDefault(account => account.Address == DemoSeed.OwnAddress) ?? await ConnectAccountAsync(cancel);
        tell.Step("Account", $"{account.Address}, with a post office on this machine");
        var open = (await host.PostOffice.ListAsync(new(), cancel)).Mailboxes.Select(mailbox => mailbox.Address).ToHashSet();
        var back = run.Environment.Time.GetLocalNow().AddDays(DemoSeed.AwayDays).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        foreach (var person in DemoSeed.Reachable.Where(person => !open.Contains(person.Address)))
        {
            var away = person == DemoSeed.Absent;
            await host.PostOffice.OpenAsync(
                new PostOfficeOpenRequest
                {
                    Address = person.Address,
                    Name = person.Name,
                    AwaySubject = away ? "Out of the office" : null,
                    AwayText = away ? $"Thank you for your message. I am out of the office and will be back on {back}.\n\n{person.FirstName}" : null,
                },
                cancel);
        }
    }

    private async Task<Account> ConnectAccountAsync(CancellationToken cancel)
    {
        await using var owner = await run.ConnectAsync(new HostCall(run.Folder.Folder) { ClientKey = new OwnerKey(run.Folder.Folder).Require() }, cancel);
        var answer = await owner.Accounts.ConnectAsync(
            new AccountConnectRequest { Provider = "mail.local", Address = DemoSeed.OwnAddress, DisplayName = DemoSeed.OwnName, Grant = GrantLevel.Bodies },
            null, cancel);
        return answer.Account;
    }

    private async Task<List<Contact>> ImportAsync(HostConnection host, CancellationToken cancel)
    {
        var csv = await Upload.ContentAsync(host, DemoSeed.Read(DemoSeed.PeopleFile), cancel);
        var answer = await host.Contacts.ImportAsync(new ContactImportRequest { FileName = DemoSeed.PeopleFile, Csv = csv }, null, cancel);
        tell.Step("Contacts", $"{answer.Ids.Count} people from {DemoSeed.PeopleFile}");
        foreach (var problem in answer.Problems)
            tell.Also(new TextCell($"left out: {problem.Path}: {problem.Problem}", Tone.Notice));
        return await Everything.ContactsAsync(host, cancel);
    }

    private async Task<Template> SaveTemplateAsync(HostConnection host, List<Contact> people, CancellationToken cancel)
    {
        var request = TemplateCommands.Read(Encoding.UTF8.GetString(DemoSeed.Read(DemoSeed.TemplateFile)), DemoSeed.TemplateFile);
        var existing = (await Everything.TemplatesAsync(host, cancel)).FirstOrDefault(template => template.Name == request.Name);
        var template = existing ?? await host.Templates.SaveAsync(request, cancel);
        var person = people.First(contact => contact.Addresses.Any(address => address.Address == DemoSeed.Answerer.Address));
        var preview = await host.Templates.PreviewAsync(new() { TemplateId = template.Id, ContactId = person.Id }, cancel);
        tell.Step("Template", $"'{template.Name}' with {string.Join(", ", template.Variables.Select(variable => variable.Name))}. To {person.Name} it says:");
        tell.Quote(preview.Body, PreviewLines);
        return template;
    }

    /// <summary>True where there was something to compose, as at the first time.</summary>
    private async Task<bool> ComposeAsync(HostConnection host, Template template, List<Contact> people, CancellationToken cancel)
    {
        var drafted = (await Everything.DraftsAsync(host, cancel)).Select(draft => draft.ContactId);
        var written = (await Everything.OutboxAsync(host, cancel)).Select(item => item.ContactId);
        var done = drafted.Concat(written).ToHashSet();
        // In the order of the story, whatever the order of the list.
        var order = DemoSeed.Written.Concat(DemoSeed.Left).Select(person => people.FirstOrDefault(contact => contact.Addresses.Any(address => address.Address == person.Address))?.Id);
        var missing = order.OfType<string>().Where(id => !done.Contains(id)).ToList();
        if (missing.Count > 0)
            await host.Drafts.ComposeAsync(new DraftComposeRequest { TemplateId = template.Id, ContactIds = missing }, null, cancel);
        tell.Step("Drafts", $"{Shown.Count(done.Count + missing.Count, "letter")}, one for each person");
        return missing.Count > 0;
    }

    private async Task<ExitCode> ApproveAndSendAsync(HostConnection host, CancellationToken cancel)
    {
        await host.Events.SubscribeAsync(new EventSubscribeRequest { Names = SentWatch.Names }, cancel);
        var drafts = (await Everything.DraftsAsync(host, cancel)).Where(draft => draft.State == DraftState.Open).ToList();
        var asked = DemoSeed.Written.Select(person => drafts.FirstOrDefault(draft => draft.To.Any(to => to.Contains(person.Address, StringComparison.Ordinal)))).OfType<Draft>().ToList();
        var code = ExitCode.Ok;
        if (asked.Count > 0)
        {
            tell.Step("Approval", "nothing goes out without your yes to what you see");
            await using var round = new ApprovalRound(run, host) { UndoSeconds = UndoSeconds, ShowsWhole = index => index == 0 || !run.SaysYes };
            await round.RunAsync(asked, cancel);
            code = round.Code;
        }

        var ids = (await Everything.OutboxAsync(host, cancel)).Where(item => item.State != OutboxState.Cancelled).Select(item => item.Id).ToList();
        var items = await run.WaitingAsync("Sending", _events.FinalAsync(host, ids, cancel));
        var sent = items.Count(item => item.State == OutboxState.Sent);
        tell.Screen.Line();
        if (items.Count > 0)
            tell.Step("Sent", $"{sent} of {items.Count}, each once");
        return sent == items.Count ? code : ExitCode.Partly;
    }

    private async Task HearBackAsync(HostConnection host, CancellationToken cancel)
    {
        var rows = await Everything.TrackingAsync(host, cancel);
        if (rows.Count == 0)
            return;
        await run.WaitingAsync("Delivering", new DemoPost(run.Environment.Time).DeliveredAsync(host, rows, cancel));
        var answerer = rows.FirstOrDefault(row => row.Address == DemoSeed.Answerer.Address);
        if (answerer is { State: TrackingState.Waiting })
            await host.PostOffice.AnswerAsync(new PostOfficeAnswerRequest { Name = DemoSeed.Answerer.Address, Text = DemoSeed.Answer }, cancel);
        var check = await run.WaitingAsync("Checking for replies", host.Tracking.CheckAsync(new(), null, cancel).AsTask());
        var seen = check.Accounts.Sum(account => account.Seen);
        tell.Step("Replies", $"{Shown.Count(seen, "new message")} found, {check.Found.Count} of them about these letters");
    }

    // One of the proposals is decided in the story, the other is left to the newcomer.
    private async Task DecideAsync(HostConnection host, CancellationToken cancel)
    {
        if ((await Everything.ProposalsAsync(host, ProposalState.Open, cancel)).FirstOrDefault(proposal => proposal.Kind == "contact.suppress") is not { } proposal)
            return;
        tell.Step("Proposal", proposal.Title);
        if (!run.Consent.SaidByOption() && !Consent.IsYes(await run.Consent.AskAsync("Do that? [y]es  [n]o ", cancel)))
            return;
        await using var owner = await run.ConnectAsync(new HostCall(run.Folder.Folder) { ClientKey = new OwnerKey(run.Folder.Folder).Require() }, cancel);
        await owner.Proposals.AcceptAsync(new() { Id = proposal.Id }, cancel);
        tell.Also(new TextCell($"done; to take it back: {run.Command($"proposal undo {Shown.Id(proposal.Id)}")}", Tone.Good));
    }
}
