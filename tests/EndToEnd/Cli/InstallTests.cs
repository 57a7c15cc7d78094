using System.Text.Json;
using Assistant.Host.Cli.Machine;

namespace Assistant.EndToEnd.Cli;

/// <summary>A published program that installs itself, is started as a login would start it, and goes again.</summary>
[Trait("Category", "Slow")]
public sealed class InstallTests
{
    [Fact]
    public async Task Install_OfAPublishedProgram_RunsAsItsUnitSaysAndLeavesNothingButTheData()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var cli = new RealCli();
        var program = Publish(cli);
        var before = Files(cli);

        var installed = await cli.RunProgramAsync(program, "install", "--json");

        Assert.True(installed.Code == 0, installed.ToString());
        var report = JsonElement.Parse(installed.Out);
        Assert.Equal(program, report.GetProperty("program").GetString());
        var word = await cli.RunProgramAsync(cli.PathTo(".local/bin/assistant"), "--version");
        Assert.True(word.Code == 0, word.ToString());
        var unit = report.GetProperty("login").GetString()!;
        await VerifyAsync(cli, unit);

        // As systemd reads it: the words of ExecStart in their quotes.
        string[] command = [.. File.ReadAllLines(unit).Single(line => line.StartsWith("ExecStart=", StringComparison.Ordinal))["ExecStart=".Length..].Trim('"').Split("\" \"")];
        using (var host = cli.Start(command[0], command[1..]))
        {
            var status = await UntilItAnswersAsync(cli, program);
            Assert.Equal(host.Id, JsonElement.Parse(status.Out).GetProperty("pid").GetInt32());
            Assert.Equal(0, (await cli.RunProgramAsync("kill", "-TERM", $"{host.Id}")).Code);
            await host.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(0, host.ExitCode);
        }

        var data = Files(cli).Where(path => path.StartsWith(cli.Main, StringComparison.Ordinal)).ToList();
        Assert.Contains(Path.Combine(cli.Main, "assistant.db"), data);
        var removed = await cli.RunProgramAsync(program, "install", "--remove");

        Assert.True(removed.Code == 0, removed.ToString());
        Assert.Equal(before.Concat(data).Order(StringComparer.Ordinal), Files(cli).Where(path => !path.StartsWith(cli.PathTo("state"), StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Install_FromTheSourceTree_PublishesAProgramThatFindsAllItsPartsBesideIt()
    {
        if (!OperatingSystem.IsLinux())
            return;
        // Compiled ahead of time, beside whatever else runs.
        await using var cli = new RealCli { Patience = TimeSpan.FromMinutes(12) };
        // The packages and their settings are those that the tree was built with, whatever the home: with others everything would be compiled anew, under the tests that run it.
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        var installed = await cli.RunProgramAsync("env", $"DOTNET_CLI_HOME={home}", "DOTNET_CLI_TELEMETRY_OPTOUT=1", RealCli.Program, "install", "--json");

        Assert.True(installed.Code == 0, installed.ToString());
        var program = JsonElement.Parse(installed.Out).GetProperty("program").GetString()!;
        Assert.Equal(Path.Combine(cli.Home, "program", "assistant"), program);
        Assert.False(Directory.Exists(Path.Combine(cli.Home, "program.new")));
        // Away from the tree by its own name for things: its plugins, its contract, its pages.
        var word = cli.PathTo(".local/bin/assistant");
        var plugins = await cli.RunProgramAsync(word, "plugins", "list", "--json");
        Assert.True(plugins.Code == 0, plugins.ToString());
        Assert.Equal(
            ["applications", "documents", "drafting", "mail.gmail", "mail.local"],
            JsonElement.Parse(plugins.Out).GetProperty("plugins").EnumerateArray().Select(plugin => plugin.GetProperty("id").GetString()).Order(StringComparer.Ordinal));
        var added = await cli.RunProgramAsync(word, "application", "add", "acme", "Engineer");
        Assert.True(added.Code == 0, added.ToString());
        Assert.StartsWith(program, ProgramOf(await UntilItAnswersAsync(cli, word)), StringComparison.Ordinal);

        var removed = await cli.RunProgramAsync(word, "install", "--remove", "--json");

        Assert.True(removed.Code == 0, removed.ToString());
        Assert.False(Directory.Exists(Path.GetDirectoryName(program)));
        Assert.True(File.Exists(Path.Combine(cli.Main, "assistant.db")));
    }

    private static string ProgramOf(Finished status) => File.ResolveLinkTarget($"/proc/{JsonElement.Parse(status.Out).GetProperty("pid").GetInt32()}/exe", returnFinalTarget: true)!.FullName;

    // The build's output at a place that is no source tree: what `dotnet publish` gives, without its minutes.
    private static string Publish(RealCli cli)
    {
        var (from, to) = (Path.GetDirectoryName(RealCli.Program)!, cli.PathTo("published"));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var path = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.CreateSymbolicLink(path, file);
        }

        // The program's own starter looks for its assembly beside the real file. A copy takes the link's place rather than writing through it, which a program that runs forbids.
        foreach (var name in (string[])["assistant", "assistant.dll", "assistant.runtimeconfig.json", "assistant.deps.json"])
        {
            File.Delete(Path.Combine(to, name));
            File.Copy(Path.Combine(from, name), Path.Combine(to, name));
        }

        return Path.Combine(to, "assistant");
    }

    private static async Task VerifyAsync(RealCli cli, string unit)
    {
        if (new SystemPrograms().Find("systemd-analyze") is not { } analyze)
            return;
        Directory.CreateDirectory(cli.PathTo("run"));
        var verified = await cli.RunProgramAsync("env", $"XDG_RUNTIME_DIR={cli.PathTo("run")}", analyze, "verify", "--user", unit);
        Directory.Delete(cli.PathTo("run"), recursive: true);
        Assert.True(verified.Code == 0 && !verified.Error.Contains("assistant.service", StringComparison.Ordinal), verified.ToString());
    }

    private static async Task<Finished> UntilItAnswersAsync(RealCli cli, string program)
    {
        Finished status;
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while ((status = await cli.RunProgramAsync(program, "status", "--json")).Code != 0)
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), status.ToString());
        return status;
    }

    private static List<string> Files(RealCli cli) => [.. Directory.EnumerateFiles(cli.PathTo(""), "*", SearchOption.AllDirectories)];
}
