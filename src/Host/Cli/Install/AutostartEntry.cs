using Assistant.Host.Cli.Machine;

namespace Assistant.Host.Cli.Install;

/// <summary>A desktop's autostart entry, for a Linux without systemd.</summary>
internal sealed class AutostartEntry(MachineProfile machine) : ILoginStart
{
    public string Kind => "autostart entry of the desktop";

    public string Where => Path.Combine(machine.ConfigHome, "autostart", "assistant.desktop");

    public bool Exists => File.Exists(Where);

    public async ValueTask InstallAsync(HostStart start, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Where)!);
        IEnumerable<string> command = start.Variables.Count == 0 ? start.Command : [.. start.Variables.Select(variable => $"{variable.Name}={variable.Value}").Prepend("/usr/bin/env"), .. start.Command];
        await File.WriteAllTextAsync(Where, $"[Desktop Entry]\nType=Application\nName=Assistant\nComment=Written by assistant install\nNoDisplay=true\nExec={string.Join(' ', command.Select(Quoted))}\n", cancel);
    }

    public ValueTask<bool> StartAsync(CancellationToken cancel) => new(false);

    public ValueTask RemoveAsync(CancellationToken cancel)
    {
        File.Delete(Where);
        return default;
    }

    // Desktop Entry Specification: escaped once for the quotes of Exec, and once more as a string of the file.
    private static string Quoted(string word)
    {
        var quoted = string.Concat(word.Select(c => c is '"' or '`' or '$' or '\\' ? $"\\{c}" : c == '%' ? "%%" : c.ToString()));
        return $"\"{quoted.Replace("\\", "\\\\", StringComparison.Ordinal)}\"";
    }
}
