using Assistant.Host.Cli.Connection;
using Assistant.Host.Cli.Terminal;
using Assistant.Protocol.Services;

namespace Assistant.Host.Cli.Commands;

/// <summary>Goes through drafts with a person: shows each as it would go out, asks, and approves exactly what was shown.</summary>
internal sealed class ApprovalRound(CliRun run, HostConnection host) : IAsyncDisposable
{
    private readonly string? _key = new OwnerKey(run.Folder.Folder).Find();
    private readonly List<OutboxItem> _approved = [];
    private HostConnection? _owner;
    private bool _left;

    /// <summary>How long each can be taken back; null takes the host's setting.</summary>
    public int? UndoSeconds { get; init; }

    /// <summary>Whether a message is shown in full; where nobody is asked, one line may do.</summary>
    public Func<int, bool> ShowsWhole { get; init; } = _ => true;

    public IReadOnlyList<OutboxItem> Approved => _approved;

    public ExitCode Code => !_left ? ExitCode.Ok : _approved.Count > 0 ? ExitCode.Partly : ExitCode.Cancelled;

    /// <exception cref="CliException">The owner's key is missing, or nobody is there to ask.</exception>
    public async Task RunAsync(IReadOnlyList<Draft> drafts, CancellationToken cancel)
    {
        if (_key is null)
            _ = new OwnerKey(run.Folder.Folder).Require();
        var accounts = (await host.Accounts.ListAsync(new(), cancel)).Accounts.ToDictionary(account => account.Id, account => account.Provider);
        for (var index = 0; index < drafts.Count; index++)
        {
            var title = drafts.Count == 1 ? "One message" : $"Message {index + 1} of {drafts.Count}";
            if (!await OneAsync(drafts[index], title, ShowsWhole(index), accounts.GetValueOrDefault(drafts[index].AccountId), cancel))
            {
                _left = true;
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_owner is not null)
            await _owner.DisposeAsync();
    }

    /// <summary>False where the person wants to stop.</summary>
    private async Task<bool> OneAsync(Draft draft, string title, bool whole, string? account, CancellationToken cancel)
    {
        while (true)
        {
            var letter = await host.Drafts.PreviewAsync(new() { Id = draft.Id }, cancel);
            if (whole)
                Show(letter, title, account);
            else
                Shows.Line($"{title}, to {string.Join(", ", letter.To)}: {letter.Subject}");
            if (letter.Hash is null)
                Shows.Line("It cannot be sent like this.", Tone.Notice);
            if (letter.Hash is { } hash && run.Consent.SaidByOption())
                return await ApproveAsync(draft, hash, whole, cancel);
            if (run.SaysYes)
                return Skip();
            switch ((await run.Consent.AskAsync(letter.Hash is null ? "[n]ext  [e]dit  [q]uit " : "Send this? [y]es  [n]o  [e]dit  [q]uit ", cancel)).Trim().ToUpperInvariant())
            {
                case "Y" or "YES" when letter.Hash is not null:
                    return await ApproveAsync(draft, letter.Hash, whole, cancel);
                case "N" or "NO" or "NEXT":
                    return Skip();
                case "E" or "EDIT":
                    draft = await DraftWriting.EditAsync(run, host, draft, cancel) ?? draft;
                    break;
                case "Q" or "QUIT":
                    return false;
            }
        }
    }

    // The answer itself goes to standard output, so with --json what a person is asked about stands beside it.
    private Screen Shows => run.Json ? run.Notes : run.Screen;

    private void Show(DraftPreview letter, string title, string? account)
    {
        Shows.Line();
        Shows.Line($"{title} {new string(run.Environment.Terminal.Unicode ? '\u2500' : '-', Math.Max(3, Shows.Width - title.Length - 1))}", Tone.Accent);
        LetterView.Show(Shows, letter, account);
    }

    private bool Skip()
    {
        _left = true;
        return true;
    }

    private async Task<bool> ApproveAsync(Draft draft, string hash, bool whole, CancellationToken cancel)
    {
        _owner ??= await run.ConnectAsync(new HostCall(run.Folder.Folder) { ClientKey = _key }, cancel);
        var answer = await _owner.Outbox.ApproveAsync(new OutboxApproveRequest { Items = [new ApprovalItem(draft.Id, hash)], UndoSeconds = UndoSeconds }, cancel);
        var item = answer.Items[0];
        _approved.Add(item);
        if (!whole)
        {
            Shows.Line($"Approved; its whole text: {run.Command($"outbox source {Shown.Id(item.Id)}")}", Tone.Dim, 2);
            return true;
        }

        var wait = (int)Math.Ceiling((item.NotBefore - item.ApprovedAt).TotalSeconds);
        Shows.Line(wait > 0 ? $"Approved. It leaves in {wait} s; to take it back: {run.Command($"outbox cancel {Shown.Id(item.Id)}")}" : "Approved; it leaves now.", Tone.Good);
        return true;
    }
}
