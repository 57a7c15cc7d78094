using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Assistant.Mail.Mime;
using Assistant.Plugins.MailGmail.Accounts;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailGmail.Sending;

/// <summary>
/// A built message as Gmail wants it. Gmail has no envelope: it delivers by To, Cc and Bcc, and takes Bcc out. So whoever the envelope names and the
/// message does not is named in a Bcc field above it, and a message that names somebody the envelope does not is never given away.
/// </summary>
internal static class RawMessage
{
    /// <summary>Above this, Google asks for an upload; base64 in JSON is a third larger.</summary>
    public const int LargestInline = 4 * 1024 * 1024;

    /// <summary>The bytes; null with the reason where they would go to others than the envelope says.</summary>
    public static ReadOnlyMemory<byte>? Of(ReadOnlyMemory<byte> message, Envelope envelope, out string? refusal)
    {
        refusal = null;
        var headers = HeaderBlock.Parse(message);
        if (headers.Contains("Bcc") || headers.Contains("Resent-To") || headers.Contains("Resent-Bcc"))
            refusal = "The message names recipients where Gmail would send to them unseen.";
        var named = headers.Mailboxes("To").Concat(headers.Mailboxes("Cc")).Select(static mailbox => mailbox.MatchKey).ToHashSet(StringComparer.Ordinal);
        var wanted = envelope.To.Select(static address => new Mailbox(null, address)).ToList();
        if (!named.IsSubsetOf(wanted.Select(static mailbox => mailbox.MatchKey)))
            refusal = "The message names a recipient that the envelope leaves out, and Gmail would send to them.";
        var from = headers.Mailboxes("From");
        if (from is not [var sender] || sender.MatchKey != new Mailbox(null, envelope.From).MatchKey)
            refusal = "The message's sender is not the envelope's.";
        if (refusal is not null)
            return null;
        var bcc = wanted.Where(mailbox => !named.Contains(mailbox.MatchKey)).ToList();
        if (bcc.Count == 0)
            return Fitting(message, out refusal);
        if (bcc.Any(static mailbox => mailbox.NeedsUtf8))
        {
            refusal = "A Bcc recipient's address has letters that Gmail does not take there.";
            return null;
        }

        // One on a line: no line grows too long, whatever their number.
        var field = Encoding.ASCII.GetBytes($"Bcc: {string.Join(",\r\n ", bcc.Select(static mailbox => $"{mailbox.Local}@{mailbox.AsciiDomain}"))}\r\n");
        return Fitting((byte[])[.. field, .. message.Span], out refusal);
    }

    // What counts is what Gmail is given: the Bcc field is part of it.
    private static ReadOnlyMemory<byte>? Fitting(ReadOnlyMemory<byte> raw, out string? refusal)
    {
        refusal = null;
        if (raw.Length <= ProviderForm.MaxMessageSize)
            return raw;
        refusal = $"The message is larger than {ProviderForm.MaxMessageSize / 1024 / 1024} MiB with its Bcc recipients.";
        return null;
    }

    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Decodes what Gmail gives as <c>raw</c>, with and without padding.</summary>
    /// <exception cref="FormatException">It is no base64url.</exception>
    public static byte[] Decode(string raw) => Base64Url.DecodeFromChars(raw);

    /// <summary><c>{"raw": ..., "threadId": ...}</c>, for a message; with a draft around it where <paramref name="isDraft"/>.</summary>
    /// <param name="raw">Null where the bytes are uploaded apart.</param>
    /// <param name="threadId">The conversation, where known.</param>
    /// <param name="draftId">The draft that is meant, where it is there already.</param>
    /// <param name="isDraft">It is a draft that holds a message.</param>
    public static ReadOnlyMemory<byte> Json(ReadOnlyMemory<byte>? raw, string? threadId, string? draftId = null, bool isDraft = false)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            if (draftId is not null)
                json.WriteString("id", draftId);
            if (isDraft || draftId is not null)
                json.WriteStartObject("message");
            if (raw is { } message)
                json.WriteString("raw", Base64Url.EncodeToUtf8(message.Span));
            if (threadId is not null)
                json.WriteString("threadId", threadId);
            if (isDraft || draftId is not null)
                json.WriteEndObject();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
