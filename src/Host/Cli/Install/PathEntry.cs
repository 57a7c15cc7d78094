using Assistant.Host.Cli.Machine;

namespace Assistant.Host.Cli.Install;

/// <summary>The word <c>assistant</c> in a folder that shells look for programs in: a link, on Windows a command file.</summary>
internal sealed class PathEntry(MachineProfile machine)
{
    private const string Mark = "@rem Written by assistant install";

    private bool IsWindows => machine.Kind == MachineKind.Windows;

    public string Folder => IsWindows
        // On every user's PATH from Windows 10 on.
        ? System.IO.Path.Combine(machine.Variable("LOCALAPPDATA") ?? System.IO.Path.Combine(machine.Home, "AppData", "Local"), "Microsoft", "WindowsApps")
        : System.IO.Path.Combine(machine.Home, ".local", "bin");

    public string Path => System.IO.Path.Combine(Folder, IsWindows ? "assistant.cmd" : "assistant");

    public bool IsFound => machine.IsOnPath(Folder);

    /// <summary>Whether it is there and ours.</summary>
    public bool Exists => IsWindows
        ? File.Exists(Path) && File.ReadLines(Path).FirstOrDefault() == Mark
        : new FileInfo(Path).LinkTarget is { } target && IsOurs(target);

    /// <exception cref="CliException">Something else has that name.</exception>
    public void Put(string program)
    {
        if (!Exists && (File.Exists(Path) || new FileInfo(Path).LinkTarget is not null))
            throw new CliException(ExitCode.Conflict, $"{Path} is there already and is not this program's, so it was left alone.", "Move it away, then run this again.");
        Directory.CreateDirectory(Folder);
        File.Delete(Path);
        if (IsWindows)
            File.WriteAllText(Path, $"{Mark}\r\n@\"{program}\" %*\r\n");
        else
            File.CreateSymbolicLink(Path, program);
    }

    public void Remove()
    {
        if (Exists)
            File.Delete(Path);
    }

    // A link of ours leads to a program with its assembly beside it, or to where one was.
    private static bool IsOurs(string target) =>
        System.IO.Path.GetFileName(target) == "assistant" && (!File.Exists(target) || File.Exists(target + ".dll"));
}
