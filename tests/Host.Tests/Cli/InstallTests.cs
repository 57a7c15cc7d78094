using System.Text.Json;
using Assistant.Host.Cli;
using Assistant.Host.Cli.Machine;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

public sealed class InstallTests
{
    private const string Unit = "home/.config/systemd/user/assistant.service";
    private const string Wanted = "home/.config/systemd/user/default.target.wants/assistant.service";
    private const string Link = "home/.local/bin/assistant";

    [Fact]
    public async Task Install_FromASourceTree_PublishesLinksAndStartsAtLogin()
    {
        var programs = Publishing();
        using var cli = new CliHarness { Programs = programs, SourceTree = "/src/tree", Running = false };

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("install"));

        var program = Path.Combine(cli.Root.FullPath, "program", "assistant");
        Assert.Contains($"/usr/bin/dotnet publish /src/tree/src/Host/Assistant.Host.csproj -c Release -o {Path.Combine(cli.Root.FullPath, "program.new")} -v q -nologo", programs.Ran);
        Assert.True(File.Exists(program));
        Assert.Equal(program, new FileInfo(cli.PathTo(Link)).LinkTarget);
        Assert.Equal("../assistant.service", new FileInfo(cli.PathTo(Wanted)).LinkTarget);
        var unit = File.ReadAllText(cli.PathTo(Unit));
        Assert.Contains($"ExecStart=\"{program}\" \"serve\" \"--data\" \"{cli.Root.Current.FullPath}\"\n", unit, StringComparison.Ordinal);
        Assert.DoesNotContain("--started-by-client", unit, StringComparison.Ordinal);
        Assert.Contains("/usr/bin/systemctl --user restart assistant.service", programs.Ran);
    }

    [Fact]
    public async Task Remove_AfterInstall_LeavesTheDataAndNothingElse()
    {
        using var cli = new CliHarness { Programs = Publishing(), SourceTree = "/src/tree", Running = false };
        await cli.RunAsync("install");
        var letters = Path.Combine(cli.Root.Current.FullPath, "assistant.db");
        File.WriteAllText(letters, "letters");

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("install", "--remove"));

        Assert.Equal("letters", File.ReadAllText(letters));
        Assert.Empty(Directory.EnumerateFiles(cli.PathTo("home"), "*", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(Path.Combine(cli.Root.FullPath, "program")));
        Assert.All([Unit, Link], path => Assert.Contains(Path.GetFileName(path), cli.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task InstallVsCode_WithTwoEditors_BuildsOnceAndInstallsIntoBoth()
    {
        var programs = new FakePrograms("node", "npm", "code", "codium");
        using var cli = new CliHarness { Programs = programs, SourceTree = "/src/tree", Running = false };

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("install", "vscode"));

        Assert.Equal(
            [
                "/usr/bin/npm ci --prefix /src/tree/clients --ignore-scripts --no-audit --no-fund --loglevel=error",
                "/usr/bin/node /src/tree/clients/vscode/build.mjs --vsix /src/tree/artifacts/vscode/assistant.vsix",
                "/usr/bin/code --install-extension /src/tree/artifacts/vscode/assistant.vsix --force",
                "/usr/bin/codium --install-extension /src/tree/artifacts/vscode/assistant.vsix --force",
            ],
            programs.Ran);
    }

    [Theory]
    [InlineData("/src/tree", "node npm", "Install 'code' command in PATH")]
    [InlineData("/src/tree", "code", "Node 20 or newer")]
    [InlineData(null, "node npm code", "in the source tree")]
    public async Task InstallVsCode_WithoutWhatItNeeds_SaysWhatPutsItRight(string? tree, string installed, string remedy)
    {
        using var cli = new CliHarness { Programs = new FakePrograms(installed.Split(' ')), SourceTree = tree, Running = false };

        Assert.Equal(ExitCode.NeedsSetup, await cli.RunAsync("install", "vscode"));
        Assert.Contains(remedy, cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoveVsCode_WhereOneEditorHadIt_NamesThatOne()
    {
        var programs = new FakePrograms("code", "codium") { Answer = words => new ProgramResult(words[0] == "/usr/bin/code" ? 0 : 1, "", "") };
        using var cli = new CliHarness { Programs = programs, Running = false };

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("install", "vscode", "--remove", "--json"));

        Assert.Contains("/usr/bin/code\"", cli.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("codium", cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_Twice_IsTheSame()
    {
        using var cli = new CliHarness { Programs = Publishing(), SourceTree = "/src/tree", Running = false };
        await cli.RunAsync("install");
        var unit = File.ReadAllText(cli.PathTo(Unit));

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("install"));
        Assert.Equal(unit, File.ReadAllText(cli.PathTo(Unit)));
        Assert.False(Directory.Exists(Path.Combine(cli.Root.FullPath, "program.old")));
    }

    [Fact]
    public async Task Install_SomethingElseOfThatName_IsLeftAlone()
    {
        using var cli = new CliHarness { Programs = Publishing(), SourceTree = "/src/tree", Running = false };
        Directory.CreateDirectory(Path.GetDirectoryName(cli.PathTo(Link))!);
        File.WriteAllText(cli.PathTo(Link), "somebody's");

        Assert.Equal(ExitCode.Conflict, await cli.RunAsync("install"));
        await cli.RunAsync("install", "--remove");

        Assert.Equal("somebody's", File.ReadAllText(cli.PathTo(Link)));
    }

    [Fact]
    public async Task Install_PublishThatFails_ChangesNothing()
    {
        var programs = Publishing();
        programs.Answer = words => new ProgramResult(words.Contains("publish") ? 1 : 0, "error CS1002", "");
        using var cli = new CliHarness { Programs = programs, SourceTree = "/src/tree", Running = false };

        Assert.Equal(ExitCode.Failed, await cli.RunAsync("install"));
        Assert.Contains("CS1002", cli.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.PathTo("home")));
    }

    [Fact]
    public async Task Install_WithoutAUserManager_StartsAtTheNextLogin()
    {
        var programs = Publishing();
        var publish = programs.Answer;
        programs.Answer = words => words.Contains("--user") ? new ProgramResult(1, "", "Failed to connect to bus") : publish(words);
        using var cli = new CliHarness { Programs = programs, SourceTree = "/src/tree", Running = false };

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("install", "--json"));
        Assert.False(JsonElement.Parse(cli.Out).GetProperty("started").GetBoolean());
        Assert.True(File.Exists(cli.PathTo(Unit)));
    }

    [Fact]
    public async Task Install_PathsWithSignsOfSystemd_AreQuoted()
    {
        using var cli = new CliHarness { Programs = Publishing(), SourceTree = "/src/tree", Running = false };
        var folder = cli.PathTo("my \"letters\" 100% $HOME");

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("install", "--data", folder));
        Assert.Contains("my \\\"letters\\\" 100%% $$HOME\"\n", File.ReadAllText(cli.PathTo(Unit)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_WhileADemoIsInUse_ServesTheUsersOwn()
    {
        using var cli = new CliHarness { Programs = Publishing(), SourceTree = "/src/tree", Running = false }.AsDemo();

        await cli.RunAsync("install");

        Assert.Contains($"\"{Path.Combine(cli.Root.FullPath, "main")}\"", File.ReadAllText(cli.PathTo(Unit)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_WhereAHostRuns_AsksBeforeItEndsIt()
    {
        var programs = Publishing();
        using var cli = new CliHarness { Programs = programs, SourceTree = "/src/tree", Tty = new("y") }.WithKey();
        cli.Host.On<HostStopRequest>("host/stop", _ => new Done());

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("install"));
        Assert.Equal("key-of-the-owner", Assert.Single(cli.Host.Calls, call => call.Method == "host/stop").Key);
    }

    [Fact]
    public async Task Install_WithoutSystemd_WritesAnAutostartEntry()
    {
        using var cli = new CliHarness { Programs = Publishing("dotnet"), SourceTree = "/src/tree", Running = false };

        await cli.RunAsync("install");

        Assert.Contains("Exec=\"/usr/bin/env\" \"DOTNET_ROOT=", File.ReadAllText(cli.PathTo("home/.config/autostart/assistant.desktop")), StringComparison.Ordinal);
        await cli.RunAsync("install", "--remove");
        Assert.Empty(Directory.EnumerateFiles(cli.PathTo("home"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Install_OnMacOS_WritesAnAgentThatLaunchdTakes()
    {
        var programs = Publishing();
        var publish = programs.Answer;
        programs.Answer = words => words[0] == "/usr/bin/id" ? new ProgramResult(0, "501\n", "") : publish(words);
        using var cli = new CliHarness { Programs = programs, System = MachineKind.MacOS, SourceTree = "/src/tree", Running = false };

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("install"));

        var plist = cli.PathTo("home/Library/LaunchAgents/assistant.host.plist");
        Assert.Contains($"/bin/launchctl bootstrap gui/501 {plist}", programs.Ran);
        var document = new System.Xml.XmlDocument { XmlResolver = null };
        document.LoadXml(File.ReadAllText(plist).Replace("<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">", "", StringComparison.Ordinal));
        Assert.Equal("serve", document.SelectSingleNode("/plist/dict/array/string[2]")!.InnerText);
        await cli.RunAsync("install", "--remove");
        Assert.False(File.Exists(plist));
    }

    [Fact]
    public async Task Install_OnWindows_MakesATaskAndACommandFile()
    {
        var programs = Publishing();
        using var cli = new CliHarness { Programs = programs, System = MachineKind.Windows, SourceTree = "/src/tree", Running = false };

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("install"));

        var task = Path.Combine(cli.Root.FullPath, "login-task.xml");
        Assert.Contains(programs.Ran, ran => ran.StartsWith("schtasks.exe /Create", StringComparison.Ordinal) && ran.Contains($"/XML {task}", StringComparison.Ordinal));
        new System.Xml.XmlDocument { XmlResolver = null }.LoadXml(File.ReadAllText(task));
        Assert.Contains("assistant\" %*", File.ReadAllText(cli.PathTo("home/AppData/Local/Microsoft/WindowsApps/assistant.cmd")), StringComparison.Ordinal);
        await cli.RunAsync("install", "--remove");
        Assert.Contains(programs.Ran, ran => ran.StartsWith("schtasks.exe /Delete", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFiles(cli.PathTo("home"), "*", SearchOption.AllDirectories));
    }

    // A dotnet that publishes a program with its assembly beside it.
    private static FakePrograms Publishing(params string[] installed) => new(installed.Length > 0 ? installed : ["dotnet", "systemctl"])
    {
        Answer = words =>
        {
            if (words.Contains("publish"))
            {
                var folder = words[words.ToList().IndexOf("-o") + 1];
                Directory.CreateDirectory(folder);
                File.WriteAllText(Path.Combine(folder, "assistant"), "program");
                File.WriteAllText(Path.Combine(folder, "assistant.dll"), "program");
            }

            return new ProgramResult(0, "", "");
        },
    };
}
