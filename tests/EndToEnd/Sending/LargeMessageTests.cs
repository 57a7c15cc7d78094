using Assistant.Protocol.Services;

namespace Assistant.EndToEnd.Sending;

public sealed class LargeMessageTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("assistant-large-").FullName;

    /// <summary>Too large to travel in a message, so the provider fetches it from the host by its handle.</summary>
    [Fact]
    public async Task Approve_MessageOverTheInlineLimit_IsSentWhole()
    {
        await using var host = HostProgram.Start(_root);
        await host.InitializeAsync(await host.SetUpAsync());
        await host.Accounts.ConnectAsync(new AccountConnectRequest { Provider = "mail.local", Address = "mira@here.example" }, null, default);
        var draft = await host.Drafts.CreateAsync(new DraftCreateRequest { To = ["ana@there.example"], Subject = "Large", Body = "See the file." }, default);
        var bytes = new byte[2 * Content.InlineLimit];
        draft = await host.Drafts.AttachAsync(
            new DraftAttachRequest { Id = draft.Id, Revision = draft.Revision, Name = "large.bin", Type = "application/octet-stream", Content = new Content { Bytes = bytes, Size = bytes.Length } }, default);
        var preview = await host.Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default);
        var item = (await host.Outbox.ApproveAsync(new OutboxApproveRequest { Items = [new(draft.Id, preview.Hash!)], UndoSeconds = 0 }, default)).Items[0];

        for (var i = 0; i < 500 && item.State is not (OutboxState.Sent or OutboxState.Refused); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            item = (await host.Outbox.ShowAsync(new OutboxShowRequest { Id = item.Id }, default)).Item;
        }

        Assert.True(item.State == OutboxState.Sent, $"{item.State}: {item.Reason}");
        var source = await host.Outbox.SourceAsync(new OutboxSourceRequest { Id = item.Id }, default);
        Assert.NotNull(source.Message.Blob);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
