namespace Assistant.Host.Cli;

/// <summary>The commands that are not a client's, and so are the host's to run.</summary>
/// <param name="Serve">Runs the host until it is ended; answers the exit code.</param>
/// <param name="Contract">Writes the contracts; answers the exit code.</param>
/// <param name="Restore">Puts a backup in the place of a data folder.</param>
internal sealed record CliHooks(
    Func<ServeOptions, CancellationToken, Task<int>> Serve, Func<ContractOptions, CancellationToken, Task<int>> Contract, Func<RestoreOptions, CancellationToken, Task<RestoreOutcome>> Restore);

/// <param name="DataFolder">The data folder's full path.</param>
/// <param name="StartedByClient">True where a client started it: it ends by itself when nobody needs it any more.</param>
/// <param name="OnStandardStreams">Also serves its standard input and output, and ends with them.</param>
internal sealed record ServeOptions(string DataFolder, bool StartedByClient, bool OnStandardStreams);

/// <param name="All">Write the files of the source tree, both directions; else print what clients call.</param>
/// <param name="Output">The source tree; null is the current folder.</param>
internal sealed record ContractOptions(bool All, string? Output);
