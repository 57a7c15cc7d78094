using System.Security;
using Assistant.Host.Cli.Machine;

namespace Assistant.Host.Cli.Install;

/// <summary>An agent of launchd, on macOS.</summary>
internal sealed class LaunchAgent(MachineProfile machine, IPrograms programs) : ILoginStart
{
    private const string Label = "assistant.host";
    private const string Launchctl = "/bin/launchctl";

    public string Kind => "launchd agent";

    public string Where => Path.Combine(machine.Home, "Library", "LaunchAgents", Label + ".plist");

    public bool Exists => File.Exists(Where);

    public async ValueTask InstallAsync(HostStart start, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Where)!);
        await File.WriteAllTextAsync(Where, $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            <plist version="1.0">
            <dict>
              <key>Label</key><string>{Label}</string>
              <key>ProgramArguments</key><array>{string.Concat(start.Command.Select(word => $"<string>{SecurityElement.Escape(word)}</string>"))}</array>
              <key>EnvironmentVariables</key><dict>{string.Concat(start.Variables.Select(variable => $"<key>{variable.Name}</key><string>{SecurityElement.Escape(variable.Value)}</string>"))}</dict>
              <key>RunAtLoad</key><true/>
              <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
              <key>ThrottleInterval</key><integer>30</integer>
              <key>Umask</key><integer>63</integer>
              <key>ExitTimeOut</key><integer>120</integer>
            </dict>
            </plist>

            """, cancel);
    }

    public async ValueTask<bool> StartAsync(CancellationToken cancel)
    {
        var domain = await DomainAsync(cancel);
        await programs.RunAsync(Launchctl, ["bootout", $"{domain}/{Label}"], cancel);
        return (await programs.RunAsync(Launchctl, ["bootstrap", domain, Where], cancel)).Succeeded;
    }

    public async ValueTask RemoveAsync(CancellationToken cancel)
    {
        await programs.RunAsync(Launchctl, ["bootout", $"{await DomainAsync(cancel)}/{Label}"], cancel);
        File.Delete(Where);
    }

    private async ValueTask<string> DomainAsync(CancellationToken cancel) => $"gui/{(await programs.RunAsync("/usr/bin/id", ["-u"], cancel)).Out.Trim()}";
}
