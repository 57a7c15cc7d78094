using System.CommandLine;
using System.CommandLine.Parsing;
using Assistant.Host.Cli;
using Assistant.Host.Extensions.Manifests;
using NuGet.Versioning;

namespace Assistant.EndToEnd.Docs;

/// <summary>What the documents say can be typed, followed and copied.</summary>
public sealed class DocumentTests
{
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    [Fact]
    public void Commands_InEveryDocument_AreOnesThatTheProgramHas()
    {
        var commands = Documents.Commands().ToList();

        Assert.Contains(commands, command => command.Place.StartsWith("README.md", StringComparison.Ordinal));
        Assert.Contains(commands, command => !command.Place.StartsWith("README.md", StringComparison.Ordinal));
        Assert.Equal([], commands.Select(command => (command.Place, Problem: Problem(command.Words))).Where(found => found.Problem is not null));
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("draft", "frobnicate")]
    [InlineData("draft", "list", "--frobnicate")]
    [InlineData("contact", "import")]
    [InlineData("account")]
    public void Problem_OfACommandThatIsNotThere_IsFound(params string[] words) => Assert.NotNull(Problem(words));

    [Fact]
    public void Links_InEveryDocument_LeadToFiles()
    {
        var links = Documents.Links().ToList();

        Assert.NotEmpty(links);
        Assert.Equal([], links.Where(link => !Path.Exists(Path.Combine(Path.GetDirectoryName(link.File)!, link.Target))));
    }

    [Fact]
    public void Manifest_InPluginsDocument_IsOneThatTheHostTakes()
    {
        var root = Directory.CreateTempSubdirectory("assistant-docs-");
        try
        {
            var folder = root.CreateSubdirectory("hello").FullName;
            File.WriteAllText(Path.Combine(folder, "plugin.json"), Documents.Block(Path.Combine("docs", "plugins.md"), "json", 0));
            File.WriteAllText(Path.Combine(folder, "Hello.dll"), "");

            var reading = ManifestReader.Read(folder, PluginOrigin.Installed, SemanticVersion.Parse(Host.Installation.Version));

            Assert.Equal([], reading.Problems);
            Assert.Equal("hello", reading.Manifest!.Id);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    private static string? Problem(string[] words)
    {
        var parsed = CommandTree.Create().Parse(words, Parsing);
        if (parsed.Errors is [var error, ..])
            return error.Message;
        if (((CliCommand)parsed.CommandResult.Command).Handler is null)
            return $"'{string.Join(' ', words)}' is no command that runs";
        // An option that the command does not have is read as one of its arguments.
        return parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens).FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } stray
            ? $"there is no option '{stray.Value}'"
            : null;
    }
}
