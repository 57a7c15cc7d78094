using System.Diagnostics;

namespace Assistant.EndToEnd.BadInput;

/// <summary>A file system of two mebibytes that a test can make read-only. Needs root on Linux.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Null where none can be had.</summary>
    public static SmallDisk? TryMount()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
            return null;
        var path = Directory.CreateTempSubdirectory("assistant-disk-").FullName;
        if (Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", path))
            return new SmallDisk(path);
        Directory.Delete(path);
        return null;
    }

    public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", Path));

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

/// <summary>Runs where a small disk can be mounted, else says why not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
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
