namespace Assistant.Host.Cli.Connection;

/// <summary>The socket of a host on this machine, started where none runs.</summary>
internal sealed class LocalDoor(TimeProvider time) : IHostDoor
{
    public async ValueTask<HostConnection> ConnectAsync(HostCall call, CancellationToken cancel) =>
        await HostSession.OpenAsync(await OpenAsync(call, cancel), call, cancel);

    public async ValueTask<Stream> OpenAsync(HostCall call, CancellationToken cancel)
    {
        if (await LocalEndpoint.TryConnectAsync(call.Folder, cancel) is { } running)
            return running;
        if (!call.Start)
            throw NotRunning(call);
        return await new HostLauncher(time).StartAsync(call.Folder, cancel);
    }

    private static CliException NotRunning(HostCall call) =>
        new(ExitCode.NotFound, $"No host is running on {call.Folder.FullPath}.", "Any command that needs one starts it.");
}
