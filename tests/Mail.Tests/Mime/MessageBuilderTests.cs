using System.Text;
using Assistant.Mail.Mime;

namespace Assistant.Mail.Tests.Mime;

public sealed class MessageBuilderTests
{
    private static readonly MessageBuilder Plain = new()
    {
        From = new Mailbox("Ada Example", "ada@desk.test"),
        To = [new Mailbox("Grüße, Jörg", "joerg@büro.test"), new Mailbox(null, "x@y.test")],
        Cc = [new Mailbox("O'Neil (Sales) \"Bob\"", "\"odd name\"@z.test")],
        Bcc = [new Mailbox("Hidden", "hidden@secret.test")],
        ReplyTo = [new Mailbox(null, "answers@desk.test")],
        Subject = "Angebot für Müller & Söhne: Überblick über die nächsten Schritte im März, und noch etwas mehr, damit es umbricht",
        Date = new DateTimeOffset(2026, 11, 20, 9, 5, 7, TimeSpan.FromHours(-5)),
        MessageId = "a1.b2@desk.test",
        InReplyTo = "parent@there.test",
        References = [.. Enumerable.Range(0, 12).Select(i => $"ref-{i}-{new string('x', 30)}@there.test")],
        ExtraHeaders = [new("X-Assistant-Id", "0198f0d4"), new("List-Unsubscribe", "<mailto:leave@desk.test>")],
        Text = "Hallo Jörg,\n\nein  Satz mit = und Leerzeichen am Ende \n.\nFrom here on\n" + new string('y', 300) + "\n",
        Html = "<p>Hallo <b>Jörg</b></p>\n",
        Attachments =
        [
            new OutgoingAttachment("Lebenslauf – Jörg Müller, sehr ausführlich, mit einem recht langen Namen.pdf", "application/pdf", Enumerable.Range(0, 1000).Select(i => (byte)i).ToArray()),
            new OutgoingAttachment("plain.txt", "text/plain", "a\r\n"u8.ToArray()),
        ],
    };

    [Fact]
    public void Build_ThenParse_GivesTheSameContent()
    {
        var built = Plain.Build().Require();
        var read = MimeMessage.Parse(built.Bytes);

        Assert.Empty(read.Problems);
        Assert.Equal(Plain.From, read.Headers.From());
        Assert.Equal([new Mailbox("Grüße, Jörg", "joerg@xn--bro-hoa.test"), Plain.To[1]], read.Headers.Mailboxes("To"));
        Assert.Equal(Plain.Cc, read.Headers.Mailboxes("Cc"));
        Assert.Equal(Plain.ReplyTo, read.Headers.Mailboxes("Reply-To"));
        Assert.Equal(Plain.Subject, read.Subject);
        Assert.Equal(Plain.Date, read.Headers.Date);
        Assert.Equal(Plain.MessageId, read.Headers.MessageId);
        Assert.Equal([Plain.InReplyTo!], MessageIds.Parse(read.Headers.Value("In-Reply-To")!));
        Assert.Equal(Plain.References, MessageIds.Parse(read.Headers.Value("References")!));
        Assert.Equal("0198f0d4", read.Headers.Value("X-Assistant-Id"));
        Assert.Equal(Plain.Text, read.TextBody);
        Assert.Equal(Plain.Html, read.HtmlBody);
        var files = read.Attachments.ToList();
        Assert.Equal(Plain.Attachments.Select(a => a.FileName), files.Select(f => f.FileName));
        Assert.Equal(Plain.Attachments[0].Content.ToArray(), files[0].DecodeBytes().ToArray());
    }

    [Fact]
    public void Build_Always_WritesLinesThatMailCanCarry()
    {
        var bytes = Plain.Build().Require().Bytes.ToArray();
        var text = Encoding.Latin1.GetString(bytes);
        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\r', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(bytes, b => Assert.InRange(b, 10, 126));
        Assert.All(text.Split("\r\n"), line => Assert.InRange(line.Length, 0, 78));
    }

