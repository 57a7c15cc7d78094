using System.Text;

namespace Assistant.Host.Tests.Mailroom;

/// <summary>Changes of a built message, each by a name, so that it says something else than was approved.</summary>
internal static class MessageTwists
{
    /// <summary>Of its headers, its texts, its attachment, and of how they are written.</summary>
    public static IEnumerable<(string Name, Func<byte[], byte[]> Change)> OfWhatItSays()
    {
        (string Old, string New)[] texts =
        [
            ("To: Ana Ruiz <ana@there.example>", "To: Ana Ruiz <ana@else.example>"), ("To: Ana Ruiz", "To: Eve Ruiz"), ("To: Ana Ruiz <ana@there.example>", "To: Ana Ruiz <ana@there.example>, eve@else.example"),
            ("To: Ana", "Cc: eve@else.example\r\nTo: Ana"), ("To: Ana", "Bcc: eve@else.example\r\nTo: Ana"), ("To: Ana", "To: eve@else.example\r\nTo: Ana"), ("To: Ana", "Resent-To: eve@else.example\r\nTo: Ana"),
            ("To: Ana", "Sender: eve@else.example\r\nTo: Ana"), ("To: Ana", "Reply-To: eve@else.example\r\nTo: Ana"), ("To: Ana", "Disposition-Notification-To: eve@else.example\r\nTo: Ana"),
            ("To: Ana", "Return-Receipt-To: eve@else.example\r\nTo: Ana"), ("To: Ana", "X-Anything: else\r\nTo: Ana"), ("To: Ana", "Return-Path: <eve@else.example>\r\nTo: Ana"),
            ("To: Ana", "List-Unsubscribe: <https://else.example/>\r\nTo: Ana"), ("To: Ana", "In-Reply-To: <x@else.example>\r\nTo: Ana"), ("To: Ana", "References: <x@else.example>\r\nTo: Ana"),
            ("From: Mira Ernst", "From: Mira Ernest"), ("<me@here.example>", "<you@here.example>"), ("Subject: A question", "Subject: A demand"), ("Subject: A question", "Subject: A question\r\nSubject: B"),
            ("may I ask?", "may I not?"), ("<em>Ana</em>", "<b>Ana</b>"), ("</body>", "<img src=x></body>"), ("text/plain", "text/x-other"), ("text/html", "text/plain"),
            ("multipart/alternative", "multipart/related"), ("multipart/mixed", "multipart/digest"), ("one.pdf", "two.pdf"), ("application/pdf", "application/zip"), ("AQID", "AQIE"),
            ("X-Assistant-Id: ", "X-Assistant-Id: 0"), ("Message-ID: <", "Message-ID: <0"), ("Date: ", "Date: Mon, 01 Jan 2001 00:00:00 +0000\r\nX-Old: "),
            ("MIME-Version: 1.0\r\n", "MIME-Version: 1.0\r\nContent-Description: x\r\n"),
        ];
        foreach (var (old, fresh) in texts)
            yield return ($"{old.Trim()} to {fresh.ReplaceLineEndings("|")}", bytes => Replace(bytes, old, fresh));
        // The same to a reader that decodes as we do; to another, perhaps not.
        yield return ("form: quoted-printable to 8bit", static bytes => Replace(bytes, "quoted-printable", "8bit"));
        yield return ("form: encoded word", static bytes => Replace(bytes, "Subject: A", "Subject: =?utf-8?q?=41?="));
        yield return ("form: file name", static bytes => Replace(bytes, "filename=one.pdf", "filename=\"one.pdf\""));
        yield return ("form: folding", static bytes => Replace(bytes, "Subject: A question", "Subject: A\r\n question"));
        yield return ("form: preamble", static bytes => Replace(bytes, "\r\n\r\n--", "\r\n\r\nanother text\r\n--"));
        yield return ("a part more", static bytes => Replace(bytes, "Content-Type: text/html", "Content-Type: text/plain\r\n\r\nmore\r\n--0\r\nContent-Type: text/html"));
        yield return ("cut short", static bytes => bytes[..(bytes.Length / 2)]);
        yield return ("header cut", static bytes => bytes[40..]);
    }

    /// <summary>Of any byte at all, where the digest was not changed with it.</summary>
    public static IEnumerable<(string Name, Func<byte[], byte[]> Change)> OfAnyByte()
    {
        for (var i = 0; i < 200; i++)
        {
            var at = i;
            yield return ($"blind {at}", bytes =>
            {
                bytes[bytes.Length * at / 200] ^= 1;
                return bytes;
            });
        }
    }

    private static byte[] Replace(byte[] bytes, string old, string fresh) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes) is var text && text.IndexOf(old, StringComparison.Ordinal) is var at and >= 0 ? text[..at] + fresh + text[(at + old.Length)..] : text);
}
