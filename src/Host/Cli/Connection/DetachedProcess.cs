using System.Runtime.InteropServices;

namespace Assistant.Host.Cli.Connection;

/// <summary>Takes this process out of the terminal session of the command that started it, so that closing the terminal or Ctrl-C there does not end it.</summary>
internal static partial class DetachedProcess
{
    public static void LeaveSession()
    {
        // Fails where this process leads a group already, and then it is detached enough.
        if (!OperatingSystem.IsWindows())
            _ = setsid();
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setsid();
}
