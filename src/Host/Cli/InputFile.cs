using Assistant.Host.Cli.Terminal;

namespace Assistant.Host.Cli;

/// <summary>Files that the user names.</summary>
internal static class InputFile
{
    /// <param name="path">As typed.</param>
    /// <param name="most">The most bytes that make sense.</param>
    /// <param name="cancel">Ends the reading.</param>
    /// <exception cref="CliException">It is not there, cannot be read, or is too large.</exception>
    public static async Task<byte[]> ReadAsync(string path, long most, CancellationToken cancel)
    {
        try
        {
            if (Directory.Exists(path))
                throw new CliException(ExitCode.Usage, $"{path} is a folder.", "Name a file in it.");
            var size = new FileInfo(path).Length;
            return size <= most
                ? await File.ReadAllBytesAsync(path, cancel)
                : throw new CliException(ExitCode.Usage, $"{path} has {Shown.Size(size)}; at most {Shown.Size(most)} are taken.", "Split it, or leave out what is not needed.");
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(ExitCode.NotFound, $"There is no file {path}.", $"Check the name; the current folder is {Directory.GetCurrentDirectory()}.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Failed, $"{path} cannot be read: {error.Message}", "Check who may read it.", error);
        }
    }
}
