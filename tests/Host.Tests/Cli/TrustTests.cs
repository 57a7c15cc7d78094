using System.Text.Json;
using Assistant.Host.Cli;
using Assistant.Host.Cli.Machine;
using Assistant.Protocol.Services;

namespace Assistant.Host.Tests.Cli;

public sealed class TrustTests
{
    private const string Chromium = "home/.pki/nssdb";

    [CertutilFact]
    public async Task Trust_BrowsersOfEveryKind_AreToldAndUndoneWhole()
    {
        using var cli = new CliHarness { Programs = new SystemPrograms(), Tty = new("y") }.WithKey();
        string[] databases = [Chromium, Profile(cli, ".mozilla/firefox", "ab12.default"), Profile(cli, "snap/firefox/common/.mozilla/firefox", "cd34.default"), Snap(cli), Flatpak(cli)];
        var status = Serve(cli);

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("trust"));

        foreach (var database in databases)
            Assert.Contains("C,,", Assert.Single(await OursAsync(cli, database)), StringComparison.Ordinal);
        Assert.Contains("Chromium, Chrome", cli.Out, StringComparison.Ordinal);
        Assert.Contains("profile", cli.Out, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(cli.PathTo(Chromium)));
        Assert.Contains(status.Certificate!.AuthorityFingerprint[..16], (await OursAsync(cli, Chromium))[0], StringComparison.Ordinal);

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("trust", "--undo"));
        foreach (var database in databases)
            Assert.Empty(await OursAsync(cli, database));
    }

    [CertutilFact]
    public async Task Trust_Again_ChangesNothingAndAsksNobody()
    {
        using var cli = new CliHarness { Programs = new SystemPrograms(), Tty = new("y") }.WithKey();
        Serve(cli);
        await cli.RunAsync("trust");
        Assert.Single(cli.Host.Calls, static call => call.Method == "web/trusted");
        var before = await OursAsync(cli, Chromium);

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("trust", "--json"));

        Assert.Equal(before, await OursAsync(cli, Chromium));
        Assert.Single(cli.Tty.Prompts);
        Assert.Equal("present", JsonElement.Parse(cli.Out[cli.Out.IndexOf('{', StringComparison.Ordinal)..]).GetProperty("places")[0].GetProperty("done").GetString());
    }

    [CertutilFact]
    public async Task Trust_AfterARenewal_TakesTheOlderOneOut()
    {
        using var cli = new CliHarness { Programs = new SystemPrograms(), Tty = new("y", "y") }.WithKey();
        Serve(cli);
        await cli.RunAsync("trust");
        var renewed = Serve(cli);

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("trust"));

        Assert.Contains(renewed.Certificate!.AuthorityFingerprint[..16], Assert.Single(await OursAsync(cli, Chromium)), StringComparison.Ordinal);
        Assert.Contains("1 older one taken out", Unwrapped(cli.Out), StringComparison.Ordinal);
    }

    [CertutilFact]
    public async Task Undo_AuthoritiesOfOthers_AreLeft()
    {
        using var cli = new CliHarness { Programs = new SystemPrograms(), Tty = new("y") }.WithKey();
        Serve(cli);
        await cli.RunAsync("trust");
        SampleAuthority.Make(cli.PathTo("other.pem"));
        await CertutilAsync(cli, "-A", "-t", "C,,", "-n", "Assistant for localhost (another folder) 0123456789ABCDEF", "-i", cli.PathTo("other.pem"), "-f", "/dev/null");

        await cli.RunAsync("trust", "--undo");

        Assert.Contains("another folder", Assert.Single(await OursAsync(cli, Chromium)), StringComparison.Ordinal);
    }

    [CertutilFact]
    public async Task Trust_OneDatabaseWithAPassword_DoesTheOthersAndNamesIt()
    {
        using var cli = new CliHarness { Programs = new SystemPrograms(), Tty = new("y") }.WithKey();
        var guarded = Profile(cli, ".mozilla/firefox", "guarded");
        await new SystemPrograms().RunAsync("certutil", ["-N", "-d", "sql:" + cli.PathTo(guarded), "-f", cli.WriteFile("password", "secret\n")], default);
        Serve(cli);

        Assert.Equal(ExitCode.Partly, await cli.RunAsync("trust"));

        Assert.Single(await OursAsync(cli, Chromium));
        Assert.Empty(await OursAsync(cli, guarded));
        Assert.Contains("guarded by a password", Unwrapped(cli.Out), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_WithoutCertutil_SaysHowToInstallIt()
    {
        using var cli = new CliHarness { Tty = new("y") }.WithKey();
        Serve(cli);

        Assert.Equal(ExitCode.NeedsSetup, await cli.RunAsync("trust"));
        Assert.Contains("apt install libnss3-tools", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_WithoutAYes_ChangesNothing()
    {
        var programs = new FakePrograms("certutil");
        using var cli = new CliHarness { Programs = programs, Tty = new("n") }.WithKey();
        Serve(cli);

        Assert.Equal(ExitCode.Cancelled, await cli.RunAsync("trust"));
        Assert.Empty(programs.Ran);
    }

    [Fact]
    public async Task Trust_FileThatIsNotTheHosts_IsRefused()
    {
        using var cli = new CliHarness { Programs = new FakePrograms("certutil"), Tty = new("y") }.WithKey();
        Serve(cli);
        SampleAuthority.Make(cli.PathTo("authority.pem"));

        Assert.Equal(ExitCode.Conflict, await cli.RunAsync("trust"));
    }

    [Fact]
    public async Task Trust_DoorNeverOpened_NeedsSetup()
    {
        using var cli = new CliHarness { Tty = new("y") };
        cli.Host.On<WebStatusRequest>("web/status", _ => SampleAuthority.Status(enabled: false));

        Assert.Equal(ExitCode.NeedsSetup, await cli.RunAsync("trust"));
        Assert.Contains("web enable", cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trust_OnMacOS_UsesTheLoginKeychainForServersAlone()
    {
        var programs = new FakePrograms();
        using var cli = new CliHarness { Programs = programs, System = MachineKind.MacOS, Tty = new("y") }.WithKey();
        var status = Serve(cli);
        var keychain = cli.PathTo("home/Library/Keychains/login.keychain-db");
        programs.Answer = words => new ProgramResult(0, words[1] == "find-certificate" ? File.ReadAllText(cli.PathTo("authority.pem")) : "", "");

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("trust"));
        Assert.Contains($"/usr/bin/security add-trusted-cert -r trustRoot -p ssl -k {keychain} {cli.PathTo("authority.pem")}", programs.Ran);

        Assert.Equal(ExitCode.Ok, await cli.RunAsync("trust", "--undo"));
        Assert.Contains($"/usr/bin/security delete-certificate -t -Z {status.Certificate!.AuthorityFingerprint} {keychain}", programs.Ran);
    }

    private static string Unwrapped(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static WebStatus Serve(CliHarness cli)
    {
        Directory.CreateDirectory(cli.Root.Current.FullPath);
        var status = SampleAuthority.Make(cli.PathTo("authority.pem"));
        var told = false;
        cli.Host
            .On<WebStatusRequest>("web/status", _ => status with { Certificate = status.Certificate! with { NeedsTrust = !told } })
            .On<WebTrustedRequest>("web/trusted", _ =>
            {
                Assert.Equal("key-of-the-owner", cli.Host.Key);
                told = true;
                return status;
            });
        return status;
    }

    private static string Profile(CliHarness cli, string root, string name)
    {
        Directory.CreateDirectory(cli.PathTo($"home/{root}/{name}"));
        File.WriteAllText(cli.PathTo($"home/{root}/profiles.ini"), $"[Profile0]\nName=default\nIsRelative=1\nPath={name}\n\n[Profile1]\nPath=gone\n");
        return $"home/{root}/{name}";
    }

    private static string Snap(CliHarness cli)
    {
        Directory.CreateDirectory(cli.PathTo("home/snap/chromium/current"));
        return "home/snap/chromium/current/.pki/nssdb";
    }

    private static string Flatpak(CliHarness cli)
    {
        Directory.CreateDirectory(cli.PathTo("home/.var/app/com.google.Chrome"));
        return "home/.var/app/com.google.Chrome/.pki/nssdb";
    }

    private static async Task<string[]> OursAsync(CliHarness cli, string database) =>
        [.. (await CertutilAsync(cli, "-L", database)).Split('\n').Where(line => line.StartsWith("Assistant", StringComparison.Ordinal))];

    private static async Task<string> CertutilAsync(CliHarness cli, params string[] arguments)
    {
        var (command, database) = arguments[0] == "-L" ? (arguments[..1], arguments[1]) : (arguments, Chromium);
        var result = await new SystemPrograms().RunAsync("certutil", [.. command, "-d", "sql:" + cli.PathTo(database)], default);
        Assert.True(result.Succeeded, result.Error);
        return result.Out;
    }
}
