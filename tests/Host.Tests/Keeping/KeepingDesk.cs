using Assistant.Host.Extensions;
using Assistant.Host.Keeping.Erasing;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Plugins;
using Assistant.Host.Storage.Secrets;
using Assistant.Host.Tests.Mailroom;
using Assistant.Host.Tests.Writing;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Keeping;

/// <summary>A mailroom with people in every table, and a plugin that keeps a text about each of them, with full text.</summary>
internal sealed class KeepingDesk : IAsyncDisposable, IEraser
{
    public const string Plugin = "acme";

    private int _mails;

    private KeepingDesk()
    {
        Fixture.Capabilities.Writer = new FakeWriter();
        Fixture.Capabilities.Erasers = [new PluginCapability<IEraser>(Plugin, "Acme", _ => Fault is { } fault ? throw fault : new ValueTask<IEraser>(this))];
        Store = new PluginStore(Fixture.Folder.Data, Plugin, Fixture.Time);
    }

    public MailroomFixture Fixture { get; } = new();

    public MailroomHost Host => Fixture.Host;

    public DataFolder Data => Fixture.Folder.Data;

    public PluginStore Store { get; private set; }

    public RpcException? Fault { get; set; }

    /// <summary>Runs when the plugin is to erase its part, before it does.</summary>
    public Action? Erasing { get; set; }

    public Account Account { get; private set; } = null!;

    public Eraser Eraser => new(
        Data, Host.Database, new Erasure(Host.Keys, Host.Blobs, Desk.Open(Host.Database, Fixture.Time), Fixture.Time), new Disconnections(Host.Kernel.Connections, Fixture.Time), Secrets,
        Fixture.Capabilities, _ => Store, _ => MigrateAsync(), Host.Audit, Host.Events, Fixture.Time);

    public SecretStore Secrets => new(Data.SecretsPath);

    public static async Task<KeepingDesk> OpenAsync()
    {
        var desk = new KeepingDesk();
        desk.Account = await desk.Host.ConnectAsync();
        await desk.MigrateAsync();
        return desk;
    }

    /// <summary>Everything the host can know of somebody; each text has a word of theirs in it.</summary>
    public async Task<Contact> PersonAsync(string word, string? alsoTo = null)
    {
        var address = $"{word}@there.example";
        var contact = await Host.Contacts.CreateAsync(
            new ContactCreateRequest { Name = $"Name-{word}", Addresses = [address], Fields = new Dictionary<string, string> { ["company"] = $"Company-{word}" }, Source = $"people-{word}.csv:1" }, default);
        var draft = await Host.Drafts.CreateAsync(new DraftCreateRequest { ContactId = contact.Id, To = [$"Name-{word} <{address}>"], Subject = $"Subject-{word}", Body = $"Body-{word}" }, default);
        draft = await Host.Drafts.UpdateAsync(new DraftUpdateRequest { Id = draft.Id, Revision = draft.Revision, Body = $"Body-{word}, again" }, default);
        draft = await Host.Drafts.AttachAsync(new DraftAttachRequest { Id = draft.Id, Revision = draft.Revision, Name = $"file-{word}.txt", Type = "text/plain", Content = Bytes($"Attached-{word}") }, default);
        var sent = await Host.ApproveAsync(draft);
        await Host.DrainAsync(Account);
        sent = await Host.ItemAsync(sent.Id);
        Fixture.Provider.Inbox.Add(new FakeMail($"{++_mails}", null, Fixture.Time.GetUtcNow(), System.Text.Encoding.UTF8.GetBytes(
            $"From: Name-{word} <{address}>\r\nSubject: Out of office: Answer-{word}\r\nAuto-Submitted: auto-replied\r\nIn-Reply-To: <{sent.MessageId}>\r\nMessage-ID: <mid-{word}@there.example>\r\n\r\nI, Quoted-{word}, am out of office until 8 December 2026.\r\n")));
        await Host.Tracking.CheckAsync(new TrackingCheckRequest(), null, default);
        await Host.FollowUps.SetAsync(new FollowUpSetRequest { ContactId = contact.Id, Due = new DateOnly(2026, 12, 1), Reason = $"Reason-{word}" }, default);
        await Host.Contacts.SuppressAsync(new ContactSuppressRequest { Address = $"{word}@there.example", Reason = $"Never-{word}" }, default);
        await Host.Writing.StartAsync(new WritingStartRequest { Task = WritingTask.CoverLetter, ContactId = contact.Id, Texts = [new WritingText(SourceKind.Posting, "job", $"Posting-{word}")] }, null, default);
        // To the bare address, and to the bare address beside another.
        await Host.DraftAsync($"{word}@there.example", $"Bare-{word}", $"Bare-body-{word}");
        if (alsoTo is not null)
            await Host.Drafts.CreateAsync(new DraftCreateRequest { To = [alsoTo, $"Shared-{word} <{address}>"], Subject = "Shared", Body = "Shared" }, default);
        await Store.ExecuteAsync(new StoreExecuteRequest { Statements = [
            Statement("INSERT INTO note(contact, text) VALUES(@contact, @text)", contact.Id, $"Note-{word}"),
            Statement("INSERT INTO note_text(contact, text) VALUES(@contact, @text)", contact.Id, $"Note-{word}")] }, default);
        return contact;
    }

