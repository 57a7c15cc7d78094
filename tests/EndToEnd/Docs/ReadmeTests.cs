using System.Text.Json;
using Assistant.EndToEnd.Cli;

namespace Assistant.EndToEnd.Docs;

/// <summary>The README's commands, typed in its order by somebody with a Maildir, a list of people and a template.</summary>
[Trait("Category", "Slow")]
public sealed class ReadmeTests
{
    [Fact]
    public async Task ForReal_TypedInOrder_WorksAsItStands()
    {
        await using var cli = new RealCli();
        cli.WriteFile("people.csv", "name,email,place\nAna Ruiz,ana@norte.example,Bilbao\nEmi Sato,emi@kita.example,Osaka\n");
        cli.WriteFile("outreach.md", "Name: outreach\nSubject: A question from {{place}}\n\nDear {{name}},\n\nmay I ask you something?\n");
        foreach (var folder in (string[])["cur", "new", "tmp"])
            Directory.CreateDirectory(Path.Combine(cli.PathTo("Maildir"), folder));
        var sendmail = cli.WriteFile("sendmail", "#!/bin/sh\ncat > /dev/null\n");
        File.SetUnixFileMode(sendmail, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var commands = Documents.Block("README.md", "## For real");
        Assert.NotEmpty(commands);
        foreach (var written in commands)
        {
            string[] command = [.. written.Select(word => word.Replace("~", cli.PathTo(""), StringComparison.Ordinal).Replace("/usr/sbin/sendmail", sendmail, StringComparison.Ordinal))];
            var done = command switch
            {
                // What asks the person, asks at a terminal.
                ["account", "add", ..] => await cli.RunAtTerminalAsync("y\n", command),
                // Shown, and not sent: the no is this test's.
                ["outbox", "approve", ..] => await cli.RunAtTerminalAsync("n\nn\n", command),
                _ => await cli.RunAsync(command),
            };
            var expected = command is ["outbox", "approve", ..] ? 130 : 0;
            Assert.True(done.Code == expected, $"{string.Join(' ', command)}: {done}");
        }

        var drafts = JsonElement.Parse((await cli.RunAsync("draft", "list", "--json")).Out).GetProperty("drafts");
        Assert.Equal(2, drafts.GetArrayLength());
    }
}
