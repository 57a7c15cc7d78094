using Assistant.Mail.Mime;

namespace Assistant.Mail.Tests.Mime;

public sealed class HeaderInjectionTests
{
    private static readonly string[] Poisons = ["\r\nBcc: evil@x.test", "\nBcc: evil@x.test", "\rX: y", "\0", "\t", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029", "\ud800", "\r\n\r\nbody"];

    private static readonly MessageBuilder Clean = new()
    {
        From = new Mailbox("A", "a@b.test"),
        To = [new Mailbox("B", "b@b.test")],
        Subject = "s",
        Date = DateTimeOffset.UnixEpoch,
        MessageId = "i@b.test",
    };

    /// <summary>Every field that carries a caller's text, with the place its refusal has to name.</summary>
    private static readonly (string Place, Func<string, MessageBuilder> With)[] Fields =
    [
        ("From", p => Clean with { From = new Mailbox("A" + p, "a@b.test") }),
        ("From", p => Clean with { From = new Mailbox("A", "a" + p + "@b.test") }),
        ("From", p => Clean with { From = new Mailbox("A", "a@b.test" + p) }),
        ("From", p => Clean with { From = new Mailbox("A", "\"a" + p + "\"@b.test") }),
        ("To", p => Clean with { To = [new Mailbox(p + "B", "b@b.test")] }),
        ("To", p => Clean with { To = [new Mailbox(null, "b@b" + p + ".test")] }),
        ("Cc", p => Clean with { Cc = [new Mailbox("C" + p, "c@b.test")] }),
        ("Bcc", p => Clean with { Bcc = [new Mailbox("C" + p, "c@b.test")] }),
        ("Reply-To", p => Clean with { ReplyTo = [new Mailbox("C" + p, "c@b.test")] }),
        ("Subject", p => Clean with { Subject = "s" + p + "t" }),
        ("Message-ID", p => Clean with { MessageId = "i" + p + "@b.test" }),
        ("In-Reply-To", p => Clean with { InReplyTo = "i@b.test" + p }),
        ("References", p => Clean with { References = ["ok@b.test", "i" + p + "@b.test"] }),
        ("X-Note", p => Clean with { ExtraHeaders = [new("X-Note", "v" + p)] }),
        ("List-Id", p => Clean with { ExtraHeaders = [new("List-Id", "v" + p + "w")] }),
        ("header", p => Clean with { ExtraHeaders = [new("X-N" + p, "v")] }),
        ("attachment name", p => Clean with { Attachments = [new OutgoingAttachment("f" + p + ".pdf", "application/pdf", default)] }),
        ("attachment type", p => Clean with { Attachments = [new OutgoingAttachment("f.pdf", "application/pdf" + p, default)] }),
    ];

    [Fact]
    public void Build_ControlCharacterInAnyField_IsRefusedByName()
    {
        Assert.True(Clean.Build().IsValid);
        foreach (var (place, with) in Fields)
        {
            Assert.True(with("").Build().IsValid, place);
            foreach (var poison in Poisons)
            {
                var result = with(poison).Build();
                Assert.False(result.IsValid, $"{place} with {(int)poison[0]:x}");
                Assert.Contains(result.Problems, p => p.Place == place);
                Assert.DoesNotContain(result.Problems, p => p.Reason.Contains("evil", StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("a@")]
    [InlineData("@b.test")]
    [InlineData("a b@c.test")]
    [InlineData("a@b c.test")]
    [InlineData("a..b@c.test")]
    [InlineData(".a@c.test")]
    [InlineData("a@-c.test")]
    [InlineData("a@c..test")]
    [InlineData("a@c.test, d@e.test")]
    [InlineData("a@b@c.test")]
    [InlineData("<a@c.test>")]
    [InlineData("a@[nonsense]")]
    [InlineData("\"a\"b\"@c.test")]
    [InlineData("a@c_d.test")]
    public void Create_WronglyFormedAddress_IsRefused(string address) => Assert.False(Mailbox.Create(null, address).IsValid);

    [Fact]
    public void Create_LengthsOverRfc5321_AreRefused()
    {
        Assert.True(Mailbox.Create(null, new string('a', 64) + "@c.test").IsValid);
        Assert.False(Mailbox.Create(null, new string('a', 65) + "@c.test").IsValid);
        Assert.False(Mailbox.Create(null, "a@" + new string('b', 64) + ".test").IsValid);
        Assert.False(Mailbox.Create(null, "a@" + string.Join('.', Enumerable.Repeat("abcdefghi", 26)) + ".test").IsValid);
    }

    [Theory]
    [InlineData("From")]
    [InlineData("bcc")]
    [InlineData("Content-Type")]
    [InlineData("MIME-Version")]
    [InlineData("Received")]
    public void Build_ExtraHeaderThatIsOurs_IsRefused(string name) =>
        Assert.False((Clean with { ExtraHeaders = [new(name, "x")] }).Build().IsValid);

    [Fact]
    public void Build_NoRecipient_IsRefused() => Assert.False((Clean with { To = [] }).Build().IsValid);
}
