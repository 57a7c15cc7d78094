namespace Assistant.Host.Cli.Terminal;

/// <summary>The person at the terminal. Never stdin: what is piped in is not a person's yes.</summary>
internal interface ITty
{
    bool IsThere { get; }

    /// <summary>Asks and answers the line that was typed, without its end; null where the terminal is gone or closed.</summary>
    ValueTask<string?> AskAsync(string prompt, CancellationToken cancel);

    /// <summary>The same for what nobody may read over a shoulder.</summary>
    ValueTask<string?> AskHiddenAsync(string prompt, CancellationToken cancel);
}
