using Assistant.Host.Cli.Machine;
using Assistant.Host.Storage;

namespace Assistant.Host.Cli.Trust;

/// <summary>The stores of this machine that a data folder's authority goes into.</summary>
internal static class TrustPlaces
{
    private const string Certutil = "certutil";

    /// <exception cref="CliException">Needs setup: the tool that changes them is not installed.</exception>
    public static IReadOnlyList<ITrustPlace> Of(MachineProfile machine, IPrograms programs, DataFolder folder)
    {
        // The pipe's name is the folder's own, so that two folders on one machine take nothing from each other.
        var label = $"Assistant for localhost ({folder.PipeName})";
        if (OperatingSystem.IsWindows())
            return [new WindowsPlace(label)];
        if (machine.Kind == MachineKind.MacOS)
            return [new KeychainPlace(programs, Path.Combine(machine.Home, "Library", "Keychains", "login.keychain-db"), new TrustRecord(Path.Combine(folder.FullPath, TrustRecord.FileName)))];
        var certutil = programs.Find(Certutil) ?? throw new CliException(
            ExitCode.NeedsSetup,
            "Browsers on Linux are told whom to trust by certutil, and it is not installed.",
            "Install it: sudo apt install libnss3-tools (Debian, Ubuntu), sudo dnf install nss-tools (Fedora), sudo pacman -S nss (Arch), sudo zypper install mozilla-nss-tools (openSUSE).");
        return [.. NssFolders.Of(machine).Select(found => new NssPlace(programs, certutil, found.Folder, found.Readers, label))];
    }
}
