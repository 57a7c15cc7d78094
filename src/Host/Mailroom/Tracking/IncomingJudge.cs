using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Storage;
using Assistant.Mail.Mime;
using Assistant.Mail.Verdicts;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Judged = Assistant.Mail.Verdicts.Verdict;

namespace Assistant.Host.Mailroom.Tracking;

/// <summary>
/// Judges what is new in a mailbox by its headers; a body is read only where the grant reaches bodies, and only of what answers our mail or reports on it.
/// </summary>
internal sealed class IncomingJudge(Database database, Desk desk, OutboxStore outbox, AccountStore accounts, ProviderCalls providers, TimeProvider time)
{
    private const string NotGranted = "its text was not read: the account's grant covers headers only";

    /// <summary>What is to be stored; null for whatever does not answer our mail.</summary>
    /// <exception cref="RpcException">The provider cannot be asked for a body now; a body that it cannot give is only said to be missing.</exception>
    public async ValueTask<IncomingRow?> JudgeAsync(AccountRow account, MessageHead head, CheckCost cost, CancellationToken cancel)
    {
        var headers = HeaderBlock.Parse(head.Headers);
        var own = database.Read(accounts.List).ConvertAll(static each => each.Address);
        var input = new VerdictInput { Headers = headers, ThreadId = head.ThreadId, Received = head.Received, OwnAddresses = own };
        var judged = Judge(account.Id, input);
        string? withheld = null;
        if (WantsBody(judged))
        {
            var body = account.Grant < GrantLevel.Bodies ? new ProviderAnswer<MessageResponse>(null, NotGranted) : await BodyAsync(account, head.Id, judged, cancel);
            if (body.Value is { } read)
            {
                cost.Add(read);
                judged = Judge(account.Id, input with { Message = MimeMessage.Parse(read.Message) });
            }
            else
            {
                withheld = body.Reason;
            }
        }

        return judged.Sent is null || judged.Kind == Mail.Verdicts.VerdictKind.Unrelated ? null : Row(account, head, headers, judged, withheld);
    }

    private Judged Judge(string accountId, VerdictInput input) =>
        database.Read(connection => Judged.Judge(input, new SentLookup(outbox, connection, accountId)));

    // A report says in its body whose mail it is about and why; an automatic reply, until when.
    private static bool WantsBody(Judged judged) =>
        judged.NeedsReport || (judged is { Sent: not null, Kind: Mail.Verdicts.VerdictKind.AutoReply, ReturnDate: null });

    private async ValueTask<ProviderAnswer<MessageResponse>> BodyAsync(AccountRow account, string id, Judged judged, CancellationToken cancel)
    {
        var answer = await providers.AskAsync(
            account.Id,
            (provider, granted) => judged.NeedsReport
                ? provider.ReadReportAsync(new MessageRequest { Account = granted, Id = id }, cancel)
                : provider.ReadReplyAsync(new MessageRequest { Account = granted, Id = id }, cancel),
            cancel);
        // Later it may be read, so nothing is stored now; a message that cannot be read at all must not hold up what is behind it.
        return answer.Unreachable
            ? throw new RpcException(RpcErrorCode.ProviderUnavailable, answer.Reason!, new RpcUnavailableData { RetryAfter = answer.RetryAfter })
            : answer with { Reason = $"its text could not be read: {answer.Reason}" };
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