    [Fact]
    public void Build_Twice_GivesTheSameBytes()
    {
        Assert.Equal(Plain.Build().Require().Bytes.ToArray(), Plain.Build().Require().Bytes.ToArray());
        Assert.NotEqual(Plain.Build().Require().Bytes.ToArray(), (Plain with { BoundarySeed = "other" }).Build().Require().Bytes.ToArray());
    }

    [Fact]
    public void Build_Bcc_IsInTheEnvelopeAndInTheBytesOnlyWhenAsked()
    {
        var hidden = Plain.Build().Require();
        Assert.DoesNotContain("hidden", Encoding.ASCII.GetString(hidden.Bytes.Span), StringComparison.OrdinalIgnoreCase);
        Assert.Contains(hidden.Recipients, m => m.Address == "hidden@secret.test");

        var written = (Plain with { BccField = BccField.Write }).Build().Require();
        Assert.Contains("Bcc: Hidden <hidden@secret.test>\r\n", Encoding.ASCII.GetString(written.Bytes.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("one two")]
    [InlineData(" leading")]
    [InlineData("trailing ")]
    [InlineData("two  spaces   three")]
    [InlineData("=?utf-8?Q?looks_encoded?=")]
    [InlineData("日本語の件名がとても長いときは、いくつかの語に分けて書かれるが、文字の途中では決して切られない")]
    [InlineData("emoji 🎉 in the middle of plain words")]
    [InlineData("a=?b ü c ")]
    [InlineData("")]
    public void Build_Subject_ReadsBackAsItWas(string subject)
    {
        var read = MimeMessage.Parse((Plain with { Subject = subject }).Build().Require().Bytes);
        Assert.Equal(subject, read.Subject);
    }

    [Fact]
    public void Build_LongWord_IsSplitIntoEncodedWords()
    {
        var subject = new string('w', 1500);
        var built = (Plain with { Subject = subject }).Build().Require();
        Assert.All(Encoding.ASCII.GetString(built.Bytes.Span).Split("\r\n"), line => Assert.InRange(line.Length, 0, 998));
        Assert.Equal(subject, MimeMessage.Parse(built.Bytes).Subject);
    }

    [Fact]
    public void Build_Flowed_ReadsBackAsParagraphs()
    {
        var text = string.Join(' ', Enumerable.Repeat("words", 60)) + "\n\n> quoted line\n indented\nFrom me\n-- \nAda\n";
        var built = (Plain with { Text = text, Html = null, Attachments = [], Layout = TextLayout.Flowed }).Build().Require();
        Assert.Contains("format=flowed", Encoding.ASCII.GetString(built.Bytes.Span), StringComparison.Ordinal);
        Assert.Contains("Content-Transfer-Encoding: 7bit", Encoding.ASCII.GetString(built.Bytes.Span), StringComparison.Ordinal);
        Assert.Equal(text, MimeMessage.Parse(built.Bytes).TextBody);
    }

    [Fact]
    public void Build_AttachedMessage_IsCarriedUnencoded()
    {
        var inner = "Subject: inner\r\nMessage-ID: <i@n>\r\n\r\nbody\r\n"u8.ToArray();
        var built = (Plain with { Attachments = [new OutgoingAttachment("mail.eml", "message/rfc822", inner)] }).Build().Require();
        var carried = MimeMessage.Parse(built.Bytes).Root.Walk(intoMessages: true).Single(p => p.Headers.Subject == "inner");
        Assert.Equal("body\n", carried.DecodeText());
    }

    [Fact]
    public void Build_NonAsciiLocalPart_SaysThatItNeedsUtf8()
    {
        Assert.False(Plain.Build().Require().NeedsUtf8);
        var built = (Plain with { To = [new Mailbox(null, "jörg@desk.test")] }).Build().Require();
        Assert.True(built.NeedsUtf8);
        Assert.Equal("jörg@desk.test", MimeMessage.Parse(built.Bytes).Headers.Mailboxes("To")[0].Address);
    }
}
