using System.CommandLine;
using System.Text;

namespace Assistant.Host.Cli;

/// <summary>The passphrase of a backup, from a file or typed unseen at the terminal; never from an argument, which other users can see.</summary>
internal sealed class Passphrase(CliRun run)
{
    // A passphrase of a thousand characters with room for an encoding.
    private const long LargestFile = 8 * 1024;

    public static Option<string?> FileOption() => new("--passphrase-file") { Description = "A file whose first line is the passphrase.", HelpName = "FILE" };

    public static async Task<string> ReadAsync(string path, CancellationToken cancel)
    {
        var text = Encoding.UTF8.GetString(await InputFile.ReadAsync(path, LargestFile, cancel)).TrimStart('\uFEFF');
        return text.Split('\n')[0].TrimEnd('\r') is { Length: > 0 } line
            ? line
            : throw new CliException(ExitCode.Usage, $"{path} has no first line.", "Write the passphrase into its first line.");
    }

    public async ValueTask<string> AskAsync(string prompt, CancellationToken cancel)
    {
        var tty = run.Environment.Tty;
        if (!tty.IsThere)
            throw new CliException(ExitCode.NotAuthorised, "This needs the passphrase, and there is no terminal to ask on.", "Give --passphrase-file.");
        return await tty.AskHiddenAsync(prompt, cancel) ?? throw new CliException(ExitCode.Cancelled, "Nothing was done.");
    }

    /// <summary>A new one, typed twice; null where the person wants none.</summary>
    public async ValueTask<string?> AskNewAsync(CancellationToken cancel)
    {
        var first = await AskAsync("Passphrase for another machine (12 characters or more; empty: it opens only with this folder's own keys): ", cancel);
        if (first.Length == 0)
            return null;
        return await AskAsync("The same again: ", cancel) == first
            ? first
            : throw new CliException(ExitCode.Usage, "The two are not the same.", "Nothing was done; try again.");
    }
}
