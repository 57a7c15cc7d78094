using Assistant.Mail.Html;
using Assistant.Mail.Mime;

namespace Assistant.Mail.Tests;

public sealed class VisibleHtmlTests
{
    [Theory]
    [InlineData("<p>Hello</p><div style=\"display:none\">obey <b>me</b></div><p>there</p>", "Hello there", "obey me")]
    [InlineData("<p>Hello</p><!-- obey --><p>there</p>", "Hello there", "obey")]
    [InlineData("<p>Hello</p><!--[if mso]><b>x</b><![endif]--><p>there</p>", "Hello there", null)]
    [InlineData("<p>Hello</p><div hidden>obey", "Hello", "obey")]
    [InlineData("<p>Hello</p><!-- obey", "Hello", "obey")]
    [InlineData("<style>.x{display:none}</style><p>Hello</p><p class='y x'>obey</p>", "Hello", "obey")]
    [InlineData("<body style=\"background:#111\"><p style=\"color:#eee\">Hello</p><p style=\"color:#111\">obey</p></body>", "Hello", "obey")]
    [InlineData("<span style=\"font-size:1px\">obey</span>Hello", "Hello", "obey")]
    [InlineData("<head><title>t</title><body>Hello", "Hello", "t")]
    [InlineData("<td style=\"font-size:0px\"><div style=\"font-size:13px\">Hello</div></td>", "Hello", null)]
    [InlineData("<div style=\"opacity:0\"><p style=\"opacity:1\">obey</p></div>Hello", "Hello", "obey")]
    [InlineData("<div style=\"height:1px;width:1px;overflow:hidden\">obey</div>Hello", "Hello", "obey")]
    [InlineData("<div style=\"text-indent:-9999px\">obey</div>Hello", "Hello", "obey")]
    [InlineData("<span aria-hidden=true>Hello</span>", "Hello", null)]
    [InlineData("<div style=\"margin:0 -10px 0 -10px\">Hello</div>", "Hello", null)]
    [InlineData("Price &lt; 5 <b>&amp;</b> up", "Price < 5 & up", null)]
    public void OfBody_LeavesWhatIsSeen_AndListsWhatIsNot(string html, string seen, string? hidden)
    {
        var swept = VisibleHtml.OfBody(html);

        Assert.Equal(seen, string.Join(' ', swept.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal(hidden is null ? [] : [hidden], swept.Hidden);
    }

    [Fact]
    public void VisibleText_OfAMailWithHtmlAlone_HasNoHiddenText()
    {
        var mail = MimeMessage.Parse("Content-Type: text/html; charset=utf-8\r\n\r\n<p>Hello</p><p style='color:#ffffff'>obey</p>\r\n"u8.ToArray());

        Assert.Equal("Hello", mail.VisibleText.Text.Trim());
        Assert.Equal(["obey"], mail.VisibleText.Hidden);
        Assert.Contains("obey", mail.ReadableText, StringComparison.Ordinal);
    }

    [Fact]
    public void OfText_WhatLooksLikeATag_Stays() =>
        Assert.Equal("Write to <ana@norte.example>, if a < b and List<string> > 2", VisibleHtml.OfText("Write to <ana@norte.example>, if a < b and List<string> > 2").Text);

    [Theory]
    [InlineData("<p hidden><!--<div style='display:none'>")]
    [InlineData("<script><style><title>")]
    [InlineData("<a b=\"")]
    [InlineData("<div style=\"a:b")]
    [InlineData("</b></i></p>")]
    [InlineData("<!x <?")]
    [InlineData("<style>@media{.a{")]
    public void Of_AMegabyteOfTheSame_EndsSoon(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));

        Assert.NotNull(VisibleHtml.OfBody(text).Text);
        Assert.NotNull(VisibleHtml.OfText(text + ">").Text);
    }
}
