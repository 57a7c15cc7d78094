using Assistant.Host.Cli.Machine;

namespace Assistant.Host.Cli.Trust;

/// <summary>The certificate databases of the browsers that a user of Linux has: installed by the system, as a snap or as a flatpak.</summary>
internal static class NssFolders
{
    private static readonly string[] ChromiumSnaps = ["chromium", "brave", "opera", "vivaldi"];

    private static readonly string[] ChromiumFlatpaks =
        ["org.chromium.Chromium", "com.google.Chrome", "com.brave.Browser", "com.microsoft.Edge", "com.vivaldi.Vivaldi", "com.opera.Opera", "io.github.ungoogled_software.ungoogled_chromium"];

    public static IEnumerable<(string Folder, string Readers)> Of(MachineProfile machine) => Chromium(machine).Concat(Firefox(machine));

    private static IEnumerable<(string Folder, string Readers)> Chromium(MachineProfile machine)
    {
        // Made where it is missing: a browser that is started for the first time takes it over.
        yield return (Path.Combine(machine.Home, ".pki", "nssdb"), "Chromium, Chrome and their kin");
        // Chromium's newer place, which it uses where the older one is not there.
        if (Path.Combine(machine.DataHome, "pki", "nssdb") is var newer && Directory.Exists(newer))
            yield return (newer, "Chromium, Chrome and their kin");
        foreach (var name in ChromiumSnaps)
        {
            if (Path.Combine(machine.Home, "snap", name, "current") is var snap && Directory.Exists(snap))
                yield return (Path.Combine(snap, ".pki", "nssdb"), $"{name} (snap)");
        }

        foreach (var name in ChromiumFlatpaks)
        {
            if (Path.Combine(machine.Home, ".var", "app", name) is var flatpak && Directory.Exists(flatpak))
                yield return (Path.Combine(flatpak, ".pki", "nssdb"), $"{name} (flatpak)");
        }
    }

    private static IEnumerable<(string Folder, string Readers)> Firefox(MachineProfile machine)
    {
        var flatpak = Path.Combine(machine.Home, ".var", "app", "org.mozilla.firefox");
        (string Root, string Name)[] roots =
        [
            (Path.Combine(machine.Home, ".mozilla", "firefox"), "Firefox"),
            (Path.Combine(machine.ConfigHome, "mozilla", "firefox"), "Firefox"),
            (Path.Combine(machine.Home, "snap", "firefox", "common", ".mozilla", "firefox"), "Firefox (snap)"),
            (Path.Combine(flatpak, ".mozilla", "firefox"), "Firefox (flatpak)"),
            (Path.Combine(flatpak, "config", "mozilla", "firefox"), "Firefox (flatpak)"),
            (Path.Combine(machine.Home, ".librewolf"), "LibreWolf"),
            (Path.Combine(machine.Home, ".var", "app", "io.gitlab.librewolf-community", ".librewolf"), "LibreWolf (flatpak)"),
        ];
        return from root in roots from profile in Profiles(root.Root) select (profile, $"{root.Name}, profile {Path.GetFileName(profile)}");
    }

    /// <summary>The folders that <c>profiles.ini</c> names and that are there.</summary>
    private static List<string> Profiles(string root)
    {
        var ini = Path.Combine(root, "profiles.ini");
        if (!File.Exists(ini))
            return [];
        // A path is relative unless it is rooted, whatever IsRelative says.
        var named = File.ReadLines(ini).Where(line => line.StartsWith("Path=", StringComparison.Ordinal)).Select(line => Path.GetFullPath(Path.Combine(root, line["Path=".Length..].Trim())));
        return [.. named.Where(Directory.Exists).Distinct(StringComparer.Ordinal)];
    }
}
