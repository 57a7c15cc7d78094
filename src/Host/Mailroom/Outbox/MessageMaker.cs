using Assistant.Host.Storage;
using Assistant.Host.Mailroom.Drafts;
using Assistant.Mail.Mime;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Builds the bytes of a message that is being claimed, and stores them only after reading them back and finding exactly what was approved.</summary>
internal sealed class MessageMaker(Vault vault, AttachedFile files, TimeProvider time)
{
    private const string DamagedFile = "an attached file is missing, or was changed outside the program";

    /// <summary>The stored message, or why there must be none.</summary>
    public (VaultEntry? Entry, string? Fault) Make(OutboxRow row, MessagePlan plan, ParentIds parent, string approvedHash)
    {
        if (Content(plan) is not { } content)
            return (null, DamagedFile);
        var marks = Marks(row, plan, parent);
        var built = MessageBytes.Build(plan.Record(), marks, content);
        if (!built.IsValid)
            return (null, $"the message cannot be built: {built.Problems[0]}");
        var message = built.Value;
        return MessageCheck.Fault(message.Bytes, message.Digest, message.Envelope, marks, row.AccountId, row.Parent, approvedHash) is { } fault
            ? (null, fault)
            : (vault.Put(row.SealedFor, message, marks), null);
    }

    /// <summary>Why a draft that could be approved could still not be sent as it is; null where it can. Nothing is stored.</summary>
    public string? Rehearse(MessagePlan plan)
    {
        if (Content(plan) is not { } content)
            return DamagedFile;
        var marks = new MessageMarks("rehearsal", $"rehearsal@{plan.From.AsciiDomain}", Second(time.GetUtcNow()), plan.Parent is null ? null : "parent@rehearsal.invalid", plan.Parent is null ? [] : ["parent@rehearsal.invalid"]);
        var built = MessageBytes.Build(plan.Record(), marks, content);
        return built.IsValid
            ? MessageCheck.Fault(built.Value.Bytes, built.Value.Digest, built.Value.Envelope, marks, plan.AccountId, plan.Parent, plan.Record().Hash())
            : built.Problems[0].ToString();
    }

    // The id is made of the outbox id alone, so that a message built a second time is the same message to whoever receives it.
    private MessageMarks Marks(OutboxRow row, MessagePlan plan, ParentIds parent) =>
        new(row.Id, $"{row.Id}@{plan.From.AsciiDomain}", Second(time.GetUtcNow()), parent.MessageId, parent.References);

    // Null where a file is not what was attached: that ends this message, and must not hold up those behind it.
    private List<ReadOnlyMemory<byte>>? Content(MessagePlan plan)
    {
        try
        {
            return [.. plan.Attachments.Select(file => (ReadOnlyMemory<byte>)files.Read(file))];
        }
        catch (StorageException error) when (error.Fault == StorageFault.Corrupt)
        {
            return null;
        }
    }

    private static DateTimeOffset Second(DateTimeOffset time) => new(time.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
}

/// <param name="MessageId">The parent's final Message-ID; null for a first mail.</param>
/// <param name="References">The conversation's ids, oldest first, the parent's last.</param>
/// <param name="ThreadId">The provider's id of the conversation, where known.</param>
internal sealed record ParentIds(string? MessageId, IReadOnlyList<string> References, string? ThreadId)
{
    public static ParentIds None { get; } = new(null, [], null);
}
