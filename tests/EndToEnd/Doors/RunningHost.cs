using System.Diagnostics;
using Assistant.EndToEnd.Cli;

namespace Assistant.EndToEnd.Doors;

/// <summary>The real host on a folder of its own, ready: its first answer on its standard streams is the signal that its socket is open.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly LineClient _streams;

    private RunningHost(RealCli cli, Process process)
    {
        (Cli, Process) = (cli, process);
        _streams = new LineClient(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
    }

    public RealCli Cli { get; }

    public Process Process { get; }

    public string Socket => Path.Combine(Cli.Main, "host.sock");

    /// <param name="cli">Whose home it serves; the host ends before it.</param>
    /// <param name="umask">The mask it is started with, where the test is about it.</param>
    public static async Task<RunningHost> StartAsync(RealCli cli, string? umask = null)
    {
        string[] serve = ["serve", "--stdio", "--data", cli.Main];
        var process = umask is null ? cli.Start(RealCli.Program, serve) : cli.Start("/bin/sh", ["-c", $"umask {umask}; exec \"$@\"", "sh", RealCli.Program, .. serve]);
        var host = new RunningHost(cli, process);
        try
        {
            await host._streams.ResultAsync("host/status");
            return host;
        }
        catch (EndOfStreamException)
        {
            throw new InvalidOperationException("The host did not start: " + await process.StandardError.ReadToEndAsync());
        }
    }

    /// <summary>The owner's key.</summary>
    public async Task<string> SetUpAsync() =>
        (await _streams.ResultAsync("host/setup", """{"ownerName":"Mira","clientName":"guard"}""")).GetProperty("clientKey").GetString()!;

    public Task<LineClient> ConnectAsync() => LineClient.ConnectAsync(Socket);

    /// <summary>A connection with every right.</summary>
    public async Task<LineClient> ConnectAsync(string key)
    {
        var client = await ConnectAsync();
        Assert.Equal(0, LineClient.ErrorOf(await client.InitializeAsync(key)));
        return client;
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{Process.Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    public async Task<int> ExitedAsync(TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within);
        await Process.WaitForExitAsync(patience.Token);
        return Process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            Process.Kill();
            await Process.WaitForExitAsync();
        }

        Process.Dispose();
    }
}
