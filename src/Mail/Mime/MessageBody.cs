using System.Text;

namespace Assistant.Mail.Mime;

/// <summary>Lays out the parts of a message: text, HTML beside it, files behind both.</summary>
internal static class MessageBody
{
    public static OutgoingPart Compose(MessageBuilder message, BoundarySource boundaries)
    {
        var body = Text(message.Text, message.Layout);
        if (message.Html is { } html)
        {
            var rich = Leaf("text/html", html);
            body = OutgoingPart.Multipart("multipart/alternative", boundaries.Next(body, rich), body, rich);
        }

        if (message.Attachments.Count == 0)
            return body;
        List<OutgoingPart> parts = [body, .. message.Attachments.Select(Attachment)];
        return OutgoingPart.Multipart("multipart/mixed", boundaries.Next(parts), parts);
    }

    public static bool IsMessage(OutgoingAttachment attachment) => attachment.MediaType.Equals("message/rfc822", StringComparison.OrdinalIgnoreCase);

    /// <summary>A text part in quoted-printable.</summary>
    public static OutgoingPart Leaf(string mediaType, string text)
    {
        var header = new HeaderWriter().Parameterised("Content-Type", mediaType, ("charset", "utf-8")).Tokens("Content-Transfer-Encoding", ["quoted-printable"]);
        return OutgoingPart.Leaf(header.ToString(), QuotedPrintable.Encode(Utf8(WithCrLf(text))));
    }

    private static OutgoingPart Text(string text, TextLayout layout)
    {
        if (layout == TextLayout.QuotedPrintable)
            return Leaf("text/plain", text);
        var flowed = FlowedText.Encode(WithLf(text));
        var plain = MailText.IsAscii(flowed) && !flowed.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t'));
        var fits = plain && flowed.Split("\r\n").All(line => line.Length <= 998);
        var header = new HeaderWriter()
            .Parameterised("Content-Type", "text/plain", ("charset", fits ? "us-ascii" : "utf-8"), ("format", "flowed"))
            .Tokens("Content-Transfer-Encoding", [fits ? "7bit" : "quoted-printable"]);
        return OutgoingPart.Leaf(header.ToString(), fits ? Utf8(flowed) : QuotedPrintable.Encode(Utf8(flowed)));
    }

    private static OutgoingPart Attachment(OutgoingAttachment file)
    {
        var header = new HeaderWriter()
            .Parameterised("Content-Type", file.MediaType.ToLowerInvariant(), ("name", file.FileName))
            .Parameterised("Content-Disposition", "attachment", ("filename", file.FileName));
        if (!IsMessage(file))
            return OutgoingPart.Leaf(header.Tokens("Content-Transfer-Encoding", ["base64"]).ToString(), Base64.Encode(file.Content.Span));
        var eightBit = file.Content.Span.IndexOfAnyInRange((byte)0x80, (byte)0xff) >= 0;
        return OutgoingPart.Leaf(header.Tokens("Content-Transfer-Encoding", [eightBit ? "8bit" : "7bit"]).ToString(), CrLfBytes(file.Content.Span));
    }

    private static string WithLf(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return lines.EndsWith('\n') ? lines : lines + "\n";
    }

    private static string WithCrLf(string text) => WithLf(text).Replace("\n", "\r\n", StringComparison.Ordinal);

    /// <summary>Half a character, which has no UTF-8 form, is written as the replacement character.</summary>
    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] CrLfBytes(ReadOnlySpan<byte> bytes)
    {
        var result = new List<byte>(bytes.Length + 64);
        var cursor = new LineCursor(bytes);
        while (cursor.MoveNext())
        {
            result.AddRange(cursor.Line);
            result.AddRange("\r\n"u8);
        }

        return result.ToArray();
    }
}
