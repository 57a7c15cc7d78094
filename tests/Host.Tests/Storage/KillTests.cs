using System.Diagnostics;
using System.Globalization;
using Assistant.Host.Storage;
using Assistant.Host.Storage.Audit;
using Assistant.TestKit;

namespace Assistant.Host.Tests.Storage;

[Trait("Category", "Slow")]
public sealed class KillTests : IDisposable
{
    // Enough to fall into commits, checkpoints and the first migration; each takes up to a second under strace.
    private const int PlainKills = 10;
    private const int CallKills = 8;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_KilledAtAnyMoment_LosesNothingAcknowledgedAndTearsNothing()
    {
        var watch = Stopwatch.StartNew();
        var failures = new List<string>();
        long acknowledged = 0;
        for (var run = 0; run < PlainKills; run++)
            acknowledged = Check($"after {run * 7} lines", acknowledged, KillAfter(run * 7), failures);
        var strace = OperatingSystem.IsLinux() && File.Exists("/usr/bin/strace");
        for (var run = 0; strace && run < CallKills; run++)
        {
            // Call counts of different sizes hit the opening, commits and checkpoints in turn.
            var at = 3 + (run * 17);
            acknowledged = Check($"at write {at}", acknowledged, KillAtCall("pwrite64", at), failures);
            acknowledged = Check($"at flush {at}", acknowledged, KillAtCall("fsync,fdatasync", 1 + run), failures);
        }

        SuiteLog.Report("storage-kill", PlainKills + (strace ? 2 * CallKills : 0), failures.Count, watch.Elapsed);
        Assert.Empty(failures);
    }

    [Fact]
    public void HostLock_HolderKilled_IsFreeAgain()
    {
        using var child = Start(Children.Command("hold-folder", _folder.Data.FullPath), redirectInput: true);
        Assert.Equal("held", child.StandardOutput.ReadLine());
        Assert.Null(HostLock.TryTake(_folder.Data, "/mine", "1"));
        Assert.Equal(child.Id, HostLock.Holder(_folder.Data)!.ProcessId);

        child.Kill();
        child.WaitForExit();

        Assert.Null(HostLock.Holder(_folder.Data));
        using var mine = HostLock.TryTake(_folder.Data, "/mine", "1");
        Assert.NotNull(mine);
    }

    private long KillAfter(int lines)
    {
        using var child = Start(Children.Command("write-until-killed", _folder.Data.FullPath));
        long last = 0;
        for (var n = 0; n <= lines && child.StandardOutput.ReadLine() is { } line; n++)
            last = long.Parse(line, CultureInfo.InvariantCulture);
        child.Kill();
        return Math.Max(last, LastOf(child));
    }

    private long KillAtCall(string calls, int at)
    {
        using var child = Start(["/usr/bin/strace", "-f", "-qq", "-o", "/dev/null", "-e", $"trace={calls}", "-e", $"inject={calls}:signal=SIGKILL:when={at}", .. Children.Command("write-until-killed", _folder.Data.FullPath)]);
        return LastOf(child);
    }

    private static long LastOf(Process child)
    {
        long last = 0;
        while (child.StandardOutput.ReadLine() is { } line)
        {
            if (long.TryParse(line, CultureInfo.InvariantCulture, out var number))
                last = number;
        }

        child.WaitForExit();
        return last;
    }

    // What was said before must be there; the one transaction under way may be there whole or not at all.
    private long Check(string when, long before, long acknowledged, List<string> failures)
    {
        using var database = _folder.OpenHost();
        var (rows, integrity) = database.Read(connection => (connection.Number("SELECT count(*) FROM event")!.Value, connection.Text("PRAGMA integrity_check")));
        var report = new AuditLog(database, _folder.Data.State.AuditHead, TimeProvider.System).Verify();
        var done = rows / WriteUntilKilled.Rows;
        if (rows % WriteUntilKilled.Rows != 0 || done < Math.Max(before, acknowledged) || integrity != "ok" || !report.IsWhole || report.Records != done)
            failures.Add($"{when}: {rows} rows, {acknowledged} acknowledged, {integrity}, audit {report.Records} {string.Join(' ', report.Problems)}");
        return done;
    }

    private static Process Start(string[] command, bool redirectInput = false)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardInput = redirectInput };
        foreach (var argument in command[1..])
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
