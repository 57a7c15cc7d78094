namespace Assistant.Host.Cli;

/// <summary>Ends a command with one sentence and, where there is one, the step that puts it right.</summary>
#pragma warning disable CA1032 // Without a code it means nothing, so the parameterless forms are left out on purpose.
internal sealed class CliException(ExitCode code, string message, string? remedy = null, Exception? inner = null) : Exception(message, inner)
#pragma warning restore CA1032
{
    public ExitCode Code { get; } = code;

    public string? Remedy { get; } = remedy;
}
