namespace Assistant.Host.Mailroom;

/// <summary>
/// Named places where a crash would hurt most. <c>ASSISTANT_FAILPOINT=name</c> makes this process kill itself with SIGKILL the first time it
/// passes <c>name</c>, <c>name:3</c> the third time; without it a place costs one comparison. A test in this process puts its own action in
/// their stead with <see cref="Intercept"/>.
/// </summary>
/// <remarks>
/// A name is <c>outbox.STATE.committing</c> (inside the transaction, all but committed), <c>outbox.STATE.committed</c> (durable, nothing after it
/// done), <c>outbox.submit.returned</c> (the provider has answered, nobody has written it down) or <c>outbox.evidence.returned</c>.
/// </remarks>
internal static class Failpoint
{
    public const string Variable = "ASSISTANT_FAILPOINT";

    private static readonly Armed? FromEnvironment = Armed.Parse(Environment.GetEnvironmentVariable(Variable));

    private static readonly AsyncLocal<Action<string>?> Hook = new();

    public static void Hit(string name)
    {
        FromEnvironment?.Hit(name);
        Hook.Value?.Invoke(name);
    }

    /// <summary>Runs <paramref name="action"/> at every place that this flow of control passes, until disposed. It may throw, which stands for a crash.</summary>
    public static IDisposable Intercept(Action<string> action)
    {
        Hook.Value = action;
        return new Release();
    }

    private sealed class Release : IDisposable
    {
        public void Dispose() => Hook.Value = null;
    }

    private sealed class Armed(string name, int nth)
    {
        private int _left = nth;

        public static Armed? Parse(string? text)
        {
            if (string.IsNullOrEmpty(text))
                return null;
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            return colon > 0 && int.TryParse(text.AsSpan(colon + 1), out var nth) ? new Armed(text[..colon], nth) : new Armed(text, 1);
        }

        public void Hit(string passed)
        {
            if (passed == name && Interlocked.Decrement(ref _left) == 0)
                Die();
        }

        // Process.Kill is SIGKILL on Unix and TerminateProcess on Windows: no handler runs, nothing is flushed.
        private static void Die()
        {
            using var self = System.Diagnostics.Process.GetCurrentProcess();
            self.Kill();
            self.WaitForExit();
        }
    }
}
