namespace Assistant.Host.Cli.Machine;

/// <param name="Code">The exit code.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record ProgramResult(int Code, string Out, string Error)
{
    public bool Succeeded => Code == 0;

    /// <summary>The last thing it said, as the reason of a failure.</summary>
    public string Reason => (Error + "\n" + Out).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? $"it ended with code {Code}";
}

/// <summary>The system's own programs. Arguments are passed as they are, by no shell.</summary>
internal interface IPrograms
{
    /// <summary>Where a program is; null where it is not installed.</summary>
    string? Find(string name);

    /// <summary>Runs a program to its end, without a terminal and without input.</summary>
    /// <exception cref="CliException">It cannot be started, or does not end.</exception>
    ValueTask<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel);

    /// <summary>Starts a program that outlives this command; false where it fails at once.</summary>
    ValueTask<bool> StartAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel);
}
