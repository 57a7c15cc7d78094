using Assistant.Host.Mailroom.Outbox;
using Assistant.Protocol.Services;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Mailroom;

/// <summary>One message from its draft to where it comes to rest, with a crash at a place on the way and another while recovering.</summary>
/// <param name="host">The host that runs now.</param>
/// <param name="restart">Ends it and starts another over the same folder.</param>
/// <param name="time">The clock of both.</param>
/// <param name="connect">What the person does where the account asks for them.</param>
internal sealed class SendOnceRun(Func<MailroomHost> host, Func<Task> restart, ManualTime time, Func<Task> connect)
{
    // More turns of two minutes than the grace period and the retries take together.
    private const int MostTurns = 60;

    public static IReadOnlyList<string?> Places { get; } =
    [
        null,
        "outbox.approved.committing", "outbox.approved.committed", "outbox.claimed.committing", "outbox.claimed.committed", "outbox.staged.committing", "outbox.staged.committed",
        "outbox.submitting.committing", "outbox.submitting.committed", "outbox.submit.returned", "outbox.sent.committing", "outbox.sent.committed",
        "outbox.unknown.committing", "outbox.unknown.committed", "outbox.evidence.returned", "outbox.refused.committing", "outbox.unstage.returned",
    ];

    /// <summary>A yes that had been answered was gone after a crash.</summary>
    public bool LostApproval { get; private set; }

    /// <summary>What the person was shown and said yes to.</summary>
    public string Approved { get; private set; } = "";

    public async Task<OutboxItem> RunAsync(Account account, string name, string? first, string? second, Func<string, Task<Draft>>? make = null)
    {
        var subject = name.Length > 60 ? name[..60] : name;
        var draft = make is null ? await host().DraftAsync(subject: subject) : await make(subject);
        var preview = await host().Drafts.PreviewAsync(new DraftPreviewRequest { Id = draft.Id }, default);
        Approved = preview.Hash!;
        var crashes = new Queue<string>(new[] { first, second }.OfType<string>());
        var next = crashes.TryPeek(out var place) ? place : null;
        await StepAsync(crashes, async () => await host().Outbox.ApproveAsync(new OutboxApproveRequest { Items = [new(draft.Id, preview.Hash!)], UndoSeconds = 0 }, default));
        var id = (await host().Drafts.GetAsync(new DraftGetRequest { Id = draft.Id }, default)).OutboxId;
        if (id is null)
        {
            // The crash came before the yes was durable: nothing was said, so nothing may happen, and the person says it again.
            LostApproval = next != "outbox.approved.committing";
            id = (await host().ApproveAsync(draft)).Id;
        }

        var item = await host().ItemAsync(id);
        for (var turn = 0; turn < MostTurns && (host().Kernel.HasWork || (!OutboxMachine.IsFinal(item.State) && item.State != OutboxState.NeedsPerson)); turn++)
        {
            await StepAsync(crashes, () => host().DrainAsync(account));
            time.Advance(TimeSpan.FromMinutes(2));
            if ((await host().Accounts.ListAsync(new AccountListRequest(), default)).Accounts.Any(each => each.Id == account.Id && each.State == AccountState.NeedsSetup))
                await connect();
            item = await host().ItemAsync(id);
        }

        return item;
    }

    // One crash for each step, while there is one left; after it the host starts again over the same folder.
    private async Task StepAsync(Queue<string> crashes, Func<Task> work)
    {
        try
        {
            using (SimulatedCrash.At(crashes.TryPeek(out var place) ? place : null))
                await work();
        }
        catch (SimulatedCrash)
        {
            crashes.Dequeue();
            await restart();
        }
    }
}
