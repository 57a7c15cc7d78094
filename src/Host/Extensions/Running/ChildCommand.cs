using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Assistant.Host.Extensions.Running;

/// <summary>How a plugin's process is started: which program, and with what of the host's environment.</summary>
internal static class ChildCommand
{
    // What programs need to find files, speak the user's language and know the time. The host's keys, tokens and proxies are not among it.
    private static readonly string[] Inherited =
    [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TEMP", "TMP",
        "SystemRoot", "SystemDrive", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "PATHEXT", "ComSpec",
    ];

    public static ProcessStartInfo For(PluginLaunch launch, string runner)
    {
        var start = new ProcessStartInfo
        {
            FileName = runner,
            WorkingDirectory = launch.Folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (launch.Manifest.Main is null)
            Run(start, launch.Manifest.Command);
        Restrict(start.Environment);
        return start;
    }

    // On Unix the runner first ties the process to the host and then becomes the command.
    private static void Run(ProcessStartInfo start, IReadOnlyList<string> command)
    {
        if (OperatingSystem.IsWindows())
            start.FileName = command[0].Contains('/', StringComparison.Ordinal) ? Path.Combine(start.WorkingDirectory, command[0]) : command[0];
        else
            start.ArgumentList.Add("exec");
        foreach (var argument in OperatingSystem.IsWindows() ? command.Skip(1) : command)
            start.ArgumentList.Add(argument);
    }

    private static void Restrict(IDictionary<string, string?> environment)
    {
        var kept = Inherited.Where(environment.ContainsKey).Select(name => (name, environment[name])).ToList();
        environment.Clear();
        foreach (var (name, value) in kept)
            environment[name] = value;

        // The runner uses the runtime that the host runs on, wherever that is.
        environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        environment["DOTNET_NOLOGO"] = "1";
    }
}
