using System.Text;

namespace Assistant.Host.Cli.Connection;

/// <summary>The key that a script brings: in a file that it names, else in the environment.</summary>
internal static class ScriptKey
{
    public const string Variable = "ASSISTANT_KEY";

    // A key has some sixty characters; whatever is longer is another file.
    private const long LargestFile = 1024;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Null where none was given.</summary>
    /// <exception cref="CliException">The file is not there, holds no key, or others can read it.</exception>
    public static async Task<string?> FindAsync(CliRun run, string? file, CancellationToken cancel)
    {
        if (file is null)
            return run.Environment.Variable(Variable) is { Length: > 0 } given ? given.Trim() : null;
        var text = Encoding.UTF8.GetString(await InputFile.ReadAsync(file, LargestFile, cancel)).Trim();
        if (text.Length == 0)
            throw new CliException(ExitCode.Usage, $"{file} is empty.", $"{run.Command("token create --name NAME --scope SCOPES")} > FILE makes a key and keeps it there.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != 0)
            throw new CliException(ExitCode.NotAuthorised, $"Others can read {file}, so its key may be theirs too.", $"chmod 600 {file}");
        return text;
    }
}
