namespace Assistant.Host.Cli.Machine;

internal enum MachineKind
{
    Linux,
    MacOS,
    Windows,
}
