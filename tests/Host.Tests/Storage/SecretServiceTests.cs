using System.Diagnostics;
using Assistant.Host.Storage.Secrets;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Storage;

/// <summary>The keyring of a desktop, in a session of its own that is gone with the test.</summary>
public sealed class SecretServiceTests : IDisposable
{
    private const string Locked = "needs-setup: The desktop's keyring is locked. Unlock the desktop's keyring (sign in to the desktop), then try again.";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [KeyringFact]
    public void MasterKey_DesktopWithAKeyring_LivesThereAndIsFoundAgain()
    {
        using var desktop = KeyringDesktop.Start();

        var made = Said(desktop, "master-key");

        Assert.StartsWith("SecretService ", made, StringComparison.Ordinal);
        Assert.Equal(made, Said(desktop, "master-key"));
        Assert.Equal(["place"], Directory.GetFiles(_folder.Data.SecretsPath).Select(Path.GetFileName));
    }

    [KeyringFact]
    public void MasterKey_KeyringLost_IsNotMadeAnew()
    {
        using (var desktop = KeyringDesktop.Start())
            Said(desktop, "master-key");
        using var other = KeyringDesktop.Start();

        Assert.StartsWith("needs-setup: The master key is not in", Said(other, "master-key"), StringComparison.Ordinal);
    }

    // What is locked the tool passes over in silence, as it does what is not there.
    [KeyringFact]
    public void MasterKey_KeyringLocked_IsNotTakenForMissing_AndIsThereOnceItIsUnlocked()
    {
        using var desktop = KeyringDesktop.Start();
        var made = Said(desktop, "master-key");

        desktop.Lock();

        Assert.Equal(Locked, Said(desktop, "master-key"));
        desktop.Unlock();
        Assert.Equal(made, Said(desktop, "master-key"));
    }

    [KeyringFact]
    public void DeletePlugins_DesktopWithAKeyring_LeavesTheHostsOwn()
    {
        using var desktop = KeyringDesktop.Start();
        Said(desktop, "keep-secrets");

        Assert.Equal("SecretService client", Said(desktop, "forget-plugins"));
    }

    [KeyringFact]
    public void Delete_KeyringLocked_IsRefusedRatherThanLeftUndone()
    {
        using var desktop = KeyringDesktop.Start();
        Said(desktop, "keep-secrets");

        desktop.Lock();

        Assert.Equal(Locked, Said(desktop, "forget-plugins"));
        Assert.Equal(Locked, Said(desktop, "forget-client"));
        desktop.Unlock();
        Assert.Equal("SecretService client", Said(desktop, "forget-plugins"));
        Assert.Equal("SecretService ", Said(desktop, "forget-client"));
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

    private string Said(KeyringDesktop desktop, string work) =>
        Assert.Single(Run(["env", $"DBUS_SESSION_BUS_ADDRESS={desktop.Address}", .. Children.Command(work, _folder.Data.SecretsPath)]));

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
