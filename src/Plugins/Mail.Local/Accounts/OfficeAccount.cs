using Assistant.Plugins.MailLocal.Maildirs;
using Assistant.Plugins.MailLocal.Office;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailLocal.Accounts;

/// <summary>An account of the embedded post office.</summary>
internal sealed class OfficeAccount(PostOffice office, string address) : IMailAccount
{
    public Maildir Inbox => office.Mailboxes.MaildirOf(address);

    public string Remains => "The mailbox in the local post office stays, with its mail; deleting the data folder deletes it.";

    public IReadOnlyList<RpcProblem> Connect(string? displayName)
    {
        var old = office.Mailboxes.Find(address);
        office.Mailboxes.Put((old ?? new OfficeMailbox { Address = address, Name = displayName ?? address }) with { IsAccount = true, Name = displayName ?? old?.Name ?? address });
        return [];
    }

    public ValueTask<SubmitResponse> SubmitAsync(SubmitRequest request, ReadOnlyMemory<byte> message)
    {
        try
        {
            var (submission, _) = office.Submit(request.OutboxId, request.Envelope, message);
            return new(new SubmitResponse { Outcome = SubmitOutcome.Accepted, Evidence = [Line(submission)] });
        }
        catch (UnsettledException fault)
        {
            return new(new SubmitResponse { Outcome = SubmitOutcome.Unknown, Reason = fault.Message, Evidence = [] });
        }
        catch (IOException fault)
        {
            return new(new SubmitResponse { Outcome = SubmitOutcome.Refused, Reason = fault.Message, MayRetry = true, Evidence = [] });
        }
    }

    public FindSentResponse FindSent(FindSentRequest request)
    {
        try
        {
            return office.FindOutbox(request.OutboxId) is { } line
                ? new FindSentResponse { Found = SentEvidence.Sent, MessageId = line.MessageId, Evidence = [Line(line.Submission)] }
                : new FindSentResponse { Found = SentEvidence.NotSent, Evidence = [new Evidence { Source = EvidenceSource.Provider, Name = "ledger", Value = "no submission of this message" }] };
        }
        catch (UnsettledException fault)
        {
            throw new RpcException(RpcErrorCode.ProviderUnavailable, fault.Message, null, fault);
        }
    }

    private static Evidence Line(string submission) => new() { Source = EvidenceSource.Provider, Name = "ledger", Value = submission };
}
