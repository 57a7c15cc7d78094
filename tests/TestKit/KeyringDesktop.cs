using System.Diagnostics;
using Xunit;

namespace Assistant.TestKit;

/// <summary>A desktop's session bus with GNOME Keyring on it, whose collection has a password and nobody who could be asked for it; gone with the test.</summary>
public sealed class KeyringDesktop : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("assistant-desktop-").FullName;
    private readonly Process _bus;

    private KeyringDesktop()
    {
        _bus = Start("dbus-daemon", ["--session", "--nofork", "--nopidfile", "--print-address=1"]);
        Address = _bus.StandardOutput.ReadLine() ?? throw new InvalidOperationException("dbus-daemon did not start.");
        Unlock();
    }

    /// <summary>The value of <c>DBUS_SESSION_BUS_ADDRESS</c> for programs of this desktop.</summary>
    public string Address { get; }

    /// <summary>Unlocked.</summary>
    public static KeyringDesktop Start() => new();

    /// <summary>Ends the keyring; the bus starts another, locked, for whoever asks next.</summary>
    public void Lock()
    {
        if (RingId() is not { } id)
            return;
        Run("kill", [id], "");
        // To ask takes a process, and so some milliseconds.
        while (RingId() == id)
        {
        }
    }

    public void Unlock()
    {
        Lock();
        Run("gnome-keyring-daemon", ["--unlock", "--components=secrets"], "password");
    }

    public void Dispose()
    {
        Lock();
        _bus.Kill();
        _bus.WaitForExit();
        _bus.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    // Asking so starts none.
    private string? RingId()
    {
        var said = Run("dbus-send", ["--session", "--print-reply=literal", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.GetConnectionUnixProcessID", "string:org.freedesktop.secrets"], "");
        return said.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [_, var id] ? id : null;
    }

    private string Run(string program, string[] arguments, string input)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said;
    }

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = start.Environment["XDG_RUNTIME_DIR"] = _home;
        start.Environment["XDG_DATA_HOME"] = Path.Combine(_home, "data");
        start.Environment["DBUS_SESSION_BUS_ADDRESS"] = Address;
        start.Environment.Remove("DISPLAY");
        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }
}

/// <summary>Runs where a desktop's keyring can be started without a desktop, else says what is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KeyringFactAttribute : FactAttribute
{
    public KeyringFactAttribute()
    {
        foreach (var program in new[] { "dbus-daemon", "dbus-send", "gnome-keyring-daemon", "secret-tool" })
        {
            if (!File.Exists(Path.Combine("/usr/bin", program)))
                Skip = $"needs {program} (Debian: dbus, gnome-keyring, libsecret-tools)";
        }
    }
}