    /// <summary>Everything that is of a person in the clear, so that a search that finds none of it before is a search that is wrong.</summary>
    public static string[] Clear(string word) => [$"Name-{word}", $"{word}@there.example", $"Company-{word}", $"people-{word}.csv", $"Subject-{word}", $"file-{word}.txt", $"Reason-{word}", $"Bare-{word}", $"Note-{word}", $"Never-{word}"];

    public static string[] Sealed(string word) => [$"Body-{word}", $"Attached-{word}", $"Quoted-{word}", $"Posting-{word}", $"Bare-body-{word}", $"Answer-{word}"];

    /// <summary>Files of the folder and its anchors in which a text is, as any program would find it.</summary>
    public List<string> Where(string text)
    {
        byte[][] forms = [System.Text.Encoding.UTF8.GetBytes(text), System.Text.Encoding.Unicode.GetBytes(text), System.Text.Encoding.BigEndianUnicode.GetBytes(text), System.Text.Encoding.UTF8.GetBytes(text.ToLowerInvariant())];
        return [.. Files.Where(file => forms.Any(form => file.Content.AsSpan().IndexOf(form) >= 0)).Select(static file => file.Name)];
    }

    /// <summary>Reads all files anew; a search goes over what was read.</summary>
    public void Look() => Files = [.. Directory.EnumerateFiles(Fixture.Folder.Root, "*", SearchOption.AllDirectories).Select(static path => (Path.GetFileName(path), Read(path)))];

    public List<(string Name, byte[] Content)> Files { get; private set; } = [];

    /// <summary>Puts the folder back as it was at a copy, with what is known outside of it left as it is, and runs a host over it.</summary>
    public async Task RestoreAsync(string copy)
    {
        Store.Dispose();
        await Fixture.RestartAsync(() =>
        {
            foreach (var file in Directory.EnumerateFiles(Data.FullPath, "*.db*", SearchOption.AllDirectories).ToList())
                File.Delete(file);
            CopyAll(copy, Data.FullPath);
        });
        Store = new PluginStore(Data, Plugin, Fixture.Time);
    }

    /// <summary>A copy of the folder, as a backup program would take it from a host that stands still.</summary>
    public string Copy()
    {
        Host.Database.Checkpoint();
        Store.LeaveNoTrace();
        var copy = Directory.CreateTempSubdirectory("assistant-copy-").FullName;
        CopyAll(Data.FullPath, copy);
        return copy;
    }

    public async ValueTask<ErasedCounts> PlanAsync(EraserRequest request, CancellationToken cancel) =>
        new() { Kinds = await CountAsync(request) is > 0 and var count ? [new ErasedCount("notes", count)] : [] };

    public async ValueTask<ErasedCounts> EraseAsync(EraserRequest request, CancellationToken cancel)
    {
        Erasing?.Invoke();
        var plan = await PlanAsync(request, cancel);
        await Store.ExecuteAsync(new StoreExecuteRequest { Statements = request.About is { } about
            ? [Statement("DELETE FROM note WHERE contact = @contact", about.Id), Statement("DELETE FROM note_text WHERE contact = @contact", about.Id)]
            : [new StoreStatement("DELETE FROM note", new Dictionary<string, StoreValue>()), new StoreStatement("DELETE FROM note_text", new Dictionary<string, StoreValue>())] }, cancel);
        return plan;
    }

    public async ValueTask DisposeAsync()
    {
        Store.Dispose();
        await Fixture.DisposeAsync();
    }

    private async Task<int> CountAsync(EraserRequest request)
    {
        var rows = (await Store.QueryAsync(new StoreQueryRequest { Statement = new StoreStatement("SELECT contact FROM note", new Dictionary<string, StoreValue>()), Limit = 1000 }, default)).Rows;
        return rows.Count(row => request.About is null || row[0].Text == request.About.Id);
    }

    private async Task MigrateAsync() => await Store.MigrateAsync(
        new StoreMigrateRequest { Scripts = [new StoreScript("001_notes", "CREATE TABLE note(contact TEXT NOT NULL, text TEXT NOT NULL); CREATE VIRTUAL TABLE note_text USING fts5(contact UNINDEXED, text);")] }, default);

    private static StoreStatement Statement(string sql, string contact, string? text = null) =>
        new(sql, text is null ? new Dictionary<string, StoreValue> { ["contact"] = contact } : new Dictionary<string, StoreValue> { ["contact"] = contact, ["text"] = text });

    private static Content Bytes(string text) => new() { Bytes = System.Text.Encoding.UTF8.GetBytes(text), Size = text.Length };

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static void CopyAll(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, Read(file));
        }
    }
}
