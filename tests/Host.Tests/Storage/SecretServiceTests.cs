using System.Diagnostics;
using Assistant.Host.Storage.Secrets;

namespace Assistant.Host.Tests.Storage;

/// <summary>The keyring of a desktop, in a session of its own that is gone with the test.</summary>
public sealed class SecretServiceTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [KeyringFact]
    public void MasterKey_DesktopWithAKeyring_LivesThereAndIsFoundAgain()
    {
        var said = InDesktop("echo -n pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null; \"$@\"; \"$@\"", "master-key", _folder.Data.SecretsPath);

        Assert.Equal(2, said.Length);
        Assert.StartsWith("SecretService ", said[0], StringComparison.Ordinal);
        Assert.Equal(said[0], said[1]);
        Assert.Equal(["place"], Directory.GetFiles(_folder.Data.SecretsPath).Select(Path.GetFileName));
    }

    [KeyringFact]
    public void MasterKey_KeyringLost_IsNotMadeAnew()
    {
        InDesktop("echo -n pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null; \"$@\"", "master-key", _folder.Data.SecretsPath);
        Directory.Delete(_folder.PathTo("home"), recursive: true);

        var said = InDesktop("echo -n pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null; \"$@\"", "master-key", _folder.Data.SecretsPath);
        Assert.StartsWith("needs-setup: The master key is not in", Assert.Single(said), StringComparison.Ordinal);
    }

    [KeyringFact]
    public void DeletePlugins_DesktopWithAKeyring_LeavesTheHostsOwn()
    {
        var said = InDesktop("echo -n pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null; \"$@\"", "forget-plugins", _folder.Data.SecretsPath);

        Assert.Equal("SecretService client", Assert.Single(said));
    }

    [Fact]
    public void MasterKey_KeyringDoesNotAnswer_NeedsSetupInTwoSeconds()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.WriteAllBytes(SecretRecord.PathIn(_folder.Data.SecretsPath), new SecretRecord(SecretPlaceKind.SecretService, "f", null).Encode());
        var bin = FakeTool("exec sleep 600");

        var said = Run(["env", $"PATH={bin}:{Environment.GetEnvironmentVariable("PATH")}", .. Children.Command("master-key", _folder.Data.SecretsPath)]);

        Assert.StartsWith("needs-setup: secret-tool did not answer within 2 s.", Assert.Single(said), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Data.SecretsPath, "master.key")));
    }

    [Fact]
    public void Place_KeyringRefusesAtTheFirstChoice_IsAFile()
    {
        if (!OperatingSystem.IsLinux())
            return;
        var bin = FakeTool("echo locked >&2; exit 1");

        var said = Run(["env", $"PATH={bin}:{Environment.GetEnvironmentVariable("PATH")}", "DBUS_SESSION_BUS_ADDRESS=unix:path=/nowhere", .. Children.Command("master-key", _folder.Data.SecretsPath)]);

        Assert.StartsWith("File ", Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void MasterKey_UmaskZero_EveryFileIsPrivate()
    {
        if (OperatingSystem.IsWindows())
            return;
        var data = _folder.PathTo("open");
        Run(["sh", "-c", "umask 000; exec \"$@\"", "sh", .. Children.Command("make-everything", data)]);

        var paths = Directory.GetFileSystemEntries(data, "*", SearchOption.AllDirectories);
        Assert.Contains(paths, path => path.EndsWith("assistant.db-wal", StringComparison.Ordinal));
        Assert.Contains(paths, path => path.EndsWith("master.key", StringComparison.Ordinal));
        foreach (var path in paths)
            Assert.Equal("0", Convert.ToString((int)File.GetUnixFileMode(path) & 0x3F, 8));
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private string FakeTool(string script)
    {
        var bin = Directory.CreateDirectory(_folder.PathTo("bin")).FullName;
        var tool = Path.Combine(bin, "secret-tool");
        File.WriteAllText(tool, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(tool, (UnixFileMode)0x1ED);
        return bin;
    }

    private string[] InDesktop(string script, params string[] child)
    {
        var home = Directory.CreateDirectory(_folder.PathTo("home")).FullName;
        return Run(["env", $"HOME={home}", $"XDG_RUNTIME_DIR={home}", $"XDG_DATA_HOME={home}/data", "dbus-run-session", "--", "sh", "-c", script, "sh", .. Children.Command(child)]);
    }

    private static string[] Run(string[] command)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command[1..])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        var said = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return said;
    }
}

/// <summary>Runs where a desktop's keyring can be started without a desktop, else says what is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class KeyringFactAttribute : FactAttribute
{
    public KeyringFactAttribute()
    {
        foreach (var program in new[] { "dbus-run-session", "gnome-keyring-daemon", "secret-tool" })
        {
            if (!File.Exists(Path.Combine("/usr/bin", program)))
                Skip = $"needs {program} (Debian: dbus, gnome-keyring, libsecret-tools)";
        }
    }
}
