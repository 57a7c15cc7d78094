using Assistant.Host.Mailroom.Accounts;
using Assistant.Host.Storage;
using Assistant.Protocol.Plugins;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Claimed to staged: the provider makes its own draft, where it keeps drafts, and every id it gave is stored before anything is sent.</summary>
internal sealed class StageStep(Database database, StoredMessage stored, Vault vault, ProviderCalls providers, Uploads uploads, OutboxMoves moves, TimeProvider time)
{
    public async ValueTask RunAsync(OutboxRow row, CancellationToken cancel)
    {
        var read = stored.Read(row);
        if (read.Fault is { } fault)
        {
            await moves.RejectAsync(row, fault);
            return;
        }

        var entry = row.Vault!;
        ProviderAnswer<StageResponse> answer;
        await using (var upload = uploads.Listen(row.Id))
        {
            answer = await providers.AskAsync(
                row.AccountId,
                (provider, account) => provider.StageAsync(
                    new StageRequest { Account = account, OutboxId = row.Id, Envelope = entry.Envelope, Message = Vault.Carry(entry, read.Bytes!), ThreadId = row.ThreadId }, upload, cancel),
                cancel);
        }

        if (answer.Value is not { } staged)
        {
            await moves.PutBackAsync(row, answer.Reason!, answer.RetryAfter);
            return;
        }

        if (staged.Held is { } held && HeldFault(row, vault.Read(held)) is { } changed)
        {
            await moves.RejectAsync(row, $"the provider's own draft: {changed}");
            return;
        }

        await moves.MoveAsync(row, OutboxEvent.Stage, new OutboxChange { Wake = time.GetUtcNow() }.WithIds(row.ProviderIds, staged.Ids));
    }

    private string? HeldFault(OutboxRow row, byte[]? bytes)
    {
        var entry = row.Vault!;
        return bytes is null || database.Read(connection => ApprovalStore.ValidHash(connection, row.Id)) is not { } hash
            ? "it cannot be read back"
            : MessageCheck.HeldFault(bytes, entry.Envelope, entry.Marks, row.AccountId, row.Parent, hash);
    }
}
