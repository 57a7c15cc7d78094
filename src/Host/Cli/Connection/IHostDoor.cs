namespace Assistant.Host.Cli.Connection;

/// <summary>The way to a data folder's host.</summary>
internal interface IHostDoor
{
    /// <summary>Reaches the host, starts one where none runs, and introduces this client.</summary>
    /// <exception cref="CliException">No host runs and none may or can be started.</exception>
    ValueTask<HostConnection> ConnectAsync(HostCall call, CancellationToken cancel);

    /// <summary>The bare connection, for bridges: what is written is what the host reads.</summary>
    ValueTask<Stream> OpenAsync(HostCall call, CancellationToken cancel);
}
