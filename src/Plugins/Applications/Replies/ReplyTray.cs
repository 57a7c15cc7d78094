using System.Text.Json;
using System.Text.Json.Nodes;
using Assistant.Plugins.Applications.Book;
using Assistant.Plugins.Applications.Deciding;
using Assistant.Plugins.Applications.Stages;
using Assistant.Plugins.Applications.Storage;
using Assistant.Plugins.Applications.Timeline;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.Applications.Replies;

/// <summary>
/// Where replies come in. One to a mail about an application is told in its timeline, and what it says becomes a proposal; one that may belong to several, or
/// to none that is known, waits for a person. Nothing else is made of mail.
/// </summary>
internal sealed class ReplyTray(Desk desk, MailHost mail, TimelineBook timeline, PipelineBook pipeline, ApplicationReader reader, ApplicationLists lists, ReplyReader replies, ReplyModel model)
{
    private const string Fitting = """
        SELECT a.id FROM application a JOIN link l ON l.application = a.id
        WHERE a.deleted IS NULL AND ((l.kind = 'outbox' AND l.id = @outbox) OR (l.kind = 'draft' AND l.id = @draft))
        GROUP BY a.id LIMIT 20
        """;

    private const string OfContact = """
        SELECT a.id FROM application a JOIN link l ON l.application = a.id
        WHERE a.deleted IS NULL AND a.archived IS NULL AND l.kind = 'contact' AND l.id = @contact ORDER BY a.created LIMIT 20
        """;

    /// <summary>A reply has come.</summary>
    public async ValueTask TakeAsync(string message, string outbox, CancellationToken cancel)
    {
        if (await mail.SentAsync(outbox, cancel) is not { } sent || sent.Incoming.FirstOrDefault(each => each.Id == message) is not { } incoming)
            return;
        var draft = await mail.DraftAsync(sent.Sent.DraftId, cancel);
        if (draft?.About is { Kind: ApplicationChanges.RecordKind } about && await reader.FindAsync(about.Id, cancel) is { } one)
        {
            await ReadAsync(one, incoming, cancel);
            return;
        }

        var fitting = await IdsAsync(StoreStatement.Of(Fitting, ("outbox", outbox), ("draft", sent.Sent.DraftId)), cancel);
        if (fitting.Count == 0 && sent.Sent.ContactId is { } contact)
            fitting = await IdsAsync(StoreStatement.Of(OfContact, ("contact", contact)), cancel);
        if (fitting is [var only])
            await ReadAsync(await reader.GetAsync(only, cancel), incoming, cancel);
        else if (fitting.Count > 0 || await HuntsAsync(cancel))
            await KeepAsync(incoming, sent.Sent.ContactId, fitting, cancel);
    }

    public async ValueTask<UnmatchedListResponse> ListAsync(UnmatchedListRequest request, CancellationToken cancel)
    {
        var limit = StoreCalls.Limit(request.Limit);
        var end = PageEnd.Read(request.Cursor);
        var rows = await desk.Store.ListAsync(
            StoreStatement.Of(
                """
                SELECT message, outbox, received, candidates FROM unmatched WHERE settled IS NULL AND (received, message) < (@at, @id)
                ORDER BY received DESC, message DESC LIMIT @limit
                """,
                ("at", end.At), ("id", end.Id), ("limit", limit + 1)),
            static row => (Message: row.Text(), Outbox: row.Text(), Received: row.Instant(), Candidates: row.Text()), cancel);
        var shown = new List<UnmatchedReply>();
        foreach (var row in rows.Take(limit))
        {
            shown.Add(new UnmatchedReply
            {
                MessageId = row.Message, OutboxId = row.Outbox, Received = row.Received,
                Candidates = await lists.OfAsync(row.Candidates.Split(' ', StringSplitOptions.RemoveEmptyEntries), cancel),
            });
        }

        return new UnmatchedListResponse { Replies = shown, Next = rows.Count > limit ? new PageEnd(shown[^1].Received.ToUnixTimeMilliseconds(), shown[^1].MessageId).Text : null };
    }

    public async ValueTask<AssignResponse> AssignAsync(AssignRequest request, CancellationToken cancel)
    {
        var outbox = await desk.Store.ListAsync(
            StoreStatement.Of("SELECT outbox FROM unmatched WHERE message = @message AND settled IS NULL", ("message", request.MessageId)), static row => row.Text(), cancel);
        if (outbox is not [var sentId])
            throw RpcException.NotFound("unmatched reply", request.MessageId);
        var application = request.ApplicationId is { } id ? await reader.GetAsync(id, cancel) : null;
        var incoming = (await mail.SentAsync(sentId, cancel))?.Incoming.FirstOrDefault(each => each.Id == request.MessageId);
        var answer = application is null ? new AssignResponse { Outcome = "It belongs to no application; it is out of the tray." }
            : incoming is null ? new AssignResponse { Outcome = "The reply is not there any more." }
            : await ReadAsync(application, incoming, cancel);
        await WriteAsync([StoreStatement.Of("UPDATE unmatched SET settled = @now WHERE message = @message", ("now", desk.Now), ("message", request.MessageId))], cancel);
        return answer;
    }

