using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Assistant.Host.Doors;

/// <summary>
/// The descriptions of types and methods, which the runtime reads in its assemblies' files, mapped a second time beside their code. A start reads megabytes of
/// them, a host at rest none. What is handed back stays in the system's cache of files, and comes again where it is read again.
/// </summary>
[SupportedOSPlatform("linux")]
internal static partial class MappedDescriptions
{
    // madvise(2): drops the pages from this process; of a shared mapping that nobody writes, nothing is lost.
    private const int DontNeed = 4;

    private const string Mappings = "/proc/self/maps";

    /// <summary>Hands their pages back to the system.</summary>
    public static void GiveBack()
    {
        foreach (var line in File.ReadAllLines(Mappings))
        {
            if (Parse(line) is var (start, length))
                _ = madvise(start, length, DontNeed);
        }
    }

    /// <summary>The range of a whole assembly mapped shared and read-only (proc_pid_maps(5)); null for every other line: their pages may hold what no file has.</summary>
    public static (nint Start, nuint Length)? Parse(string line)
    {
        if (!line.EndsWith(".dll", StringComparison.Ordinal) || line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var range, "r--s", "00000000", ..])
            return null;
        var dash = range.IndexOf('-', StringComparison.Ordinal);
        return nint.TryParse(range.AsSpan(0, dash), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var start)
            && nint.TryParse(range.AsSpan(dash + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var end)
            ? (start, (nuint)(end - start))
            : null;
    }

    [LibraryImport("libc")]
    private static partial int madvise(nint address, nuint length, int advice);
}
