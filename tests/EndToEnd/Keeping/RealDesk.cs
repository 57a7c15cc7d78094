using System.Diagnostics;
using System.Text;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.EndToEnd.Keeping;

/// <summary>A folder under the real host with its real plugins, and people in all of them. Mailboxes and backups lie apart, as they are not the program's.</summary>
internal sealed class RealDesk : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private string _key = "";
    private int _mails;

    private RealDesk(string root) => Root = root;

    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    /// <summary>What is not the program's.</summary>
    public string Outside => Path.Combine(Root, "outside");

    public HostProgram Host { get; private set; } = null!;

    private string Maildir => Path.Combine(Outside, "Mail");

    public static async Task<RealDesk> OpenAsync()
    {
        var desk = new RealDesk(Directory.CreateTempSubdirectory("assistant-forensics-").FullName);
        foreach (var folder in (string[])["cur", "new", "tmp"])
            Directory.CreateDirectory(Path.Combine(desk.Maildir, folder));
        var sendmail = Path.Combine(desk.Outside, "sendmail");
        await File.WriteAllTextAsync(sendmail, "#!/bin/sh\ncat > /dev/null\n");
        File.SetUnixFileMode(sendmail, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        desk.Host = HostProgram.Start(desk.Root);
        desk._key = await desk.Host.SetUpAsync();
        await desk.Host.InitializeAsync(desk._key);
        await desk.Host.Accounts.ConnectAsync(
            new AccountConnectRequest
            {
                Provider = "mail.local", Address = "mira@here.example", DisplayName = "Mira Ernst", Grant = GrantLevel.Bodies,
                Settings = System.Text.Json.JsonElement.Parse($$"""{"maildir":"{{desk.Maildir}}","sendmail":"{{sendmail}}"}"""),
            },
            null, default);
        return desk;
    }

    /// <summary>All that the host and its plugins can come to know of somebody and their company, each text with the word in it; answers what is to be erased.</summary>
    public async Task<List<RecordRef>> PersonAsync(string word)
    {
        var address = $"{word}@there.example";
        var contact = await Host.Contacts.CreateAsync(
            new ContactCreateRequest { Name = $"Name {word}", Addresses = [address], Fields = new Dictionary<string, string> { ["company"] = $"{word} GmbH" }, Source = $"{word}.csv:1" }, default);
        var made = await Host.Of(PostingsRpc.Contract).CaptureAsync(
            new PostingCaptureRequest { Text = $"Engineer\n\n{word} GmbH looks for somebody who keeps Linux servers.", Corrections = new PostingFacts { Company = $"{word} GmbH", Role = $"Engineer {word}", Place = $"Bern {word}" } }, default);
        var application = new RecordRef("application", made.ApplicationId);
        var book = Host.Of(ApplicationsRpc.Contract);
        await book.LinkAsync(new ApplicationLinkRequest { Id = application.Id, Ref = new RecordRef("contact", contact.Id) }, default);
        await book.AddTaskAsync(new TaskAddRequest { ApplicationId = application.Id, Title = $"Call {word}", Due = new DateOnly(2026, 12, 1) }, default);
        await PapersAsync(word, [application, new RecordRef("contact", contact.Id)]);
        await Host.Writing.StartAsync(new WritingStartRequest { Task = WritingTask.CoverLetter, ContactId = contact.Id, About = application, Instructions = $"Mention {word}.", Texts = [new WritingText(SourceKind.Cv, "cv", $"Kept servers for {word}.")] }, null, default);
        await Host.Drafting.SetRuleAsync(new SubjectRule(contact.Id, ModelRule.Never), default);
        await LettersAsync(word, contact, address, application);
        await Host.Of(FollowUpsRpc.Contract).SetAsync(new FollowUpSetRequest { ContactId = contact.Id, Due = new DateOnly(2026, 12, 1), Reason = $"Promised to {word}" }, default);
        return [new RecordRef("contact", contact.Id), application, await ImportedAsync(word)];
    }

    /// <summary>Keeps a style card that was learnt from mails with a habit in each and somebody's word in one; answers the habit, which is the user's own.</summary>
    public async Task<string> LearnAsync(string habit, IEnumerable<string> words)
    {
        var drafting = Host.Of(DraftingRpc.Contract);
        string[] others = ["the servers", "the garden", "the letters"];
        var texts = others.Concat(words).Select(about => $"Dear Ana,\n\nI write to you of {about}. It is always {habit} with me.\n\nBest,\nMira");
        var card = (await drafting.LearnStyleAsync(new StyleLearnRequest { Texts = [.. texts] }, default)).Text;
        Assert.Contains(habit, card, StringComparison.Ordinal);
        await drafting.SetStyleAsync(new StyleSetRequest { Text = card }, default);
        return habit;
    }

    public async Task<Forensics> LookAsync()
    {
        // What one request leaves in memory and in the log is written by the time the next is answered.
        await Host.Contacts.ListAsync(new ContactListRequest { Limit = 1 }, default);
        return new Forensics(Root, Outside);
    }

    /// <summary>Ends the host, restores a backup by the command line in the folder's place, and starts a host over it.</summary>
    /// <param name="backup">The backup's file.</param>
    /// <param name="between">What is looked at before a host runs there.</param>
    public async Task RestoreAsync(string backup, Action between)
    {
        await Host.DisposeAsync();
        var start = new ProcessStartInfo("script", ["-qec", $"'{HostProgram.Program}' restore '{backup}' --into '{Data}'", "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        HostProgram.Surround(start, Root);
        using (var restoring = Process.Start(start)!)
        {
            using var patience = new CancellationTokenSource(Patience);
            await restoring.StandardInput.WriteAsync("y\n".AsMemory(), patience.Token);
            await restoring.StandardInput.FlushAsync(patience.Token);
            var said = await restoring.StandardOutput.ReadToEndAsync(patience.Token);
            await restoring.WaitForExitAsync(patience.Token);
            Assert.True(restoring.ExitCode == 0, said);
        }

        between();
        Host = HostProgram.Start(Root);
        await Host.InitializeAsync(_key);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        Directory.Delete(Root, recursive: true);
    }

    // A letter as it was written and as DOCX and PDF, which the plugin makes and reads again.
    private async Task PapersAsync(string word, RecordRef[] about)
    {
        var documents = Host.Of(DocumentsRpc.Contract);
        var letter = await documents.CreateAsync(new DocumentCreateRequest { Kind = DocumentKind.Letter, Title = $"Letter {word}", About = about, Input = new DocumentInput { Text = $"Dear {word},\n\nI keep servers.\n" } }, default);
        foreach (var (format, ending) in ((ExportFormat, string)[])[(ExportFormat.Docx, "docx"), (ExportFormat.Pdf, "pdf")])
        {
            var file = await documents.ExportAsync(new DocumentExportRequest { Id = letter.Id, Format = format }, default);
            var copy = await documents.CreateAsync(new DocumentCreateRequest { Kind = DocumentKind.Note, Title = $"Copy {word}", About = about, Input = new DocumentInput { Content = file.Content, Type = file.Type, FileName = $"{word}.{ending}" } }, default);
            if (format == ExportFormat.Docx)
                Assert.Contains(word, string.Join('\n', (await documents.TextAsync(new DocumentVersionRequest { Id = copy.Id }, default)).Lines), StringComparison.Ordinal);
        }
    }

    // One mail that goes out and is answered, and one that is not sent.
    private async Task LettersAsync(string word, Contact contact, string address, RecordRef application)
    {
        var draft = await Host.Drafts.CreateAsync(new DraftCreateRequest { ContactId = contact.Id, About = application, To = [$"Name {word} <{address}>"], Subject = $"Subject {word}", Body = $"Body {word}" }, default);
        draft = await Host.Drafts.AttachAsync(new DraftAttachRequest { Id = draft.Id, Revision = draft.Revision, Name = $"{word}.txt", Type = "text/plain", Content = Text($"Attached {word}") }, default);
        var preview = await Host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default);
        var item = (await Host.Outbox.ApproveAsync(new OutboxApproveRequest { Items = [new(draft.Id, preview.Hash!)], UndoSeconds = 0 }, default)).Items[0];
        await UntilAsync(async () => (item = (await Host.Outbox.ShowAsync(new OutboxShowRequest { Id = item.Id }, default)).Item).State == OutboxState.Sent);
        // As who delivers mail names it: a time and a number, and nobody's name.
        await File.WriteAllTextAsync(
            Path.Combine(Maildir, "new", $"1795000000.M{++_mails}P1.there"),
            $"From: Name {word} <{address}>\nTo: mira@here.example\nSubject: Re: Subject {word}\nDate: Sat, 21 Nov 2026 10:00:00 +0000\nMessage-ID: <mid-{word}@there.example>\nIn-Reply-To: <{item.MessageId}>\n\nWe would like to invite you to an interview at {word} on Tuesday.\n");
        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);
        // The plugin hears of the reply after the check has told of it, and proposes what it means.
        var book = Host.Of(ApplicationsRpc.Contract);
        await UntilAsync(async () => (await book.TimelineAsync(new TimelineRequest { Id = application.Id }, default)).Entries.Any(static entry => entry.Kind == TimelineKind.Proposed));
        await Host.Drafts.CreateAsync(new DraftCreateRequest { To = [address], Subject = $"Second {word}", Body = $"Second body {word}" }, default);
    }

    private async Task<RecordRef> ImportedAsync(string word)
    {
        await Host.Of(TrackersRpc.Contract).ImportAsync(new TrackerImportRequest { File = Text($"Company,Role,Status,Notes,Tags\n{word} AG,Lead {word},Applied,Notes {word},{word}\n"), FileName = $"{word}.csv" }, null, default);
        var found = (await Host.Of(ApplicationsRpc.Contract).SearchAsync(new ApplicationSearchRequest { Query = $"tag:{word}" }, default)).Applications;
        return new RecordRef("application", Assert.Single(found).Id);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
    }

    private static Content Text(string text) => new() { Bytes = Encoding.UTF8.GetBytes(text), Size = Encoding.UTF8.GetByteCount(text) };
}
