namespace Assistant.TestKit;

/// <summary>
/// The one line a counting suite prints: <c>suite NAME: N=200 failures=0 seconds=12</c>.
/// Test runners swallow a test's output, so the line also goes to the file that <c>ASSISTANT_SUITE_LOG</c> names, which <c>test.sh</c> prints.
/// </summary>
public static class SuiteLog
{
    private static readonly Lock Gate = new();

    /// <param name="name">The suite's name, without spaces.</param>
    /// <param name="count">How many cases ran.</param>
    /// <param name="failures">How many of them failed.</param>
    /// <param name="elapsed">The time they took together.</param>
    public static void Report(string name, int count, int failures, TimeSpan elapsed)
    {
        var line = FormattableString.Invariant($"suite {name}: N={count} failures={failures} seconds={Math.Ceiling(elapsed.TotalSeconds)}");
        Console.WriteLine(line);
        if (Environment.GetEnvironmentVariable("ASSISTANT_SUITE_LOG") is { Length: > 0 } path)
        {
            lock (Gate)
                File.AppendAllText(path, line + "\n");
        }
    }
}
