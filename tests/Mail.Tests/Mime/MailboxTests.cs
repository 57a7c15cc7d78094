using Assistant.Mail.Mime;

namespace Assistant.Mail.Tests.Mime;

public sealed class MailboxTests
{
    [Theory]
    [InlineData("a@b.test", null, "a@b.test")]
    [InlineData("<a@b.test>", null, "a@b.test")]
    [InlineData("John Q. Public <a@b.test>", "John Q. Public", "a@b.test")]
    [InlineData("\"Public, John \\\"Q\\\"\" <a@b.test>", "Public, John \"Q\"", "a@b.test")]
    [InlineData("Public, John <a@b.test>", "Public, John", "a@b.test")]
    [InlineData("a@b.test (John (the) Public)", "John (the) Public", "a@b.test")]
    [InlineData("Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>", "Pete", "pete@silly.test")]
    [InlineData("<@one.test,@two.test:joe@three.test>", null, "joe@three.test")]
    [InlineData("joe . smith @ three . test", null, "joe.smith@three.test")]
    [InlineData("\"joe smith\"@three.test", null, "\"joe smith\"@three.test")]
    [InlineData("\"joe@home\" <joe@three.test>", "joe@home", "joe@three.test")]
    [InlineData("=?utf-8?Q?J=C3=B6rg,?= M <j@three.test>", "Jörg, M", "j@three.test")]
    [InlineData("\"=?utf-8?B?SsO2cmc=?=\" <j@three.test>", "Jörg", "j@three.test")]
    [InlineData("Jörg <jörg@büro.test>", "Jörg", "jörg@büro.test")]
    [InlineData("x@[192.0.2.1]", null, "x@[192.0.2.1]")]
    [InlineData("[EXT] John <j@b.test>", "[EXT] John", "j@b.test")]
    [InlineData("John <j@b.test", "John", "j@b.test")]
    [InlineData("<mailto:j@b.test>", null, "j@b.test")]
    public void Parse_OneAddress_GivesNameAndAddress(string text, string? name, string address) => Assert.Equal(new Mailbox(name, address), Mailbox.Parse(text));

    [Fact]
    public void ParseList_Groups_AreFlattened()
    {
        var list = Mailbox.ParseList("A Group(Some people):Chris Jones <c@public.test>, joe@example.test,\r\n John <jdoe@one.test>; , Undisclosed:;, last@x.test");
        Assert.Equal(["c@public.test", "joe@example.test", "jdoe@one.test", "last@x.test"], list.Select(m => m.Address));
        Assert.Empty(Mailbox.ParseList("undisclosed-recipients:;"));
        Assert.Empty(Mailbox.ParseList("<>"));
    }

    [Fact]
    public void Matches_CaseAndScriptForms_AreOne()
    {
        var a = new Mailbox(null, "Joe.Smith@BÜRO.test");
        Assert.True(a.Matches(new Mailbox("x", "joe.smith@xn--bro-hoa.TEST")));
        Assert.False(a.SameAddress(new Mailbox("x", "joe.smith@xn--bro-hoa.TEST")));
        Assert.True(a.SameAddress(new Mailbox("x", "\"Joe.Smith\"@büro.test")));
        Assert.Equal("büro.test", new Mailbox(null, "a@xn--bro-hoa.test").UnicodeDomain);
    }
}
