using System.Text;
using Assistant.Mail.Mime;

namespace Assistant.Mail.Tests.Mime;

public sealed class MimeMessageTests
{
    private static MimeMessage Read(string text) => MimeMessage.Parse(Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n")));

    [Fact]
    public void Parse_Rfc2046Example_GivesItsParts()
    {
        var message = Read("""
            From: Nathaniel Borenstein <nsb@bellcore.test>
            To: Ned Freed <ned@innosoft.test>
            Date: Sun, 21 Mar 1993 23:56:48 -0800 (PST)
            Subject: Sample message
            MIME-Version: 1.0
            Content-type: multipart/mixed; boundary="simple boundary"

            This is the preamble.

            --simple boundary

            This is implicitly typed plain US-ASCII text.
            It does NOT end with a linebreak.
            --simple boundary
            Content-type: text/plain; charset=us-ascii

            This is explicitly typed plain US-ASCII text.
            It DOES end with a linebreak.

            --simple boundary--

            This is the epilogue.
            """);
        Assert.Empty(message.Problems);
        Assert.Equal(2, message.Root.Children.Count);
        Assert.EndsWith("linebreak.", message.Root.Children[0].DecodeText(), StringComparison.Ordinal);
        Assert.EndsWith("linebreak.\n", message.Root.Children[1].DecodeText(), StringComparison.Ordinal);
        Assert.Equal(new DateTimeOffset(1993, 3, 21, 23, 56, 48, TimeSpan.FromHours(-8)), message.Headers.Date);
    }

    [Theory]
    [InlineData("=?US-ASCII?Q?Keith_Moore?=", "Keith Moore")]
    [InlineData("=?ISO-8859-1?Q?Olle_J=E4rnefors?=", "Olle Järnefors")]
    [InlineData("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)", "(ab)")]
    [InlineData("(=?ISO-8859-1?Q?a?=  b)", "(a  b)")]
    [InlineData("=?ISO-8859-1?Q?a_b?=", "a b")]
    [InlineData("=?ISO-8859-1?B?SWYgeW91IGNhbiByZWFkIHRoaXMgeW8=?= =?ISO-8859-2?B?dSB1bmRlcnN0YW5kIHRoZSBleGFtcGxlLg==?=", "If you can read this you understand the example.")]
    [InlineData("=?utf-8?B?ww==?= =?utf-8?B?tg==?=", "ö")]
    [InlineData("=?utf-8?Q?=C3?= =?utf-8?Q?=B6?=", "ö")]
    [InlineData("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本")]
    [InlineData("=?koi8-r?B?8NLJ18XU?=", "Привет")]
    [InlineData("=?windows-1251?Q?=CF=F0=E8=E2=E5=F2?=", "Привет")]
    [InlineData("=?gb2312?B?1tDOxA==?=", "中文")]
    [InlineData("=?big5?B?pKSk5Q==?=", "中文")]
    [InlineData("=?shift_jis?B?k/qWew==?=", "日本")]
    [InlineData("=?euc-kr?B?x9GxuQ==?=", "한국")]
    [InlineData("=?no-such-set?Q?=E9t=E9?=", "été")]
    [InlineData("=?utf-8*de?Q?Gr=C3=BC=C3=9Fe?=", "Grüße")]
    [InlineData("=?utf-8?Q?unterminated", "=?utf-8?Q?unterminated")]
    [InlineData("=?utf-8?X?what?=", "=?utf-8?X?what?=")]
    [InlineData("=??Q?a?=", "=??Q?a?=")]
    [InlineData("=?utf-8?Q?spaces in it?= x", "spaces in it x")]
    public void Text_EncodedWords_AreDecoded(string raw, string text) => Assert.Equal(text, Read($"Subject: {raw}\n\n").Subject);

    [Theory]
    [InlineData("attachment; filename=a.pdf", "a.pdf")]
    [InlineData("attachment; filename=\"a \\\"b\\\" (c).pdf\"", "a \"b\" (c).pdf")]
    [InlineData("attachment; filename*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A", "This is ***fun***")]
    [InlineData("attachment; filename*0*=us-ascii'en'This%20is%20even%20more%20; filename*1*=%2A%2A%2Afun%2A%2A%2A%20; filename*2=\"isn't it!\"", "This is even more ***fun*** isn't it!")]
    [InlineData("attachment; filename*1=b.pdf; filename*0=a", "ab.pdf")]
    [InlineData("attachment; filename=\"fallback.pdf\"; filename*=UTF-8''%C3%BC.pdf", "ü.pdf")]
    [InlineData("attachment; filename=\"=?utf-8?Q?=C3=BC=2Epdf?=\"", "ü.pdf")]
    [InlineData("attachment; filename=two words.pdf", "two words.pdf")]
    [InlineData("attachment (comment); filename=..\\..\\etc\\x.pdf", "x.pdf")]
    [InlineData("attachment; filename=\"/etc/passwd\"", "passwd")]
    [InlineData("attachment; filename", null)]
    public void FileName_Parameters_AreDecoded(string disposition, string? name) =>
        Assert.Equal(name, Read($"Content-Disposition: {disposition}\n\nx").Root.FileName);

    [Fact]
    public void Parse_DamagedMultiparts_GiveWhatIsThere()
    {
        var missing = Read("Content-Type: multipart/mixed\n\n--found-it\nContent-Type: text/plain\n\nhello\n--found-it--\n");
        Assert.Equal("hello", missing.TextBody);
        Assert.Contains(missing.Problems, p => p.Reason.Contains("no boundary", StringComparison.Ordinal));

        var wrong = Read("Content-Type: multipart/mixed; boundary=other\n\n--found-it\nContent-Type: text/plain\n\nhello\n--found-it--\n");
        Assert.Equal("hello", wrong.TextBody);

        var open = Read("Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n\ntwo\n");
        Assert.Equal(2, open.Root.Children.Count);
        Assert.Contains(open.Problems, p => p.Reason.Contains("not closed", StringComparison.Ordinal));

        var none = Read("Content-Type: multipart/mixed; boundary=b\n\njust text\n");
        Assert.Equal("just text\n", none.TextBody);
    }

    [Theory]
    [InlineData("Subject: a\r\n\r\nbody\r\n")]
    [InlineData("Subject: a\n\nbody\n")]
    [InlineData("Subject: a\r\rbody\r")]
    [InlineData("From joe@x.test Mon Jan  1 00:00:00 2024\nSubject: a\n\nbody\n")]
    [InlineData("\r\n\r\nSubject: a\r\n\r\nbody\r\n")]
    [InlineData("Subject : a\r\n\r\nbody\r\n")]
    [InlineData("X: y\r\nno field here\r\nSubject: a\r\n\r\nbody\r\n")]
    [InlineData("Subject: a\r\nbody\r\n")]
    public void Parse_LineEndsAndHeaderDamage_AreTolerated(string raw)
    {
        var message = MimeMessage.Parse(Encoding.ASCII.GetBytes(raw));
        Assert.Equal("a", message.Subject);
        Assert.Equal("body\n", message.TextBody);
    }

    [Fact]
    public void Parse_BareCarriageReturn_OpensNoField()
    {
        var message = MimeMessage.Parse("Subject: a\rBcc: evil@x.test\r\n\r\n"u8.ToArray());
        Assert.Equal("a Bcc: evil@x.test", message.Subject);
        Assert.False(message.Headers.Contains("Bcc"));
    }

    [Fact]
    public void Raw_Fields_AreTheOriginalBytes()
    {
        var bytes = "Subject: a\r\n\tb\r\nX-Y:z\r\n\r\n"u8.ToArray();
        var headers = MimeMessage.Parse(bytes).Headers;
        Assert.Equal("Subject: a\r\n\tb\r\n", Encoding.ASCII.GetString(headers[0].Raw.Span));
        Assert.Equal("a\tb", headers[0].Value);
        Assert.Equal("X-Y:z\r\n", Encoding.ASCII.GetString(headers[1].Raw.Span));
    }

    [Fact]
    public void DecodeText_FlowedWithDelSp_JoinsLines()
    {
        var message = Read("Content-Type: text/plain; format=flowed; delsp=yes\n\nHello wor \nld\n>> quoted \n>> on\n> less\n-- \nsig\n");
        Assert.Equal("Hello world\n>> quotedon\n> less\n-- \nsig\n", message.TextBody);
    }

    [Fact]
    public void Parse_DeepNesting_StopsAtTheLimit()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 200; i++)
            text.Append("Content-Type: multipart/mixed; boundary=b").Append(i).Append("\n\n--b").Append(i).Append('\n');
        var message = Read(text.ToString());
        Assert.Contains(message.Problems, p => p.Reason.Contains("deeper", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Fri, 21 Nov 1997 09:55:06 -0600", "1997-11-21T09:55:06-06:00")]
    [InlineData("Thu,\r\n 13\r\n Feb\r\n 1969\r\n 23:32\r\n -0330 (Newfoundland Time)", "1969-02-13T23:32:00-03:30")]
    [InlineData("21 Nov 97 09:55:06 GMT", "1997-11-21T09:55:06+00:00")]
    [InlineData("Mon Jan 5 2026 10:00:00 +0100", null)]
    [InlineData("5 Jan 2026 10:00:60 EST", "2026-01-05T10:01:00-05:00")]
    [InlineData("31 Feb 2026 10:00:00 +0000", null)]
    [InlineData("not a date", null)]
    public void MailDate_Forms_AreRead(string text, string? iso)
    {
        var read = MailDate.TryParse(text.Replace("\r\n", "", StringComparison.Ordinal), out var date);
        Assert.Equal(iso is not null, read);
        if (iso is not null)
            Assert.Equal(DateTimeOffset.Parse(iso, System.Globalization.CultureInfo.InvariantCulture), date);
    }
}
