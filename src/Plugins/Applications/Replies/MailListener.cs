using Assistant.Plugins.Applications.Book;
using Assistant.Plugins.Applications.Deciding;
using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Replies;

/// <summary>Writes into the timelines what became of mail about applications, and has replies read. Each thing is told once, however often it is heard.</summary>
internal sealed class MailListener(Desk desk, MailHost mail, TimelineBook timeline, ApplicationReader reader, ReplyTray tray) : IEventListener
{
    public async ValueTask<Done> HearAsync(HostEvent request, CancellationToken cancel)
    {
        switch (request.Name)
        {
            case "draft.changed" when request.Ids is [var draft, ..]:
                await DraftAsync(draft, cancel);
                break;
            case "document.changed" when request.Ids is [var document]:
                await DocumentAsync(document, cancel);
                break;
            case "outbox.changed" when request.Ids is [var item]:
                await SentAsync(item, cancel);
                break;
            case "message.replied" when request.Ids is [var message, var outbox]:
                await tray.TakeAsync(message, outbox, cancel);
                break;
            case "message.bounced" when request.Ids is [var message, var outbox]:
                await BouncedAsync(message, outbox, cancel);
                break;
        }

        return new Done();
    }

    private async ValueTask DraftAsync(string id, CancellationToken cancel)
    {
        if (await mail.DraftAsync(id, cancel) is { } draft && await AboutAsync(draft, cancel) is { } application)
            await TellAsync(application, new RecordRef("draft", id), new NewEntry(TimelineKind.Draft) { Once = $"draft:{id}:{application}" }, cancel);
    }

    // What a document is about is said in the document; here it only shows.
    private async ValueTask DocumentAsync(string id, CancellationToken cancel)
    {
        if (await mail.DocumentAsync(id, cancel) is not { } document)
            return;
        var role = Words.Of(document.Kind);
        foreach (var about in document.About.Where(static about => about.Kind == ApplicationChanges.RecordKind))
        {
            await desk.ChangeAsync(
                async () =>
                {
                    // Whoever bound it themselves has told of it, perhaps just now: so it is looked for in the turn that tells.
                    if (await reader.FindAsync(about.Id, cancel) is { } application && application.Links.All(link => link.Ref.Id != id))
                        await WriteAsync(about.Id, new RecordRef("document", id), new NewEntry(TimelineKind.Linked) { Text = role, Once = $"document:{id}:{about.Id}" }, role, cancel);
                    return true;
                },
                cancel);
        }
    }

    private async ValueTask SentAsync(string id, CancellationToken cancel)
    {
        if (await mail.OutboxAsync(id, cancel) is { State: OutboxState.Sent } item && await mail.DraftAsync(item.DraftId, cancel) is { } draft && await AboutAsync(draft, cancel) is { } application)
            await TellAsync(application, new RecordRef("outbox", id), new NewEntry(TimelineKind.Sent) { At = item.Since, Once = $"sent:{id}" }, cancel);
    }

    private async ValueTask BouncedAsync(string message, string outbox, CancellationToken cancel)
    {
        if (await mail.OutboxAsync(outbox, cancel) is { } item && await mail.DraftAsync(item.DraftId, cancel) is { } draft && await AboutAsync(draft, cancel) is { } application)
            await TellAsync(application, new RecordRef("outbox", outbox), new NewEntry(TimelineKind.Bounced) { Once = $"bounced:{message}" }, cancel);
    }

    private async ValueTask<string?> AboutAsync(Draft draft, CancellationToken cancel) =>
        draft.About is { Kind: ApplicationChanges.RecordKind } about && await reader.FindAsync(about.Id, cancel) is not null ? about.Id : null;

    private async ValueTask TellAsync(string application, RecordRef about, NewEntry entry, CancellationToken cancel) => await desk.ChangeAsync(
        async () =>
        {
            await WriteAsync(application, about, entry, "mail", cancel);
            return true;
        },
        cancel);

    private ValueTask WriteAsync(string application, RecordRef about, NewEntry entry, string role, CancellationToken cancel) =>
        desk.Store.WriteAsync([Links.Bind(application, about, role, desk.Now), timeline.Add(application, entry with { Ref = about, By = "host" })], cancel);
}
