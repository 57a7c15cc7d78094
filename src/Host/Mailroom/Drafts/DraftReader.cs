using Assistant.Host.Storage;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>Drafts as clients see them, with what has to be put right in each.</summary>
internal sealed class DraftReader(MessagePlanner planner, DraftClaims claims)
{
    public Draft Read(ReadConnection connection, DraftRow row) => new()
    {
        Id = row.Id,
        Revision = row.Stamp.Revision,
        State = row.State,
        AccountId = row.Content.AccountId,
        ContactId = row.ContactId,
        To = row.Content.Recipients.To,
        Cc = row.Content.Recipients.Cc,
        Bcc = row.Content.Recipients.Bcc,
        ReplyTo = row.Content.Recipients.ReplyTo,
        Subject = row.Content.Subject,
        Body = row.Content.Body,
        Attachments = [.. row.Attachments.Select(static attachment => attachment.ForClient())],
        Parent = row.Parent,
        About = row.About,
        Provenance = row.Provenance,
        Claims = claims.Standing(connection, row),
        // What is on its way or gone cannot be put right any more.
        Problems = row.State == DraftState.Closed ? [] : planner.Plan(connection, row).Problems,
        OutboxId = row.OutboxId,
        Changed = row.Stamp.Changed,
    };

    public DraftPreview Preview(ReadConnection connection, DraftRow row)
    {
        var planned = planner.Plan(connection, row);
        var message = planned.Message;
        return new DraftPreview
        {
            DraftId = row.Id,
            Revision = row.Stamp.Revision,
            Hash = planned.Hash,
            From = message.From.ToString(),
            To = [.. message.To.Select(static mailbox => mailbox.ToString())],
            Cc = [.. message.Cc.Select(static mailbox => mailbox.ToString())],
            Bcc = [.. message.Bcc.Select(static mailbox => mailbox.ToString())],
            ReplyTo = [.. message.ReplyTo.Select(static mailbox => mailbox.ToString())],
            Subject = message.Subject,
            Text = message.Text,
            Html = message.Html,
            Attachments = [.. message.Attachments.Select(static attachment => attachment.ForClient())],
            Parent = message.Parent,
            Problems = planned.Problems,
        };
    }
}
