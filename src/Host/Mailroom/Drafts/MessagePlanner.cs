using System.Globalization;
using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Records.Contacts;
using Assistant.Host.Storage;
using Assistant.Mail.Mime;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Drafts;

/// <summary>Plans the message that a draft would become, and says what stands in its way, by the draft's own paths.</summary>
internal sealed class MessagePlanner(AccountStore accounts, SuppressionStore suppressions, DraftClaims claims)
{
    // Base64 makes 4 of 3, line ends and headers a little more.
    private const double EncodedGrowth = 1.4;

    /// <summary>The plan, as far as it goes, and its problems. Only a plan without problems may be approved or sent.</summary>
    public PlannedMessage Plan(ReadConnection connection, DraftRow draft)
    {
        var problems = new List<RpcProblem>();
        var account = Account(connection, draft, problems);
        var content = draft.Content;
        var (to, cc, bcc) = Addressees(connection, content.Recipients, problems);
        var replyTo = Read(content.Recipients.ReplyTo, "$.replyTo", problems);
        Check(content.Subject, "$.subject", "the subject", lines: false, problems);
        Check(content.Body, "$.body", "the body", lines: true, problems);
        Files(draft, account, problems);
        Claims(connection, draft, problems);
        var body = MarkdownBody.Render(content.Body);
        return new PlannedMessage(
            new MessagePlan
            {
                AccountId = content.AccountId,
                From = account?.From ?? new Mailbox(null, ""),
                To = to,
                Cc = cc,
                Bcc = bcc,
                ReplyTo = replyTo,
                Subject = content.Subject.Trim(),
                Text = body.Text,
                Html = body.Html,
                Attachments = draft.Attachments,
                Parent = draft.Parent,
            },
            problems);
    }

    private AccountRow? Account(ReadConnection connection, DraftRow draft, List<RpcProblem> problems)
    {
        var account = accounts.Find(connection, draft.Content.AccountId);
        if (account is null || account.State == AccountState.Disconnected)
            problems.Add(Problem("$.accountId", "the account is not connected", "Connect it again, or choose another account."));
        else if (account.State == AccountState.NeedsSetup)
            problems.Add(Problem("$.accountId", account.Need?.Message ?? "the account wants something first", account.Need?.Remedy));
        return account;
    }

    private (List<Mailbox> To, List<Mailbox> Cc, List<Mailbox> Bcc) Addressees(ReadConnection connection, Recipients recipients, List<RpcProblem> problems)
    {
        var (to, cc, bcc) = (Read(recipients.To, "$.to", problems), Read(recipients.Cc, "$.cc", problems), Read(recipients.Bcc, "$.bcc", problems));
        if (to.Count + cc.Count + bcc.Count == 0 && problems.TrueForAll(static problem => problem.Path == "$.accountId"))
            problems.Add(Problem("$.to", "there is no recipient", "Add an address."));
        Suppressed(connection, to, "$.to", problems);
        Suppressed(connection, cc, "$.cc", problems);
        Suppressed(connection, bcc, "$.bcc", problems);
        var named = to.Concat(cc).Select(static mailbox => mailbox.MatchKey).ToHashSet(StringComparer.Ordinal);
        bcc = [.. bcc.Where(mailbox => named.Add(mailbox.MatchKey)).Select(static mailbox => mailbox with { Name = null })];
        return (to, cc, bcc);
    }

    private void Suppressed(ReadConnection connection, List<Mailbox> mailboxes, string path, List<RpcProblem> problems)
    {
        for (var i = 0; i < mailboxes.Count; i++)
        {
            if (suppressions.ReasonAgainst(connection, mailboxes[i]) is { } reason)
                problems.Add(Problem($"{path}[{i}]", $"must not be written to: {reason}", "Take the address out, or allow it again."));
        }
    }

    private static List<Mailbox> Read(IReadOnlyList<string> typed, string path, List<RpcProblem> problems)
    {
        var mailboxes = new List<Mailbox>(typed.Count);
        for (var i = 0; i < typed.Count; i++)
        {
            var found = AddressText.Read(typed[i]);
            if (found.IsValid)
                mailboxes.Add(found.Value);
            else
                problems.Add(Problem($"{path}[{i}]", found.Problems[0].Reason, "Give it as Name <name@domain>."));
        }

        return mailboxes;
    }

    private static void Check(string text, string path, string what, bool lines, List<RpcProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(text))
            problems.Add(Problem(path, $"{what} is empty", "Write something."));
        if (PlainText.Refusal(text, lines) is { } refusal)
            problems.Add(Problem(path, $"{what} {refusal}", "Take it out."));
        if (PlainText.Unfilled(text) is { } variable)
            problems.Add(Problem(path, $"{variable} is not filled", "Write what belongs there."));
    }

    private static void Files(DraftRow draft, AccountRow? account, List<RpcProblem> problems)
    {
        if (account is null)
            return;
        var sum = 0L;
        for (var i = 0; i < draft.Attachments.Count; i++)
        {
            sum += draft.Attachments[i].Size;
            if (sum * EncodedGrowth > account.MaxMessageSize)
            {
                problems.Add(Problem($"$.attachments[{i}]", $"makes the message larger than the {account.MaxMessageSize / 1_000_000} MB that the account takes", "Send a link instead."));
                return;
            }
        }
    }

    // A person answers for what no source has; every way to an approval passes here.
    private void Claims(ReadConnection connection, DraftRow draft, List<RpcProblem> problems)
    {
        foreach (var (at, claim) in claims.Standing(connection, draft).Index().Where(static each => !each.Item.Ticked))
        {
            problems.Add(Problem(
                string.Create(CultureInfo.InvariantCulture, $"$.claims[{at}]"), claim.Reason,
                $"Take it out, or say that it is true: assistant draft tick {Short(draft.Id)} {Short(claim.Id)}"));
        }
    }

    // The end of an id: its beginning is a time, which records made together share.
    private static string Short(string id) => id.Length > 8 ? id[^8..] : id;

    private static RpcProblem Problem(string path, string problem, string? remedy) => new() { Path = path, Problem = problem, Remedy = remedy };
}

/// <param name="Message">As far as it could be planned.</param>
/// <param name="Problems">What has to be put right before it can be approved; empty where nothing has.</param>
internal sealed record PlannedMessage(MessagePlan Message, IReadOnlyList<RpcProblem> Problems)
{
    /// <summary>What an approval must name; null while there are problems.</summary>
    public string? Hash => Problems.Count == 0 ? Message.Record().Hash() : null;
}
