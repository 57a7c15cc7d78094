using Assistant.Host.Storage;
using Assistant.Host.Storage.Sealing;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Exactly what goes out, sealed, kept as long as its outbox row.</summary>
internal sealed class Vault(BlobStore blobs)
{
    /// <summary>Stores the bytes; the row that names them must <see cref="Hold"/> them in the same transaction.</summary>
    public VaultEntry Put(string sealedFor, MessageBytes message, MessageMarks marks) =>
        new(marks, message.Envelope, blobs.Put(sealedFor, message.Bytes), message.Digest, message.Bytes.Length);

    public static void Hold(WriteTransaction transaction, string outboxId, VaultEntry entry)
    {
        if (!BlobStore.Hold(transaction, entry.Blob, OutboxStore.Holder(outboxId)))
            throw new InvalidOperationException("The stored message went before its row was written.");
    }

    /// <summary>A fresh copy of the stored bytes, so that whoever got the last one cannot have changed this one. Null where its subject was erased.</summary>
    /// <exception cref="StorageException">The blob was changed outside the program.</exception>
    public byte[]? Read(VaultEntry entry) => blobs.Get(entry.Blob);

    /// <summary>Bytes that a provider handed over, in the message or as a blob; null where there are none.</summary>
    public byte[]? Read(Content content) => content.Bytes ?? (content.Blob is { } blob ? blobs.Get(blob) : null);

    /// <summary>The bytes as they travel to a provider or client: in the message where they are few.</summary>
    public static Content Carry(VaultEntry entry, byte[] bytes) => bytes.Length <= Content.InlineLimit
        ? new Content { Bytes = bytes, Size = bytes.Length }
        : new Content { Blob = entry.Blob, Size = bytes.Length };
}
