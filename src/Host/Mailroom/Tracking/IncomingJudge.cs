using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Storage;
using Assistant.Mail.Mime;
using Assistant.Mail.Verdicts;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Judged = Assistant.Mail.Verdicts.Verdict;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>
/// Judges what is new in a mailbox by its headers; a body is read only where the grant reaches bodies, and only of what answers our mail or reports on it.
/// </summary>
internal sealed class IncomingJudge(Database database, Desk desk, OutboxStore outbox, AccountStore accounts, TimeProvider time)
{
    private const string Withheld = "its text was not read: the account's grant covers headers only";

    /// <summary>What is to be stored; null for whatever does not answer our mail.</summary>
    public async ValueTask<IncomingRow?> JudgeAsync(IMailProvider provider, AccountRow account, MessageHead head, CancellationToken cancel)
    {
        var headers = HeaderBlock.Parse(head.Headers);
        var own = database.Read(accounts.List).ConvertAll(static each => each.Address);
        var input = new VerdictInput { Headers = headers, ThreadId = head.ThreadId, Received = head.Received, OwnAddresses = own };
        var judged = Judge(account.Id, input);
        string? withheld = null;
        if (WantsBody(judged))
        {
            if (account.Grant < GrantLevel.Bodies)
                withheld = Withheld;
            else if (await BodyAsync(provider, account, head.Id, judged, cancel) is { } message)
                judged = Judge(account.Id, input with { Message = message });
        }

        return judged.Sent is null || judged.Kind == Mail.Verdicts.VerdictKind.Unrelated ? null : Row(account, head, headers, judged, withheld);
    }

    private Judged Judge(string accountId, VerdictInput input) =>
        database.Read(connection => Judged.Judge(input, new SentLookup(outbox, connection, accountId)));

    // A report says in its body whose mail it is about and why; an automatic reply, until when.
    private static bool WantsBody(Judged judged) =>
        judged.NeedsReport || (judged is { Sent: not null, Kind: Mail.Verdicts.VerdictKind.AutoReply, ReturnDate: null });

    private static async ValueTask<MimeMessage> BodyAsync(IMailProvider provider, AccountRow account, string id, Judged judged, CancellationToken cancel)
    {
        var request = new MessageRequest { Account = account.ForProvider(), Id = id };
        var answer = judged.NeedsReport ? await provider.ReadReportAsync(request, cancel) : await provider.ReadReplyAsync(request, cancel);
        return MimeMessage.Parse(answer.Message);
    }

    private IncomingRow Row(AccountRow account, MessageHead head, HeaderBlock headers, Judged judged, string? withheld)
    {
        var sent = database.Read(connection => outbox.Get(connection, judged.Sent!.Id));
        return new IncomingRow
        {
            Stamp = RowStamp.New(desk, time),
            OutboxId = sent.Id,
            AccountId = account.Id,
            ContactId = sent.ContactId,
            ProviderId = head.Id,
            ThreadId = head.ThreadId,
            MessageId = headers.MessageId,
            From = headers.From()?.ToString() ?? "",
            Received = head.Received,
            Certain = judged.IsCertain,
            SealedFor = sent.SealedFor,
            Detail = new IncomingDetail { Subject = headers.Subject ?? "", Verdict = VerdictMap.Of(judged), Withheld = withheld },
        };
    }
}