    private async ValueTask<List<string>> IdsAsync(StoreStatement statement, CancellationToken cancel) => await desk.Store.ListAsync(statement, static row => row.Text(), cancel);

    // Whoever has no application open gets no tray for their other mail.
    private async ValueTask<bool> HuntsAsync(CancellationToken cancel)
    {
        var open = (await pipeline.GetAsync(cancel)).Stages.Where(static stage => stage.Kind == StageKind.Open).ToList();
        return await desk.Store.CountAsync(
            StoreStatement.Of(
                $"SELECT count(*) FROM application WHERE archived IS NULL AND deleted IS NULL AND stage IN ({string.Join(", ", open.Select(static (_, i) => $"@s{i}"))})",
                [.. open.Select(static (stage, i) => ($"s{i}", (StoreValue)stage.Name))]),
            cancel) > 0;
    }

    private ValueTask KeepAsync(IncomingMessage incoming, string? contact, List<string> candidates, CancellationToken cancel) => WriteAsync(
        [
            StoreStatement.Of(
                "INSERT OR IGNORE INTO unmatched(message, outbox, contact, received, candidates) VALUES(@message, @outbox, @contact, @received, @candidates)",
                ("message", incoming.Id), ("outbox", incoming.OutboxId), ("contact", contact), ("received", incoming.Received.ToUnixTimeMilliseconds()), ("candidates", string.Join(' ', candidates))),
        ],
        cancel);

    private async ValueTask<AssignResponse> ReadAsync(Application application, IncomingMessage incoming, CancellationToken cancel)
    {
        await WriteAsync(
            [
                Links.Bind(application.Id, new RecordRef("outbox", incoming.OutboxId), "mail", desk.Now),
                timeline.Add(application.Id, new NewEntry(TimelineKind.Replied) { Ref = new RecordRef("outbox", incoming.OutboxId), At = incoming.Received, By = "host", Once = $"replied:{incoming.Id}" }),
            ],
            cancel);
        if (await mail.TextAsync(incoming.Id, cancel) is not { } text)
            return new AssignResponse { Outcome = "The reply is in the timeline. Its text cannot be read here, so nothing is proposed." };
        if (replies.Read(text) is not { } reading)
        {
            return new AssignResponse
            {
                Outcome = model.Begin(application.Id, incoming)
                    ? "The reply is in the timeline. The rules cannot read it, so your model is asked; what it reads becomes a proposal."
                    : "The reply is in the timeline. It says nothing that the rules can read, so nothing is proposed.",
            };
        }

        if (await StageAsync(application, reading.Meaning, cancel) is not { } stage)
            return new AssignResponse { Outcome = "The reply is in the timeline. The application is as far as it says, so nothing is proposed." };
        var made = await mail.ProposeAsync(
            new ProposalMakeRequest
            {
                Kind = ApplicationChanges.Move,
                About = new RecordRef(ApplicationChanges.RecordKind, application.Id),
                Title = $"Move {Short(application.Role)} at {Short(application.Company.Name)} to {stage.Title}",
                QuotedLine = reading.Line,
                Evidence = [new Evidence { Source = EvidenceSource.Body, Name = "line, read by rules and not by a model", Value = reading.Line }],
                Values = JsonElement.Parse(new JsonObject { ["stage"] = stage.Name }.ToJsonString()),
                ContactId = incoming.ContactId,
            },
            cancel);
        await WriteAsync(
            [timeline.Add(application.Id, new NewEntry(TimelineKind.Proposed) { Ref = new RecordRef("proposal", made.Id), ToStage = stage.Name, By = "host", Once = $"proposed:{incoming.Id}" })], cancel);
        return new AssignResponse { ProposalId = made.Id, Outcome = $"The reply is in the timeline, and it is proposed to move the application to {stage.Title}." };
    }

    // Never to where it is, and never back along the open stages: who was interviewed is not screened.
    private async ValueTask<Stage?> StageAsync(Application application, string meaning, CancellationToken cancel)
    {
        var stages = (await pipeline.GetAsync(cancel)).Stages;
        var target = stages.FirstOrDefault(stage => stage.Name == meaning) ?? (meaning == "rejected" ? stages.FirstOrDefault(static stage => stage.Kind == StageKind.Lost) : null);
        if (target is null || target.Name == application.Stage)
            return null;
        int At(string name) => stages.ToList().FindIndex(stage => stage.Name == name);
        return target.Kind == StageKind.Open && application.StageKind == StageKind.Open && At(target.Name) < At(application.Stage) ? null : target;
    }

    private async ValueTask WriteAsync(IReadOnlyList<StoreStatement> statements, CancellationToken cancel) => await desk.ChangeAsync(
        async () =>
        {
            await desk.Store.WriteAsync(statements, cancel);
            return true;
        },
        cancel);

    // A proposal's title is one line of 300 characters.
    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
