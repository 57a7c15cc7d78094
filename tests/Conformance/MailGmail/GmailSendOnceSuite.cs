using System.Diagnostics;
using Assistant.Host.Mailroom.Outbox;
using Assistant.Host.Tests.Mailroom;
using Assistant.Mail.Mime;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;
using Assistant.TestKit;
using Assistant.TestKit.Google;

namespace Assistant.Conformance.MailGmail;

/// <summary>
/// Everything that Gmail may do with a request to send x every place to crash x with drafts and without, each of them at another time until the Sent copy
/// is seen, half of the runs with a second crash while recovering; and every answer once more to a message that is uploaded. Host and plugin are the real
/// ones; what counts is the server's ledger, which compares nothing.
/// </summary>
[Trait("Category", "Slow")]
public sealed class GmailSendOnceSuite
{
    // Of an attachment, with which a message goes beyond what is sent in one request.
    private const int OverInline = 7 * 512 * 1024;

    private static readonly TimeSpan?[] SentDelays = [TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(900), null];

    private static readonly HashSet<SendTrouble> Taken =
        [
            SendTrouble.None, SendTrouble.TakenThen500, SendTrouble.TakenThen502, SendTrouble.TakenThen503, SendTrouble.TakenThen504, SendTrouble.TakenThen408, SendTrouble.TakenThen409,
            SendTrouble.TakenThenReset, SendTrouble.TakenThenClosed, SendTrouble.TakenThenNonsense, SendTrouble.TakenThenSilent, SendTrouble.TakenLate,
        ];

    private static readonly SendTrouble[] Answers = Enum.GetValues<SendTrouble>();

    private readonly List<string> _failures = [];
    private readonly HashSet<(SendTrouble Answer, string? Place)> _met = [];
    private int _runs;

    [Fact]
    public async Task Matrix_EveryAnswerAndCrash_NeverTwiceNeverLostNeverUnapproved()
    {
        var clock = Stopwatch.StartNew();
        foreach (var grant in (GrantLevel[])[GrantLevel.Headers, GrantLevel.Drafts])
        {
            await RunAsync(grant);
            // Few in one mailbox, which keeps several copies of each.
            foreach (var some in Uploaded(grant).Chunk(8))
                await UploadAsync(grant, some);
        }

        SuiteLog.Report("T1-gmail", _runs, _failures.Count, clock.Elapsed);
        Assert.True(_failures.Count == 0, string.Join("\n", _failures.Take(20)));
        Assert.True(_met.Count >= SuiteSize.Of(0, Answers.Length * SendOnceRun.Places.Count, Answers.Length * SendOnceRun.Places.Count), "not every answer met every place");
        Assert.True(_runs >= SuiteSize.Of(100, 500, 1_000));
    }

    // For one's own loop two places for each answer, other ones each time. For every change each answer at each place once, by turns without drafts and with; nightly both.
    private static IEnumerable<string?> Places(int answer, GrantLevel grant) => SuiteSize.Of(0, 1, 2) switch
    {
        0 => [SendOnceRun.Places[0], SendOnceRun.Places[1 + ((answer + (7 * Side(grant))) % (SendOnceRun.Places.Count - 1))]],
        1 => SendOnceRun.Places.Where((_, place) => (answer + place) % 2 == Side(grant)),
        _ => SendOnceRun.Places,
    };

    // An upload costs as much as ten other messages: each answer once, by turns too; nightly both.
    private static IEnumerable<SendTrouble> Uploaded(GrantLevel grant) => SuiteSize.Of(0, 0, 1) == 1 ? Answers : Answers.Where((_, answer) => answer % 2 == Side(grant));

    private static int Side(GrantLevel grant) => grant == GrantLevel.Headers ? 0 : 1;

    private async Task RunAsync(GrantLevel grant)
    {
        await using var desk = await OpenAsync();
        var account = await desk.ConnectAsync(grant);
        Assert.Equal(grant, account.Grant);
        for (var answer = 0; answer < Answers.Length; answer++)
        {
            foreach (var first in Places(answer, grant))
            {
                _met.Add((Answers[answer], first));
                var second = _runs % 2 == 0 ? null : SendOnceRun.Places[1 + (_runs / 2 % (SendOnceRun.Places.Count - 1))];
                await RunAsync(desk, account, Answers[answer], first, second, SentDelays[_runs % SentDelays.Length]);
                _runs++;
            }
        }

        JudgeAll(desk);
    }

    private async Task UploadAsync(GrantLevel grant, SendTrouble[] troubles)
    {
        await using var desk = await OpenAsync();
        var account = await desk.ConnectAsync(grant);
        foreach (var trouble in troubles)
        {
            var first = _runs % 2 == 0 ? null : SendOnceRun.Places[1 + (_runs / 2 % (SendOnceRun.Places.Count - 1))];
            await RunAsync(desk, account, trouble, first, null, SentDelays[_runs % SentDelays.Length], isUploaded: true);
            _runs++;
        }

        JudgeAll(desk);
    }

    // A request without an answer ends when its time is up.
    private static async Task<GmailDesk> OpenAsync()
    {
        var desk = await GmailDesk.OpenAsync();
        desk.Google.Gmail.Silent = () => desk.Time.Advance(TimeSpan.FromMinutes(4));
        return desk;
    }

