using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.EndToEnd.Cli;
using Assistant.EndToEnd.Doors;
using Assistant.TestKit;
using static Assistant.EndToEnd.Cli.RealCli;

namespace Assistant.EndToEnd.BadInput;

/// <summary>Installations that something real is wrong with: the doctor of the real program names it with what to do, and is content once that was done.</summary>
[Trait("Category", "Slow")]
public sealed class DoctorTests
{
    [Theory]
    [InlineData(0, "host.start", "is damaged or is not a database")]
    [InlineData(0.5, "storage.database", "The database is damaged")]
    public async Task Database_Damaged_IsNamed_AndARestoredBackupIsWell(double where, string code, string reason)
    {
        await using var cli = new RealCli();
        await DoneAsync(cli.RunAsync("setup", "--name", "Mira"));
        await DoneAsync(cli.RunAsync("contact", "add", "Ana Ruiz", "ana@norte.example"));
        var backup = cli.PathTo("kept.backup");
        await DoneAsync(cli.RunAtTerminalAsync("y\n", "backup", backup, "--no-passphrase"));
        await DoneAsync(cli.RunAtTerminalAsync("y\n", "stop"));
        Damage(Path.Combine(cli.Main, "assistant.db"), where);

        var found = await FindingAsync(cli, code);

        Assert.Equal("failure", found.Level);
        Assert.Contains(reason, found.Message + found.Remedy, StringComparison.Ordinal);
        Assert.Contains("estore", found.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', found.Message + found.Remedy);
        if (code == "storage.database")
            await DoneAsync(cli.RunAtTerminalAsync("y\n", "stop"));
        await DoneAsync(cli.RunAtTerminalAsync("y\n", "restore", backup));
        Assert.Equal("well", (await FindingAsync(cli, "storage.database")).Level);
        Assert.Contains("Ana Ruiz", (await cli.RunAsync("contact", "list")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "is damaged or is not a database")]
    [InlineData(0.5, "is damaged")]
    public async Task Database_OfAPlugin_Damaged_IsNamed_AndARestoredBackupIsWell(double where, string reason)
    {
        await using var cli = new RealCli();
        await DoneAsync(cli.RunAsync("setup", "--name", "Mira"));
        await DoneAsync(cli.RunAsync("application", "add", "Acme", "Engineer"));
        var backup = cli.PathTo("kept.backup");
        await DoneAsync(cli.RunAtTerminalAsync("y\n", "backup", backup, "--no-passphrase"));
        await DoneAsync(cli.RunAtTerminalAsync("y\n", "stop"));
        Damage(Directory.EnumerateFiles(cli.Main, "*applications*.db", SearchOption.AllDirectories).Single(), where);

        var found = await FindingAsync(cli, "plugin.applications");

        Assert.Equal("failure", found.Level);
        Assert.Contains(reason, found.Message, StringComparison.Ordinal);
        Assert.Contains("`assistant restore`", found.Remedy, StringComparison.Ordinal);
        Assert.Equal("well", (await FindingAsync(cli, "storage.database")).Level);
        await DoneAsync(cli.RunAtTerminalAsync("y\n", "stop"));
        await DoneAsync(cli.RunAtTerminalAsync("y\n", "restore", backup));
        Assert.Equal("well", (await FindingAsync(cli, "plugin.applications")).Level);
        Assert.Contains("Acme", (await cli.RunAsync("application", "list")).Out, StringComparison.Ordinal);
    }

    [SmallDiskFact]
    public async Task Disk_NearlyFull_IsNamedBeforeAndAfterTheHostGivesUp_AndASpaciousOneIsWell()
    {
        await using var cli = new RealCli();
        using var disk = SmallDisk.TryMount(mebibytes: 160)!;
        string[] folder = ["--data", Path.Combine(disk.Path, "data")];

        var low = await FindingAsync(cli, "storage.space", folder);

        Assert.Equal(("warning", "Free some space on that disk."), (low.Level, low.Remedy));
        Assert.EndsWith("MiB are free; below 64 MiB the host does not start.", low.Message, StringComparison.Ordinal);
        await EndAsync(cli, folder[1]);
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[120 * 1024 * 1024]);
        var full = await FindingAsync(cli, "host.start", folder);
        Assert.Equal("failure", full.Level);
        Assert.Contains("Free at least 64 MiB", full.Message + full.Remedy, StringComparison.Ordinal);
        File.Delete(ballast);
        disk.Resize(mebibytes: 400);
        Assert.Equal("well", (await FindingAsync(cli, "storage.space", folder)).Level);
        await EndAsync(cli, folder[1]);
    }

    [Fact]
    public async Task Lock_HeldByAnotherProgram_IsNamed_AndOnceThatEndsAllIsWell()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var cli = new RealCli();
        await using (await RunningHost.StartAsync(cli))
        {
        }

        var held = Path.Combine(cli.Main, "host.lock.held");
        using (var other = cli.Start("flock", ["--no-fork", held, "sh", "-c", "echo held; exec sleep 600"]))
        {
            Assert.Equal("held", await other.StandardOutput.ReadLineAsync());
            var found = await FindingAsync(cli, "host.start");
            Assert.Equal("failure", found.Level);
            Assert.Contains($"Another program holds {held}", found.Message + found.Remedy, StringComparison.Ordinal);
            Assert.Contains("End that program", found.Remedy, StringComparison.Ordinal);
            other.Kill();
            await other.WaitForExitAsync();
        }

        Assert.Equal("well", (await FindingAsync(cli, "host.lock")).Level);
    }

