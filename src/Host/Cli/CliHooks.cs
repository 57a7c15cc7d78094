namespace Assistant.Host.Cli;

/// <summary>The two commands that are not a client's, and so are the host's to run.</summary>
/// <param name="Serve">Runs the host until it is ended; answers the exit code.</param>
/// <param name="Contract">Writes the contracts; answers the exit code.</param>
internal sealed record CliHooks(Func<ServeOptions, CancellationToken, Task<int>> Serve, Func<ContractOptions, CancellationToken, Task<int>> Contract);

/// <param name="DataFolder">The data folder's full path.</param>
/// <param name="StartedByClient">True where a client started it: it ends by itself when nobody needs it any more.</param>
/// <param name="OnStandardStreams">Also serves its standard input and output, and ends with them.</param>
internal sealed record ServeOptions(string DataFolder, bool StartedByClient, bool OnStandardStreams);

/// <param name="All">Also what plugins offer the host and what the host calls on them.</param>
/// <param name="Output">The folder to write to; null prints to standard output.</param>
internal sealed record ContractOptions(bool All, string? Output);