    private void JudgeAll(GmailDesk desk)
    {
        if (!desk.Host.Audit.Verify().IsWhole)
            _failures.Add("the audit chain is broken");
        if (desk.Mailbox.Ledger.Any(static line => line.OutboxId.Length == 0))
            _failures.Add("something was sent that is nobody's approval");
        if (desk.Mailbox.Ledger.GroupBy(static line => line.OutboxId).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            _failures.Add($"{twice.Key} was sent {twice.Count()} times");
    }

    private async Task RunAsync(GmailDesk desk, Account account, SendTrouble trouble, string? first, string? second, TimeSpan? delay, bool isUploaded = false)
    {
        var name = $"{account.Grant} {trouble} {first} then {second} seen {delay?.ToString() ?? "never"}{(isUploaded ? ", uploaded" : "")}";
        desk.Mailbox.SentDelay = delay;
        desk.Google.Gmail.Troubles.Clear();
        desk.Google.Gmail.Troubles.Enqueue(trouble);
        var requests = desk.Google.Gmail.SendRequests;
        var run = new SendOnceRun(() => desk.Host, desk.RestartAsync, desk.Time, () => desk.ConnectAsync(account.Grant, again: true));
        var item = await run.RunAsync(account, name, first, second, async subject =>
        {
            var draft = await desk.Host.Drafts.CreateAsync(
                new DraftCreateRequest { To = ["Ana Ruiz <ana@there.example>"], Bcc = ["quiet@there.example"], Subject = subject, Body = "Hello *Ana*,\n\nmay I ask?\n" }, default);
            return isUploaded ? await desk.AttachAsync(draft, OverInline) : draft;
        });
        Check(!run.LostApproval, name, "an approval was lost");

        var lines = desk.Mailbox.Ledger.Where(line => line.OutboxId == item.Id).ToList();
        var attempts = (await desk.Host.Outbox.ShowAsync(new OutboxShowRequest { Id = item.Id }, default)).Steps.Count(static step => step.State == OutboxState.Submitting);
        requests = desk.Google.Gmail.SendRequests - requests;
        Check(requests <= attempts && (requests == attempts || first is not null || second is not null), name, $"made {requests} requests in {attempts} attempts");
        Check(lines.Count <= 1, name, $"sent {lines.Count} times");
        Check(OutboxMachine.IsFinal(item.State) || item.State == OutboxState.NeedsPerson, name, $"left {item.State}");
        Check(item.State != OutboxState.Sent || lines.Count == 1, name, "called sent, and was not");
        Check(item.State != OutboxState.Refused || lines.Count == 0, name, "called refused, and was sent");
        Check(item.State != OutboxState.NeedsPerson || !ProofExists(account.Grant, trouble, lines.Count, delay, isUploaded), name, "asked a person where evidence existed");
        Check(item.Submissions == (item.State is OutboxState.Sent or OutboxState.NeedsPerson ? 1 : 0), name, $"counts {item.Submissions} submissions");
        Check(item.State is not (OutboxState.Refused or OutboxState.Sent) || !Drafted(desk, item.Id), name, $"is {item.State}, and its draft is left in the mailbox");
        foreach (var line in lines)
            Bound(name, item, line, run.Approved);
        if (item.State == OutboxState.Sent && delay is not null && first is null && second is null && trouble == SendTrouble.None)
            Check(item.MessageId?.Contains("@mail.gmail.com", StringComparison.Ordinal) == true, name, "the Message-ID that recipients see is not known");
        // Else each connecting later on would look for it once more, through a mailbox that grows with every run.
        if (item.State == OutboxState.NeedsPerson)
            await desk.Host.Outbox.SettleAsync(new OutboxSettleRequest { Id = item.Id, WasSent = lines.Count == 1 }, default);
    }

    private static bool ProofExists(GrantLevel grant, SendTrouble trouble, int sent, TimeSpan? delay, bool isUploaded)
    {
        // A copy that is never seen proves nothing; a draft that is still there proves that nothing was sent; an upload tells what became of it.
        if (sent == 1)
            return delay is not null || isUploaded;
        return isUploaded || (grant == GrantLevel.Drafts && !Taken.Contains(trouble));
    }

    private static bool Drafted(GmailDesk desk, string outboxId) =>
        desk.Mailbox.Drafts.Any(draft => HeaderBlock.Parse(draft.Value.Raw).Value(MessageBytes.IdHeader) == outboxId);

    private void Bound(string name, OutboxItem item, GoogleSent line, string approved)
    {
        var envelope = new Envelope(GmailDesk.Owner, ["ana@there.example", "quiet@there.example"]);
        var read = MessageReader.Read(line.Raw, envelope, item.AccountId, null, heldByProvider: true);
        Check(read.Record?.Hash() == approved, name, "sent something else than was approved");
        Check(line.To.Order(StringComparer.Ordinal).SequenceEqual(envelope.To.Order(StringComparer.Ordinal)), name, "sent to somebody else");
        Check(HeaderBlock.Parse(line.Raw).Value(MessageBytes.IdHeader) == item.Id, name, "without its id");
    }

    private void Check(bool holds, string name, string problem)
    {
        if (!holds)
            _failures.Add($"{name}: {problem}");
    }
}
