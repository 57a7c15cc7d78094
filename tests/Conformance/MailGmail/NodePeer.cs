using System.Diagnostics;
using Assistant.TestKit;

namespace Assistant.Conformance.MailGmail;

/// <summary>A server on this machine that nobody here wrote, started by a script in <c>peers</c>; it says its port when it listens, and ends with its input.</summary>
internal sealed class NodePeer : IAsyncDisposable
{
    // Cold, on a machine that is busy.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private NodePeer(Process process, string port) => (_process, Root) = (process, "http://127.0.0.1:" + port);

    public string Root { get; }

    private static string Folder { get; } = Path.Combine(Checkout.Root, "tests", "Conformance", "peers");

    /// <summary>Null where it can be started; else what to do about it.</summary>
    public static string? Missing(string package) =>
        !Directory.Exists(Path.Combine(Folder, "node_modules", package)) ? $"{package} is not installed: run 'npm ci' in tests/Conformance/peers."
        : !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(static folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe"))) ? "node is not on the path."
        : null;

    public static async Task<NodePeer> StartAsync(string script, string? argument = null)
    {
        var start = new ProcessStartInfo("node", argument is null ? [script] : [script, argument])
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return new NodePeer(process, await process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException($"{script} did not start."));
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(_process);

    // One that does not end with its input is not waited for without end.
    private static async Task EndAsync(Process process)
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
