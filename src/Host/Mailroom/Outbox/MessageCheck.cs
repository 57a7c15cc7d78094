using System.Security.Cryptography;
using Assistant.Mail.Mime;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>Whether stored bytes are what a person approved, found by reading the bytes themselves, never by trusting how they were made.</summary>
internal static class MessageCheck
{
    /// <summary>Why the bytes must not be sent; null where they are exactly what was approved.</summary>
    public static string? Fault(byte[] bytes, string digest, Envelope envelope, MessageMarks marks, string accountId, ParentRef? parent, string approvedHash)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != digest)
            return "the stored message was changed after it was checked";
        var read = MessageReader.Read(bytes, envelope, accountId, parent);
        return Approved(read, marks, approvedHash) ?? Form(bytes, read, marks);
    }

    /// <summary>The same for the copy that a provider holds: it may have been given another Message-ID and date, and trace fields.</summary>
    public static string? HeldFault(byte[] bytes, Envelope envelope, MessageMarks marks, string accountId, ParentRef? parent, string approvedHash) =>
        Approved(MessageReader.Read(bytes, envelope, accountId, parent, heldByProvider: true), marks, approvedHash);

    private static string? Approved(ReadMessage read, MessageMarks marks, string approvedHash)
    {
        if (read.Record is null)
            return read.Fault;
        return read.Record.Hash() == approvedHash ? Conversation(read.Headers, marks) : "the message is not the one that was approved";
    }

    private static string? Conversation(HeaderBlock headers, MessageMarks marks)
    {
        var answered = headers.Value("In-Reply-To") is { } value ? MessageIds.Parse(value) : [];
        var references = headers.Value("References") is { } list ? MessageIds.Parse(list) : [];
        return answered.SequenceEqual(marks.InReplyTo is null ? [] : [marks.InReplyTo]) && references.SequenceEqual(marks.References)
            ? null
            : "the message answers another one than was approved";
    }

    // What was read, written again, must be the same bytes: whatever another mail program might read differently is not there to be read.
    private static string? Form(ReadOnlySpan<byte> bytes, ReadMessage read, MessageMarks marks)
    {
        var again = MessageBytes.Build(read.Record!, marks, read.Files);
        return again.IsValid && bytes.SequenceEqual(again.Value.Bytes) ? null : "the message is not in the form that was claimed";
    }
}
