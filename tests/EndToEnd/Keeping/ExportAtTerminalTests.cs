using System.IO.Compression;
using System.Text;
using Assistant.EndToEnd.Cli;
using static Assistant.EndToEnd.Cli.RealCli;

namespace Assistant.EndToEnd.Keeping;

/// <summary>One application taken out at a terminal: what is asked first and said after, and what lies there then.</summary>
[Trait("Category", "Slow")]
public sealed class ExportAtTerminalTests : IAsyncLifetime
{
    private readonly RealCli _cli = new();

    public async Task InitializeAsync()
    {
        await DoneAsync(_cli.RunAsync("demo", "--yes"));
        foreach (var (company, role) in ((string, string)[])[("Acme GmbH", "Platform Engineer"), ("Borealis AG", "Gardener")])
        {
            _cli.WriteFile("posting.txt", $"Company: {company}\nTitle: {role}\n\nWhoever works at {company} looks after things.\n");
            await DoneAsync(_cli.RunAsync("capture", "posting.txt", "--company", company, "--role", role));
        }
    }

    public async Task DisposeAsync() => await _cli.DisposeAsync();

    [Fact]
    public async Task Export_OfAnApplication_AsksBySayingWhoseAndWritesItsRecordsAndNoOthers()
    {
        var done = await DoneAsync(_cli.RunAtTerminalAsync("y\n", "export", "--application", "acme", "--out", "acme"));

        Screens.InOrder(done.Out, $"Write Platform Engineer, Acme GmbH, readable by whoever has it, to {_cli.PathTo("acme")}? [y/N]", "Exported to", "acme/index.html is for reading.", "Nothing in it is encrypted");
        var files = Directory.EnumerateFiles(_cli.PathTo("acme"), "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(_cli.PathTo("acme"), file), File.ReadAllBytes);
        Assert.Contains("Whoever works at Acme GmbH", Encoding.UTF8.GetString(files["documents/0001-posting.txt"]), StringComparison.Ordinal);
        Assert.Contains("Platform Engineer", Encoding.UTF8.GetString(files["plugins/applications/application.jsonl"]), StringComparison.Ordinal);
        Screens.InOrder(Encoding.UTF8.GetString(files["index.html"]), "What happened", "Written down, in Saved", "Platform Engineer, Acme GmbH", "Documents", "documents/0001-posting.txt");
        // Neither of the other application, nor of the people whom the demo knows.
        Assert.Equal([], files.Where(static file => ((string[])["Borealis", "Gardener", "Ruiz"]).Any(word => Encoding.UTF8.GetString(file.Value).Contains(word, StringComparison.Ordinal))).Select(static file => file.Key));
    }

    [Fact]
    public async Task Export_IntoOneFile_SaysWhereToReadAndComesBackAsItWas()
    {
        var done = await DoneAsync(_cli.RunAtTerminalAsync("y\n", "export", "--application", "acme", "--out", "acme.zip"));

        Screens.InOrder(done.Out, "acme.zip: ", "index.html in it is for reading.");
        using (var zip = ZipFile.OpenRead(_cli.PathTo("acme.zip")))
            Assert.NotNull(zip.GetEntry("index.html"));
        var back = await DoneAsync(_cli.RunAtTerminalAsync("y\n", "import", "acme.zip"));
        Screens.InOrder(back.Out, "Came in: 0 records", "were here already");
    }

    [Fact]
    public async Task Export_RefusedOrOfNothingThatThereIs_WritesNothing()
    {
        var refused = await _cli.RunAtTerminalAsync("n\n", "export", "--application", "acme", "--out", "acme");
        var nothing = await _cli.RunAtTerminalAsync("y\n", "export", "--application", "nowhere", "--out", "nowhere");
        var both = await _cli.RunAtTerminalAsync("y\n", "export", "ana", "--application", "acme", "--out", "both");

        Assert.True((refused.Code, nothing.Code, both.Code) == (130, 3, 2), $"{refused}\n{nothing}\n{both}");
        Assert.Contains("no application 'nowhere'", nothing.Out, StringComparison.Ordinal);
        Assert.Contains("either a person or an application", both.Out, StringComparison.Ordinal);
        Assert.Equal([], ((string[])["acme", "nowhere", "both"]).Where(name => Path.Exists(_cli.PathTo(name))));
    }
}
