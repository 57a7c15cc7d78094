using Assistant.Mail.Mime;
using Assistant.Mail.Verdicts;

namespace Assistant.Mail.Tests.Verdicts;

public sealed class ThreadingTests
{
    [Theory]
    [InlineData("Re: Hello", "hello")]
    [InlineData("RE: AW: Antw.: Hello", "antw.: hello")]
    [InlineData("AW: WG: SV: Fwd: Hello", "hello")]
    [InlineData("Re[2]: Hello", "hello")]
    [InlineData("Re (3): Hello", "hello")]
    [InlineData("[list] Re: [list] Hello  World ", "hello world")]
    [InlineData("[EXT]", "[ext]")]
    [InlineData("Automatic reply: Hello", "hello")]
    [InlineData("Automatische Antwort: Re: Hello", "hello")]
    [InlineData("Réponse automatique : Hello", "hello")]
    [InlineData("Hello (fwd)", "hello")]
    [InlineData("Reminder: Hello", "reminder: hello")]
    [InlineData("答复: 你好", "你好")]
    [InlineData(null, "")]
    public void BaseSubject_Prefixes_Go(string? subject, string expected) => Assert.Equal(expected, Threading.BaseSubject(subject));

    [Fact]
    public void Cites_BothFields_GiveTheMostTellingFirst()
    {
        var headers = HeaderBlock.Parse("References: <a@x> (comment) <b@x>\n\t<c@\n x>\nIn-Reply-To: Your message <d@x>; <b@x>\n");
        Assert.Equal(["d@x", "b@x", "c@x", "a@x"], Threading.Cites(headers));
    }
}
