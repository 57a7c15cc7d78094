namespace Assistant.Host.Cli;

/// <summary>Files that the user asked to have written.</summary>
internal static class OutputFile
{
    /// <summary>Writes a file that is not there yet; what is there is never written over.</summary>
    /// <exception cref="CliException">It is there already, or cannot be written.</exception>
    public static async Task WriteAsync(string path, byte[] bytes, CancellationToken cancel)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await file.WriteAsync(bytes, cancel);
        }
        catch (IOException error) when (File.Exists(path))
        {
            throw new CliException(ExitCode.Conflict, $"{path} is there already.", "Give another name, or move that one away.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Failed, $"{path} cannot be written: {error.Message}", "Name a file in a folder that is there and yours.", error);
        }
    }
}
