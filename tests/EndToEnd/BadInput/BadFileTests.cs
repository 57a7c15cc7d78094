using System.Text.Json;
using Assistant.EndToEnd.Cli;

namespace Assistant.EndToEnd.BadInput;

/// <summary>Files that are not what they should be: each is refused at its place, with a remedy, and changes nothing.</summary>
[Trait("Category", "Slow")]
public sealed class BadFileTests(ReadyDesk desk) : IClassFixture<ReadyDesk>
{
    private readonly RealCli _cli = desk.Cli;

    [Theory]
    [InlineData(3, "contact import nowhere.csv", "", "There is no file nowhere.csv", "Check the name")]
    [InlineData(2, "contact import no-column.csv", "who;what\nAna;x\n", "no-column.csv:1: there is no column for the address", "Call the column email")]
    [InlineData(2, "contact import empty.csv", "", "empty.csv", "")]
    [InlineData(2, "template save open-block.md", "Name: t\nSubject: Hi\n\nDear {{name}},\n  {{#if x}} no end\n", "body:2:3: this {{#if}} is never closed", "Write {{/if}}")]
    [InlineData(2, "template save open-variable.md", "Name: t\nSubject: Hi {{\n\nDear {{name}},\n", "subject:1:4: this {{ is never closed", "Write }}")]
    [InlineData(2, "template save no-head.md", "nothing\n", "no-head.md:1:", "Begin with lines of NAME: VALUE")]
    [InlineData(3, "template save nowhere.md", "", "There is no file nowhere.md", "Check the name")]
    public async Task Run_OnABadFile_NamesThePlaceAndTheRemedyAndChangesNothing(int code, string command, string content, string place, string remedy)
    {
        var words = command.Split(' ');
        if (!words[^1].StartsWith("nowhere", StringComparison.Ordinal))
            _cli.WriteFile(words[^1], content);
        var before = await desk.StateAsync();

        var done = await _cli.RunAsync(words);

        Assert.True(done.Code == code, done.ToString());
        var said = Unwrapped(done);
        Assert.Contains(place, said, StringComparison.Ordinal);
        Assert.Contains(remedy, said, StringComparison.Ordinal);
        Assert.Equal(before, await desk.StateAsync());
    }

    [Fact]
    public async Task Import_WithBadRows_TakesTheGoodOnesWholeAndNamesTheOthers()
    {
        var file = _cli.WriteFile("mixed.csv", "name,email\nBea Good,bea@norte.example\nBad,not-an-address\n\"Open,x@y.example\n");

        var done = await _cli.RunAsync("contact", "import", file);
        var again = await _cli.RunAsync("contact", "import", file);

        Assert.True(done.Code == 7, done.ToString());
        Assert.Contains("mixed.csv:3: the address is not of the form name@domain", Unwrapped(done), StringComparison.Ordinal);
        Assert.Contains("mixed.csv:4: a quote opened in this row is never closed. Close it", Unwrapped(done), StringComparison.Ordinal);
        var names = JsonElement.Parse((await _cli.RunAsync("contact", "list", "--json")).Out).GetProperty("contacts").EnumerateArray().Select(contact => contact.GetProperty("name").GetString());
        Assert.Equal(["Ana Ruiz", "Bea Good"], names.Order());
        Assert.Contains("0 new, 0 changed, 1 as they were", Unwrapped(again), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_ThatAreNoJson_AreNamedByTheDoctorAndStopNothing()
    {
        var before = await desk.StateAsync();
        var file = Path.Combine(_cli.Main, "settings.json");
        File.WriteAllText(file, "{\n  \"plugins\": {,}\n}\n");
        try
        {
            var done = await _cli.RunAsync("doctor", "--json");

            Assert.True(done.Code == 1, done.ToString());
            var finding = JsonElement.Parse(done.Out).GetProperty("findings")[0];
            Assert.Equal("settings.file", finding.GetProperty("code").GetString());
            Assert.StartsWith("settings.json:2:", finding.GetProperty("message").GetString(), StringComparison.Ordinal);
            Assert.NotEmpty(finding.GetProperty("remedy").GetString()!);
            Assert.Equal(before, await desk.StateAsync());
        }
        finally
        {
            File.Delete(file);
        }

        Assert.Equal(0, (await _cli.RunAsync("doctor")).Code);
    }

    [Fact]
    public async Task Maildir_WithGarbage_NamesTheFileAndReadsTheRest()
    {
        File.WriteAllBytes(Path.Combine(desk.Maildir, "new", "1.garbage"), [0, 1, 2, 255, 10, 10, 10]);
        File.WriteAllText(Path.Combine(desk.Maildir, "new", "2.good"), "From: Ana <ana@norte.example>\nTo: me@example.org\nSubject: hello\nMessage-ID: <1@norte.example>\n\nhello\n");

        var done = await _cli.RunAsync("tracking", "check");

        Assert.True(done.Code == 7, done.ToString());
        Assert.Contains("1 new message seen", Unwrapped(done), StringComparison.Ordinal);
        Assert.Contains("new/1.garbage: it does not begin with a header, so it is no message. Move the file", Unwrapped(done), StringComparison.Ordinal);
        Assert.Equal(["1.garbage", "2.good"], Directory.GetFiles(Path.Combine(desk.Maildir, "new")).Select(Path.GetFileName).Order());
        Assert.Equal("{\"rows\":[]}", (await _cli.RunAsync("tracking", "list", "--json")).Out.Trim());
    }

    // What is shown is wrapped at the screen's width.
    private static string Unwrapped(Finished done) => string.Join(' ', (done.Out + done.Error).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
