using Assistant.Host.Cli;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

/// <summary>The user's own words: the style card and the prompts, shown, learnt and edited.</summary>
public sealed class VoiceCliTests
{
    [Theory]
    [InlineData("style", "edit")]
    [InlineData("prompts", "edit", "outreach")]
    public async Task Edit_WhereTheHostRefuses_KeepsWhatWasTyped(params string[] line)
    {
        using var cli = Editing("printf 'an hour of work' > \"$1\"");
        cli.Host.On<StyleSetRequest>("drafting/setStyle", _ => throw RpcException.Invalid("$.text", "It is too long."))
            .On<PromptSaveRequest>("drafting/savePrompt", _ => throw RpcException.Invalid("outreach:1:1", "has no front matter"));

        Assert.Equal(ExitCode.Usage, await cli.RunAsync(line));

        var kept = Assert.Single(Directory.GetFiles(cli.Root.Current.FullPath, "edit-*.md"));
        Assert.Equal("an hour of work", await File.ReadAllTextAsync(kept));
        Assert.Contains($"What you typed is kept in {kept}.", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EditStyle_OfACard_BeginsWithLinesThatEnd()
    {
        using var cli = Editing("cp \"$1\" \"$0.seen\"");

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("style", "edit"));

        Assert.Equal("Short.\nPlain.\n", await File.ReadAllTextAsync(cli.PathTo("editor.seen")));
        Assert.Contains("Nothing was changed.", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Learn_WhereNothingWasSent_SaysSo()
    {
        using var cli = new CliHarness();
        cli.Host.On<OutboxListRequest>("outbox/list", static _ => new OutboxListResponse { Items = [] });

        Assert.Equal(ExitCode.Usage, await cli.RunAsync("style", "learn", "--sent", "30", cli.WriteFile("empty.txt", " \n")));

        Assert.StartsWith("Nothing was sent from here yet", cli.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("drafting/learnStyle", cli.Host.Methods);
    }

    private static CliHarness Editing(string script)
    {
        var cli = new CliHarness();
        Directory.CreateDirectory(cli.Root.Current.FullPath);
        cli.Variables["EDITOR"] = $"sh {cli.WriteFile("editor", script)}";
        cli.Host.On<StyleGetRequest>("drafting/style", static _ => new StyleCard { Text = "Short.\nPlain." })
            .On<PromptListRequest>("drafting/prompts", static _ => new PromptListResponse { Prompts = [new Prompt { Id = "outreach", Version = "1", Text = "---\n", IsOwn = false }] });
        return cli;
    }
}
