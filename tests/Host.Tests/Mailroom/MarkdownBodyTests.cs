using Assistant.Host.Mailroom.Drafts;

namespace Assistant.Host.Tests.Mailroom;

public sealed class MarkdownBodyTests
{
    [Theory]
    [InlineData("Hello *you*,\nand **you**.", "Hello you,\nand you.\n")]
    [InlineData("See [our page](https://x.example/a?b=c).", "See our page <https://x.example/a?b=c>.\n")]
    [InlineData("See https://x.example/ now", "See https://x.example/ now\n")]
    [InlineData("<a@b.example>", "a@b.example\n")]
    [InlineData("# Title\n\ntext", "Title\n\ntext\n")]
    [InlineData("- one\n- two\n  - deep\n\n1. first\n2. second", "- one\n- two\n  - deep\n\n1. first\n2. second\n")]
    [InlineData("> said\n> so", "> said\n> so\n")]
    [InlineData("a\n\n---\n\nb", "a\n\n---\n\nb\n")]
    [InlineData("    code", "    code\n")]
    [InlineData("<b>not bold</b> & `x < y`", "<b>not bold</b> & x < y\n")]
    [InlineData("[click](javascript:alert(1))", "click\n")]
    [InlineData("Line\r\nends\rall", "Line\nends\nall\n")]
    public void Render_Markdown_ReadsWellAsText(string markdown, string text) => Assert.Equal(text, MarkdownBody.Render(markdown).Text);

    [Fact]
    public void Render_Html_CarriesNoMarkupOfTheWriter()
    {
        var html = MarkdownBody.Render("<script>x</script> ![pic](https://x.example/p.png) [y](javascript:z)\nnext").Html;

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", html, StringComparison.Ordinal);
        Assert.Contains("<br />", html, StringComparison.Ordinal);
    }
}
