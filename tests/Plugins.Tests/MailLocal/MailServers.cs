using System.Diagnostics;
using Assistant.TestKit;

namespace Assistant.Plugins.Tests.MailLocal;

/// <summary>A private Postfix and Dovecot, for the tests of one class; begun and ended by <c>tests/MailServers</c>.</summary>
public sealed class MailServers : IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/sbin/postfix", "/usr/sbin/dovecot", "/usr/lib/dovecot/lmtp", "/usr/lib/dovecot/modules/lib90_sieve_plugin.so"];

    /// <summary>Why they cannot run here, or null.</summary>
    public static string? Missing { get; } =
        !OperatingSystem.IsLinux() ? "needs Linux"
        : Environment.GetEnvironmentVariable("ASSISTANT_TEST_SIZE") == "quick" ? "left out of the quick run"
        : Environment.UserName != "root" ? "needs root: Postfix starts as root only"
        : Programs.FirstOrDefault(p => !File.Exists(p)) is { } missing ? $"needs {missing}: run tests/install-debian.sh"
        : null;

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"assistant-servers-{Guid.NewGuid():N}"[..32]);

    public IReadOnlyList<string> SendmailArguments => ["-C", Path.Combine(Folder, "postfix", "etc")];

    public string MaildirOf(string address) => Path.Combine(Folder, "mail", address, "Maildir");

    public async Task InitializeAsync()
    {
        if (Missing is null)
            await RunAsync("start.sh");
    }

    public async Task DisposeAsync()
    {
        if (Missing is not null)
            return;
        await RunAsync("stop.sh");
        Directory.Delete(Folder, recursive: true);
    }

    private async Task RunAsync(string script)
    {
        // Nothing is redirected: the servers would hold the pipes open.
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", [Path.Combine(Checkout.Root, "tests", "MailServers", script), Folder]))!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{script} ended with {process.ExitCode}; its words are above.");
    }
}

/// <summary>Runs where the servers can; says why elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealServersFactAttribute : FactAttribute
{
    public RealServersFactAttribute() => Skip = MailServers.Missing;
}
