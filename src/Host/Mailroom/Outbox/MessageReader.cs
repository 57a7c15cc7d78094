using System.Security.Cryptography;
using Assistant.Mail.Mime;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Mailroom.Outbox;

/// <summary>
/// Reads stored bytes and an envelope back into the record that an approval is bound to. Anything in the bytes that the record has no place for
/// is a fault: a field of another name, a field twice, a part more or less.
/// </summary>
internal static class MessageReader
{
    // What the builder writes, and what may stand once only.
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", MessageBytes.IdHeader,
        "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    };

    // Trace that a mailbox's own server may put on a draft it holds; none of it changes what a recipient reads, or who the recipients are.
    private static readonly HashSet<string> Trace = new(StringComparer.OrdinalIgnoreCase) { "Received", "X-Received", "Return-Path" };

    /// <param name="bytes">The message.</param>
    /// <param name="envelope">Who it is to go to.</param>
    /// <param name="accountId">The account it is to go from.</param>
    /// <param name="parent">The approved parent; the ids in the bytes are for <see cref="MessageCheck"/> to compare with what it resolved to.</param>
    /// <param name="heldByProvider">True for a provider's own copy, which may carry trace fields and must name Bcc where it has no envelope.</param>
    public static ReadMessage Read(ReadOnlyMemory<byte> bytes, Envelope envelope, string accountId, ParentRef? parent, bool heldByProvider = false)
    {
        var message = MimeMessage.Parse(bytes);
        if (message.Problems.Count > 0)
            return ReadMessage.Broken($"the stored message is damaged: {message.Problems[0].Reason}");
        if (Fields(message.Headers, heldByProvider) is { } field)
            return ReadMessage.Broken(field);
        if (message.Headers.Mailboxes("From") is not [var from])
            return ReadMessage.Broken("the stored message has not exactly one sender");
        var bodies = Bodies(message.Root);
        if (bodies is null)
            return ReadMessage.Broken("the stored message has other parts than a text, its HTML and files");
        if (envelope.From != from.Address)
            return ReadMessage.Broken("the envelope's sender is not the message's");
        var (to, cc) = (message.Headers.Mailboxes("To"), message.Headers.Mailboxes("Cc"));
        var named = to.Concat(cc).Select(static mailbox => mailbox.MatchKey).ToHashSet(StringComparer.Ordinal);
        List<string> bcc = [.. envelope.To.Where(address => !named.Contains(new Mailbox(null, address).MatchKey))];
        if (!envelope.To.Except(bcc).Select(static address => new Mailbox(null, address).MatchKey).ToHashSet(StringComparer.Ordinal).SetEquals(named))
            return ReadMessage.Broken("the envelope leaves out a recipient that the message names");
        if (heldByProvider && message.Headers.Mailboxes("Bcc") is { Count: > 0 } held && !held.Select(static mailbox => mailbox.Address).SequenceEqual(bcc))
            return ReadMessage.Broken("the held message names other Bcc recipients than were approved");
        return new ReadMessage(
            new ApprovalRecord
            {
                AccountId = accountId,
                From = from,
                To = to,
                Cc = cc,
                Bcc = bcc,
                ReplyTo = message.Headers.Mailboxes("Reply-To"),
                Subject = message.Headers.Subject ?? "",
                Text = bodies.Text.DecodeText(),
                Html = bodies.Html.DecodeText(),
                Attachments = [.. bodies.Files.Select(File)],
                ListHeaders = [.. message.Headers.Where(static each => IsList(each.Name)).Select(static each => new KeyValuePair<string, string>(each.Name, each.Text))],
                Parent = parent,
            },
            message.Headers,
            [.. bodies.Files.Select(static part => part.DecodeBytes())],
            null);
    }

    private static string? Fields(HeaderBlock headers, bool heldByProvider)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in headers)
        {
            if (heldByProvider && (Trace.Contains(field.Name) || field.Name.StartsWith("X-Gm-", StringComparison.OrdinalIgnoreCase) || field.Name.Equals("Bcc", StringComparison.OrdinalIgnoreCase)))
                continue;
            if (!IsList(field.Name) && !Known.Contains(field.Name))
                return "the message has a header field that was not approved";
            if (!seen.Add(field.Name))
                return "the message has a header field twice";
        }

        return null;
    }

    private static bool IsList(string name) => name.StartsWith("List-", StringComparison.OrdinalIgnoreCase);

    private static ReadBodies? Bodies(MimePart root)
    {
        if (root.ContentType.MediaType == "multipart/alternative")
            return Alternative(root, []);
        return root.ContentType.MediaType == "multipart/mixed" && root.Children.Count > 1 && root.Children.Skip(1).All(static part => part.IsAttachment)
            ? Alternative(root.Children[0], [.. root.Children.Skip(1)])
            : null;
    }

    private static ReadBodies? Alternative(MimePart part, IReadOnlyList<MimePart> files) =>
        part is { ContentType.MediaType: "multipart/alternative", Children: [var text, var html] }
        && text is { ContentType.MediaType: "text/plain", IsAttachment: false } && html is { ContentType.MediaType: "text/html", IsAttachment: false }
            ? new ReadBodies(text, html, files)
            : null;

    // A file has its name in two fields, and mail programs show either; where they differ, it has none that could have been approved.
    private static ApprovedFile File(MimePart part) =>
        new(part.ContentType.Parameter("name") is { } other && other != part.FileName ? "" : part.FileName ?? "", part.ContentType.MediaType, Convert.ToHexStringLower(SHA256.HashData(part.DecodeBytes().Span)));

    private sealed record ReadBodies(MimePart Text, MimePart Html, IReadOnlyList<MimePart> Files);
}

/// <param name="Record">What the bytes say; null where they cannot be a message of ours.</param>
/// <param name="Headers">The header fields, for what the approval leaves to the claim.</param>
/// <param name="Files">The attachments' content, in order.</param>
/// <param name="Fault">Why there is no record.</param>
internal sealed record ReadMessage(ApprovalRecord? Record, HeaderBlock Headers, IReadOnlyList<ReadOnlyMemory<byte>> Files, string? Fault)
{
    public static ReadMessage Broken(string fault) => new(null, HeaderBlock.Empty, [], fault);
}
