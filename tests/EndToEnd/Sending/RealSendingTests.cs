using System.Security.Cryptography;
using Assistant.Mail.Mime;
using Assistant.Protocol.Services;

namespace Assistant.EndToEnd.Sending;

/// <summary>The real host and the real post office, from a draft to the mailbox it lands in.</summary>
public sealed class RealSendingTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("assistant-real-").FullName;

    [Fact]
    public async Task Approve_LargeFileWithAnyName_ArrivesByteForByte()
    {
        var content = new byte[3 * 1024 * 1024 + 17];
        new Random(20261121).NextBytes(content);
        var name = $"Lebenslauf – 履歴書 «{new string('ä', 120)}» \"x\" 😀.pdf";
        var subject = $"Ärger über 日本語 😀 {string.Concat(Enumerable.Repeat("Wörter ", 200))}Ende";
        const string person = "\"Zoë \\\"Zed\\\" Müller-Łukasiewicz 山田太郎\" <zoe@there.example>";
        await using var host = HostProgram.Start(_root);
        await PrepareAsync(host);
        var draft = await host.Drafts.CreateAsync(new DraftCreateRequest { To = [person], Subject = subject, Body = "Grüße 😀\n\n.\n.. a dot\nFrom me\n" }, default);
        draft = await host.Drafts.AttachAsync(
            new DraftAttachRequest { Id = draft.Id, Revision = draft.Revision, Name = name, Type = "application/pdf", Content = new Content { Blob = await UploadAsync(host, content), Size = content.Length } }, default);

        var item = await SentAsync(host, draft);

        var source = await host.Outbox.SourceAsync(new OutboxSourceRequest { Id = item.Id }, default);
        var bytes = await DownloadAsync(host, source.Message.Blob!);
        Assert.Equal(source.Digest, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        var message = MimeMessage.Parse(bytes);
        Assert.Equal(subject, message.Headers.Subject);
        Assert.Equal("Zoë \"Zed\" Müller-Łukasiewicz 山田太郎", Assert.Single(message.Headers.Mailboxes("To")).Name);
        Assert.Equal(name, message.Root.Children[1].FileName);
        Assert.True(message.Root.Children[1].DecodeBytes().Span.SequenceEqual(content));
        Assert.Contains(source.Digest, Assert.Single(Ledger(_root)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_FolderCopiedWithAWaitingMessage_SendsNothingFromTheCopy()
    {
        string id, key;
        await using (var host = HostProgram.Start(_root))
        {
            key = await PrepareAsync(host);
            var draft = await host.Drafts.CreateAsync(new DraftCreateRequest { To = ["ana@there.example"], Subject = "Wait", Body = "For it." }, default);
            id = (await ApproveAsync(host, draft, undoSeconds: 2)).Id;
        }

        var copy = Path.Combine(_root, "copy");
        CopyFolder(Path.Combine(_root, "data"), Path.Combine(copy, "data"));
        Directory.CreateSymbolicLink(Path.Combine(copy, "state"), Path.Combine(_root, "state"));
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        await using (var host = HostProgram.Start(copy))
        {
            await host.InitializeAsync(key);
            Assert.Equal(OutboxState.Quarantined, (await host.Outbox.ShowAsync(new OutboxShowRequest { Id = id }, default)).Item.State);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            Assert.Equal(OutboxState.Quarantined, (await host.Outbox.ShowAsync(new OutboxShowRequest { Id = id }, default)).Item.State);
        }

        Assert.Empty(Ledger(copy));
        await using (var host = HostProgram.Start(_root))
        {
            await host.InitializeAsync(key);
            await UntilAsync(host, id);
        }

        Assert.Single(Ledger(Path.Combine(_root, "data")));
    }

    [Fact]
    public async Task Approve_PluginDisabledAndAccountAway_WaitsWithAReasonAcrossAStartAndGoesOn()
    {
        string id, key;
        await using (var host = HostProgram.Start(_root))
        {
            key = await PrepareAsync(host);
            await host.Plugins.DisableAsync(new PluginDisableRequest { Id = "mail.local" }, default);
            var draft = await host.Drafts.CreateAsync(new DraftCreateRequest { To = ["ana@there.example"], Subject = "Wait", Body = "For it." }, default);
            id = (await ApproveAsync(host, draft, undoSeconds: 0)).Id;
            await WaitsAsync(host, id, "disabled");
        }

        await using (var host = HostProgram.Start(_root))
        {
            await host.InitializeAsync(key);
            await WaitsAsync(host, id, "disabled");
            await host.Plugins.EnableAsync(new PluginEnableRequest { Id = "mail.local" }, default);
            var account = (await host.Accounts.ListAsync(new AccountListRequest(), default)).Accounts[0];
            await host.Accounts.DisconnectAsync(new AccountDisconnectRequest { Id = account.Id }, default);
            await WaitsAsync(host, id, "disconnected");
        }

        await using (var host = HostProgram.Start(_root))
        {
            await host.InitializeAsync(key);
            await WaitsAsync(host, id, "disconnected");
            await ConnectAsync(host);
            await UntilAsync(host, id);
        }

        Assert.Single(Ledger(_root));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static async Task<string> PrepareAsync(HostProgram host)
    {
        var key = await host.SetUpAsync();
        await host.InitializeAsync(key);
        await ConnectAsync(host);
        return key;
    }

    private static async Task ConnectAsync(HostProgram host) =>
        await host.Accounts.ConnectAsync(new AccountConnectRequest { Provider = "mail.local", Address = "mira@here.example", DisplayName = "Mira Ernst" }, null, default);

    private static async Task WaitsAsync(HostProgram host, string id, string reason)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var item = (await host.Outbox.ShowAsync(new OutboxShowRequest { Id = id }, over.Token)).Item;
            if (item.State == OutboxState.Approved && item.Reason?.Contains(reason, StringComparison.Ordinal) == true)
                return;
            Assert.Contains(item.State, (OutboxState[])[OutboxState.Approved, OutboxState.Claimed]);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, over.Token);
        }
    }

    private static async Task<OutboxItem> ApproveAsync(HostProgram host, Draft draft, int undoSeconds)
    {
        var preview = await host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default);
        Assert.Empty(preview.Problems);
        return (await host.Outbox.ApproveAsync(new OutboxApproveRequest { Items = [new(draft.Id, preview.Hash!)], UndoSeconds = undoSeconds }, default)).Items[0];
    }

    private static async Task<OutboxItem> SentAsync(HostProgram host, Draft draft) => await UntilAsync(host, (await ApproveAsync(host, draft, undoSeconds: 0)).Id);

    private static async Task<OutboxItem> UntilAsync(HostProgram host, string id)
    {
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var item = (await host.Outbox.ShowAsync(new OutboxShowRequest { Id = id }, over.Token)).Item;
            if (item.State == OutboxState.Sent)
                return item;
            Assert.DoesNotContain(item.State, (OutboxState[])[OutboxState.Refused, OutboxState.Quarantined, OutboxState.NeedsPerson]);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, over.Token);
        }
    }

    private static async Task<string> UploadAsync(HostProgram host, byte[] content)
    {
        var upload = (await host.Blobs.CreateAsync(new BlobCreateRequest { Size = content.Length }, default)).Upload;
        for (var offset = 0; ; offset += BlobLimits.Chunk)
        {
            var chunk = content[offset..Math.Min(offset + BlobLimits.Chunk, content.Length)];
            if ((await host.Blobs.WriteAsync(new BlobWriteRequest { Upload = upload, Offset = offset, Bytes = chunk }, default)).Blob is { } blob)
                return blob;
        }
    }

    private static async Task<byte[]> DownloadAsync(HostProgram host, string blob)
    {
        using var bytes = new MemoryStream();
        while (true)
        {
            var part = await host.Blobs.ReadAsync(new BlobReadRequest { Blob = blob, Offset = bytes.Length }, default);
            bytes.Write(part.Bytes);
            if (bytes.Length == part.Size)
                return bytes.ToArray();
        }
    }

    private static List<string> Ledger(string folder) =>
        [.. Directory.EnumerateFiles(folder, "ledger.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadLines).Where(static line => line.Contains("outboxId", StringComparison.Ordinal))];

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var folder in Directory.EnumerateDirectories(from))
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
