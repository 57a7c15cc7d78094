namespace Assistant.Host.Cli.Terminal;

/// <summary>One line on standard error while something takes longer than a moment; gone when it is done.</summary>
internal static class Progress
{
    // Shorter than this nobody wonders.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public static async Task<T> ShowAsync<T>(Func<string> what, Task<T> work, Func<bool> begun, TextWriter error, TimeProvider time)
    {
        var start = time.GetTimestamp();
        var shown = 0;
        while (await Task.WhenAny(work, Task.Delay(Patience, time)) != work)
        {
            if (!begun())
                continue;
            var line = $"{what()} ... {(int)time.GetElapsedTime(start).TotalSeconds} s";
            await error.WriteAsync("\r" + line.PadRight(shown));
            shown = Math.Max(shown, line.Length);
        }

        if (shown > 0)
            await error.WriteAsync("\r" + new string(' ', shown) + "\r");
        return await work;
    }
}
