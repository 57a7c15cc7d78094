namespace Assistant.Host.Cli;

/// <summary>A person's yes, typed at the terminal. <c>--yes</c> stands in for it in a demo folder and nowhere else.</summary>
internal sealed class Consent(CliRun run)
{
    /// <exception cref="CliException">It was not given.</exception>
    public async ValueTask RequireAsync(string question, CancellationToken cancel)
    {
        if (SaidByOption())
            return;
        if (!IsYes(await AskAsync($"{question} [y/N] ", cancel)))
            throw new CliException(ExitCode.Cancelled, "Nothing was done.");
    }

    /// <summary>True where <c>--yes</c> was given and may be.</summary>
    /// <exception cref="CliException">It was given outside a demo folder.</exception>
    public bool SaidByOption()
    {
        if (run.SaysYes && !run.Folder.IsDemo)
            throw new CliException(ExitCode.Usage, $"--yes works only in a demo folder, and {run.Folder.Folder.FullPath} is none: here a person says yes at the terminal.", "Leave --yes out.");
        return run.SaysYes;
    }

    /// <summary>What the person at the terminal typed.</summary>
    /// <exception cref="CliException">Nobody is there.</exception>
    public async ValueTask<string> AskAsync(string prompt, CancellationToken cancel)
    {
        var tty = run.Environment.Tty;
        if (!tty.IsThere)
            throw new CliException(ExitCode.NotAuthorised, "This needs a person's yes, and there is no terminal to ask on.", "Run it in a terminal.");
        return await tty.AskAsync(Terminal.SafeText.Block(prompt), cancel)
            ?? throw new CliException(ExitCode.Cancelled, "Nothing was done.");
    }

    public static bool IsYes(string answer) => answer.Trim().ToUpperInvariant() is "Y" or "YES";
}
