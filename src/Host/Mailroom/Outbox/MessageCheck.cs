using System.Security.Cryptography;
using Assistant.Mail.Mime;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Whether stored bytes are what a person approved, found by reading the bytes themselves, never by trusting how they were made.</summary>
internal static class MessageCheck
{
    /// <summary>Why the bytes must not be sent; null where they are exactly what was approved.</summary>
    public static string? Fault(ReadOnlySpan<byte> bytes, string digest, Envelope envelope, MessageMarks marks, string accountId, ParentRef? parent, string approvedHash)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != digest)
            return "the stored message was changed after it was checked";
        return Approved(bytes, envelope, marks, accountId, parent, approvedHash, heldByProvider: false) ?? Marks(bytes, marks);
    }

    /// <summary>The same for the copy that a provider holds: it may have been given another Message-ID and date, and trace fields.</summary>
    public static string? HeldFault(ReadOnlySpan<byte> bytes, Envelope envelope, MessageMarks marks, string accountId, ParentRef? parent, string approvedHash) =>
        Approved(bytes, envelope, marks, accountId, parent, approvedHash, heldByProvider: true);

    private static string? Approved(ReadOnlySpan<byte> bytes, Envelope envelope, MessageMarks marks, string accountId, ParentRef? parent, string approvedHash, bool heldByProvider)
    {
        var read = MessageReader.Read(bytes.ToArray(), envelope, accountId, parent, heldByProvider);
        if (read.Record is null)
            return read.Fault;
        if (read.Record.Hash() != approvedHash)
            return "the message is not the one that was approved";
        return Conversation(read.Headers, marks);
    }

    private static string? Conversation(HeaderBlock headers, MessageMarks marks)
    {
        var answered = headers.Value("In-Reply-To") is { } value ? MessageIds.Parse(value) : [];
        var references = headers.Value("References") is { } list ? MessageIds.Parse(list) : [];
        return answered.SequenceEqual(marks.InReplyTo is null ? [] : [marks.InReplyTo]) && references.SequenceEqual(marks.References)
            ? null
            : "the message answers another one than was approved";
    }

    private static string? Marks(ReadOnlySpan<byte> bytes, MessageMarks marks)
    {
        var headers = HeaderBlock.Parse(bytes.ToArray());
        return headers.MessageId == marks.MessageId && headers.Date == marks.Date && headers.Value(MessageBytes.IdHeader) == marks.OutboxId
            ? null
            : "the message is not the one that was claimed";
    }
}
