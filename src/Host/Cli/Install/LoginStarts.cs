using Assistant.Host.Cli.Machine;

namespace Assistant.Host.Cli.Install;

/// <summary>How this system starts a program at login.</summary>
internal static class LoginStarts
{
    public static ILoginStart Of(MachineProfile machine, IPrograms programs, string ownFolder) => machine.Kind switch
    {
        MachineKind.Windows => new ScheduledTask(programs, Environment.UserName, ownFolder),
        MachineKind.MacOS => new LaunchAgent(machine, programs),
        _ => programs.Find("systemctl") is { } systemctl ? new SystemdUnit(machine, programs, systemctl) : new AutostartEntry(machine),
    };
}
