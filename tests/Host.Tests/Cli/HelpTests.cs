using System.CommandLine;
using Assistant.Host.Cli;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

public sealed class HelpTests
{
    public static TheoryData<string> Paths => [.. Commands(CommandTree.Create()).Select(HelpPage.PathOf)];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Help_OfEveryCommand_NamesUsageOptionsAndExamplesWithinEightyColumns(string path)
    {
        using var cli = new CliHarness();

        var code = await cli.RunAsync([.. Words(path), "--help"]);

        Assert.Equal(ExitCode.Ok, code);
        Assert.All(["USAGE", "OPTIONS", "EXAMPLES", "EXIT CODES"], section => Assert.Contains($"\n{section}\n", cli.Out, StringComparison.Ordinal));
        Assert.DoesNotContain(cli.Out.Split('\n'), line => line.Length > 80);
        Assert.DoesNotContain(cli.Out.Split("\n\nUSAGE")[0], c => c == (char)10);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Examples_OfEveryCommand_AreCommandLinesThatParse(string path)
    {
        var command = Commands(CommandTree.Create()).Single(command => HelpPage.PathOf(command) == path);

        Assert.InRange(command.Examples.Count, 2, 5);
        Assert.All(command.Examples, example =>
        {
            var parsed = CommandTree.Create().Parse(ShellWords(example));
            Assert.Empty(parsed.Errors);
            Assert.NotNull(((CliCommand)parsed.CommandResult.Command).Handler);
        });
    }

    [Theory]
    [InlineData("rules", "  --contact, --about CONTACT")]
    [InlineData("document export", "  -o, --out FILE")]
    [InlineData("account add", "Default: headers.")]
    public async Task Help_OfAnOption_NamesAllThatItMayBeCalledAndTakesWhatItShows(string path, string line)
    {
        using var cli = new CliHarness { Terminal = new(120, false, true, false, false) };

        await cli.RunAsync([.. Words(path), "--help"]);

        Assert.Contains(line, cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Root_WithoutArguments_ShowsTheHelp()
    {
        using var cli = new CliHarness();

        Assert.Equal(ExitCode.Ok, await cli.RunAsync());
        Assert.Contains("outbox", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Group_WithoutCommand_ShowsItsHelpAsAUsageError()
    {
        using var cli = new CliHarness();

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("outbox"));
        Assert.Contains("approve", cli.Error, StringComparison.Ordinal);
        Assert.Empty(cli.Out);
    }

    [Fact]
    public async Task Version_Prints_TheProductsVersion()
    {
        using var cli = new CliHarness();

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("--version"));
        Assert.Equal(Product.Version, cli.Out.Trim());
    }

    private static IEnumerable<CliCommand> Commands(Command root) =>
        root.Subcommands.SelectMany(Commands).Prepend((CliCommand)root);

    private static string[] Words(string path) => path.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // As a shell would: quotes hold words together, a redirection is the shell's own.
    private static List<string> ShellWords(string line)
    {
        var words = new List<string>();
        foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(line, """'(?<w>[^']*)'|"(?<w>[^"]*)"|(?<w>\S+)"""))
            words.Add(match.Groups["w"].Value);
        var redirected = words.FindIndex(word => word is "<" or ">");
        return redirected < 0 ? words : words[..redirected];
    }
}