    [Fact]
    public async Task Lock_ThatNamesAnotherProcess_IsNamed_AndTheHostAfterAStopWritesItAnew()
    {
        await using var cli = new RealCli();
        await DoneAsync(cli.RunAsync("setup", "--name", "Mira"));
        var file = Path.Combine(cli.Main, "host.lock");
        var written = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, Regex.Replace(written, "pid=[0-9]+", "pid=2000000000"));

        var found = await FindingAsync(cli, "host.lock");

        Assert.Equal(("failure", "Run `assistant stop`; the next command writes it anew."), (found.Level, found.Remedy));
        await DoneAsync(cli.RunAtTerminalAsync("y\n", "stop"));
        Assert.Equal("well", (await FindingAsync(cli, "host.lock")).Level);
    }

    [Fact]
    public async Task Lock_LeftByAKilledHost_HoldsNobodyUp()
    {
        await using var cli = new RealCli();
        string left;
        await using (await RunningHost.StartAsync(cli))
            left = await File.ReadAllTextAsync(Path.Combine(cli.Main, "host.lock"));
        Assert.Equal(left, await File.ReadAllTextAsync(Path.Combine(cli.Main, "host.lock")));

        Assert.Equal("well", (await FindingAsync(cli, "host.lock")).Level);
    }

    [Theory]
    [InlineData("no file")]
    [InlineData("no library")]
    [InlineData("another library")]
    public async Task Sqlite_PointedAtWhatIsNone_IsNamed_AndWithoutItTheBundledOneIsUsed(string what)
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var cli = new RealCli();
        var path = what switch
        {
            "no library" => cli.WriteFile("sqlite.so", "text"),
            "another library" => "libc.so.6",
            _ => cli.PathTo("missing.so"),
        };

        var found = Finding(await cli.RunProgramAsync("env", $"ASSISTANT_SQLITE={path}", RealCli.Program, "doctor", "--json"), "host.start");

        Assert.Equal("failure", found.Level);
        Assert.Contains($"{path} cannot be loaded as SQLite.", found.Message + found.Remedy, StringComparison.Ordinal);
        Assert.Contains("Unset ASSISTANT_SQLITE", found.Remedy, StringComparison.Ordinal);
        var bundled = await FindingAsync(cli, "storage.native-library");
        Assert.Equal("well", bundled.Level);
        Assert.StartsWith("SQLite 3.", bundled.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sqlite_OlderThanTheQueriesNeed_IsNamed()
    {
        if (!File.Exists("/usr/bin/cc"))
            return;
        await using var cli = new RealCli();
        var source = cli.WriteFile("old.c", """const char *sqlite3_libversion(void) { return "3.34.1"; } int sqlite3_libversion_number(void) { return 3034001; }""");
        var library = cli.PathTo("old.so");
        await DoneAsync(cli.RunProgramAsync("cc", "-shared", "-fPIC", "-o", library, source));

        var found = Finding(await cli.RunProgramAsync("env", $"ASSISTANT_SQLITE={library}", RealCli.Program, "doctor", "--json"), "host.start");

        Assert.Equal("failure", found.Level);
        Assert.Contains("SQLite 3.34.1 is too old.", found.Message + found.Remedy, StringComparison.Ordinal);
        Assert.Contains("SQLite 3.35.0 or newer", found.Remedy, StringComparison.Ordinal);
    }

    [KeyringFact]
    public async Task Secrets_InAKeyringThatLocksWhileTheHostRuns_AreNamed_AndOnceItIsUnlockedAllIsWell()
    {
        using var desktop = KeyringDesktop.Start();
        await using var cli = new RealCli { SessionBus = desktop.Address };
        await DoneAsync(cli.RunAsync("setup", "--name", "Mira"));
        // Something that is sealed.
        await DoneAsync(cli.RunAtTerminalAsync("y\n", "account", "add", "mail.local", "me@here.example", "--set", "office=local"));
        await DoneAsync(cli.RunAsync("draft", "new", "ana@norte.example", "--subject", "A word", "--body", "For Ana."));
        Assert.Equal(("well", "Keys are kept in the desktop's keyring (Secret Service).", ""), await FindingAsync(cli, "secrets.place"));

        desktop.Lock();

        Assert.Equal(("failure", "The desktop's keyring is locked.", "Unlock the desktop's keyring (sign in to the desktop), then try again."), await FindingAsync(cli, "secrets.place"));
        desktop.Unlock();
        Assert.Equal("well", (await FindingAsync(cli, "secrets.place")).Level);
    }

    [Fact]
    public async Task Secrets_InFilesOrInAPlaceOfAnotherSystem_AreNamedOnceWithWhatToDo()
    {
        if (!OperatingSystem.IsLinux())
            return;
        await using var cli = new RealCli();
        await DoneAsync(cli.RunAsync("setup", "--name", "Mira"));
        var inFiles = await FindingAsync(cli, "secrets.place");
        Assert.Equal("warning", inFiles.Level);
        Assert.Contains("readable by this user only", inFiles.Message, StringComparison.Ordinal);
        Assert.Contains("full-disk encryption", inFiles.Remedy, StringComparison.Ordinal);

        await DoneAsync(cli.RunAtTerminalAsync("y\n", "stop"));
        var place = Path.Combine(cli.Main, "secrets", "place");
        var kept = await File.ReadAllTextAsync(place);
        await File.WriteAllTextAsync(place, kept.Replace("file", "dpapi", StringComparison.OrdinalIgnoreCase));
        var elsewhere = await FindingAsync(cli, "secrets.place");
        Assert.Equal(("failure", "Open it on that Windows machine."), (elsewhere.Level, elsewhere.Remedy));
        Assert.DoesNotContain("Open it on that", elsewhere.Message, StringComparison.Ordinal);
        // Neither a host that has just started nor one that runs keeps its greeting back for that.
        Assert.Equal(elsewhere, await FindingAsync(cli, "secrets.place"));
        Assert.Contains("Open it on that Windows machine.", (await cli.RunAsync("status", "--json")).Out, StringComparison.Ordinal);
        await EndAsync(cli, cli.Main);

        await File.WriteAllTextAsync(place, kept);
        Assert.Equal(inFiles, await FindingAsync(cli, "secrets.place"));
    }

    // Pages of noise: the file's beginning, or its middle.
    private static void Damage(string path, double where)
    {
        const int page = 4096;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        file.Position = (long)(file.Length / page * where) * page;
        for (var pages = 0; pages < 8; pages++)
            file.Write(Enumerable.Repeat((byte)0xA5, page).ToArray());
    }

    private static async Task<(string Level, string Message, string Remedy)> FindingAsync(RealCli cli, string code, params string[] folder) =>
        Finding(await cli.RunAsync(["doctor", "--json", .. folder]), code);

    private static (string Level, string Message, string Remedy) Finding(Finished doctor, string code)
    {
        Assert.True(doctor.Out.StartsWith('{'), doctor.ToString());
        var found = JsonElement.Parse(doctor.Out).GetProperty("findings").EnumerateArray().Where(each => each.GetProperty("code").GetString() == code).ToList();
        Assert.True(found.Count == 1, doctor.ToString());
        return (found[0].GetProperty("level").GetString()!, found[0].GetProperty("message").GetString()!, found[0].TryGetProperty("remedy", out var remedy) ? remedy.GetString()! : "");
    }

    private static async Task EndAsync(RealCli cli, string folder)
    {
        var pid = (await File.ReadAllLinesAsync(Path.Combine(folder, "host.lock")))[0]["pid=".Length..];
        await DoneAsync(cli.RunProgramAsync("sh", "-c", $"kill {pid}; while kill -0 {pid} 2> /dev/null; do sleep 0.05; done"));
    }
}
