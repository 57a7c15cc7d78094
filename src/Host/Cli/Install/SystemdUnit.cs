using Assistant.Host.Cli.Machine;

namespace Assistant.Host.Cli.Install;

/// <summary>A user unit of systemd.</summary>
internal sealed class SystemdUnit(MachineProfile machine, IPrograms programs, string systemctl) : ILoginStart
{
    public const string Name = "assistant.service";

    private string Folder => Path.Combine(machine.ConfigHome, "systemd", "user");

    private string Wanted => Path.Combine(Folder, "default.target.wants", Name);

    public string Kind => "systemd user unit";

    public string Where => Path.Combine(Folder, Name);

    public bool Exists => File.Exists(Where) || new FileInfo(Wanted).LinkTarget is not null;

    public async ValueTask InstallAsync(HostStart start, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Wanted)!);
        await File.WriteAllTextAsync(Where, Text(start), cancel);
        // What `systemctl --user enable` makes, and it cannot where no user manager runs now.
        File.Delete(Wanted);
        File.CreateSymbolicLink(Wanted, Path.Combine("..", Name));
    }

    public async ValueTask<bool> StartAsync(CancellationToken cancel)
    {
        if (!(await programs.RunAsync(systemctl, ["--user", "daemon-reload"], cancel)).Succeeded)
            return false;
        return (await programs.RunAsync(systemctl, ["--user", "restart", Name], cancel)).Succeeded;
    }

    public async ValueTask RemoveAsync(CancellationToken cancel)
    {
        // Fails where no user manager runs, and then it runs no host either.
        await programs.RunAsync(systemctl, ["--user", "stop", Name], cancel);
        File.Delete(Wanted);
        File.Delete(Where);
        DeleteIfEmpty(Path.GetDirectoryName(Wanted)!);
        await programs.RunAsync(systemctl, ["--user", "daemon-reload"], cancel);
    }

    private static string Text(HostStart start) => $"""
        # Written by `assistant install`; `assistant install --remove` takes it away.
        [Unit]
        Description=Assistant, the correspondence host of this user
        # A host that a command started ends after ten idle minutes, and this one then takes its place.
        StartLimitIntervalSec=0

        [Service]
        Type=exec
        ExecStart={string.Join(' ', start.Command.Select(Quoted))}
        {string.Concat(start.Variables.Select(variable => $"Environment={Quoted($"{variable.Name}={variable.Value}", isCommand: false)}\n"))}UMask=0077
        Restart=on-failure
        RestartSec=30
        # A send in progress is finished first.
        TimeoutStopSec=120

        [Install]
        WantedBy=default.target

        """;

    private static string Quoted(string word) => Quoted(word, isCommand: true);

    // systemd.service(5): quotes and C escapes; % begins a specifier everywhere, and $ a variable in commands.
    private static string Quoted(string word, bool isCommand)
    {
        var escaped = word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("%", "%%", StringComparison.Ordinal);
        return $"\"{(isCommand ? escaped.Replace("$", "$$", StringComparison.Ordinal) : escaped)}\"";
    }

    private static void DeleteIfEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }
}
