using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Assistant.TestKit;

/// <summary>A file system of a few mebibytes that a test can fill, make larger or make read-only. Needs root on Linux.</summary>
public sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Null where none can be had.</summary>
    /// <param name="mebibytes">How much it holds.</param>
    public static SmallDisk? TryMount(int mebibytes = 2)
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return null;
        var path = Directory.CreateTempSubdirectory("assistant-disk-").FullName;
        if (Mount(Size(mebibytes), "tmpfs", path))
            return new SmallDisk(path);
        Directory.Delete(path);
        return null;
    }

    /// <summary>What is on it stays.</summary>
    public void Resize(int mebibytes) => Remount(Size(mebibytes));

    public void MakeReadOnly() => Remount("ro");

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static string Size(int mebibytes) => string.Create(CultureInfo.InvariantCulture, $"size={mebibytes}m");

    private static bool Mount(string options, string device, string path) => Run("mount", "-t", "tmpfs", "-o", options, device, path);

    private void Remount(string options)
    {
        if (!Run("mount", "-o", "remount," + options, Path))
            throw new InvalidOperationException($"{Path} could not be mounted again with {options}.");
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>Runs where a small disk can be mounted, else says why not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly bool Possible = Probe();

    public SmallDiskFactAttribute()
    {
        if (!Possible)
            Skip = "needs root on Linux to mount a small file system";
    }

    private static bool Probe()
    {
        using var disk = SmallDisk.TryMount();
        return disk is not null;
    }
}
