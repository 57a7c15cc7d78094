namespace Assistant.Host.Cli.Install;

/// <summary>What the system starts when the user logs in.</summary>
internal interface ILoginStart
{
    /// <summary>In words: a systemd user unit, a launchd agent, a task of the Task Scheduler.</summary>
    string Kind { get; }

    /// <summary>The file, or the task's name.</summary>
    string Where { get; }

    bool Exists { get; }

    /// <summary>Puts it there, in place of an older one; a host that it runs already is started anew by <see cref="StartAsync"/>.</summary>
    ValueTask InstallAsync(HostStart start, CancellationToken cancel);

    /// <summary>Starts it now; false where it starts at the next login only.</summary>
    ValueTask<bool> StartAsync(CancellationToken cancel);

    /// <summary>Ends what it runs and takes it out; nothing is left.</summary>
    ValueTask RemoveAsync(CancellationToken cancel);
}

/// <summary>The host as it is started at login: by name, never by a client, so that it does not end for idleness.</summary>
/// <param name="Program">The program's full path.</param>
/// <param name="DataFolder">The data folder's full path.</param>
/// <param name="Variables">What it needs of the environment and a login does not give it.</param>
internal sealed record HostStart(string Program, string DataFolder, IReadOnlyList<(string Name, string Value)> Variables)
{
    public IReadOnlyList<string> Command => [Program, "serve", "--data", DataFolder];
}
