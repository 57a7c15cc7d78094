using System.Runtime.InteropServices;

namespace Assistant.PluginRunner;

/// <summary>Ties this process to the host that started it, so that none is left behind when the host is gone.</summary>
internal static partial class HostTie
{
    // linux/prctl.h
    private const int SetParentDeathSignal = 1;
    private const int SigKill = 9;

    // A shell's answer where a program cannot be run.
    private const int CannotRun = 127;

    /// <summary>Makes this process the head of a group of its own, and on Linux has it killed when the host dies. Elsewhere the end of standard input says so.</summary>
    public static void Bind()
    {
        if (OperatingSystem.IsWindows())
            return;
        _ = NewSession();
        if (!OperatingSystem.IsLinux())
            return;
        _ = ProcessControl(SetParentDeathSignal, SigKill, 0, 0, 0);

        // The host died before this was asked for.
        if (Parent() == 1)
            Environment.Exit(0);
    }

    /// <summary>Turns this process into another program; comes back only where that cannot be run.</summary>
    public static int Become(string[] command)
    {
        string?[] arguments = [.. command, null];
        _ = Execute(command[0], arguments);
        Console.Error.WriteLine($"{command[0]} cannot be run (error {Marshal.GetLastPInvokeError()}).");
        return CannotRun;
    }

    [LibraryImport("libc", EntryPoint = "setsid")]
    private static partial int NewSession();

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int Parent();

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int ProcessControl(int option, nuint second, nuint third, nuint fourth, nuint fifth);

    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string file, string?[] arguments);
}
