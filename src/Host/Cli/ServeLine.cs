using Assistant.Host.Cli.Connection;
using Assistant.Host.Storage;

namespace Assistant.Host.Cli;

/// <summary>
/// Reads <c>serve</c> in its plain forms without the parser of every other command: to load that takes longer than to answer a client's first words.
/// </summary>
internal static class ServeLine
{
    /// <summary>Null for anything that is not plain, which the parser then reads, explains or refuses.</summary>
    public static ServeOptions? Read(ReadOnlySpan<string> args)
    {
        if (args is not ["serve", .. var rest])
            return null;
        var (data, byClient, onStreams) = ((string?)null, false, false);
        while (!rest.IsEmpty)
        {
            switch (rest)
            {
                case ["--data", var path, ..] when data is null && path.Length > 0 && path[0] != '-':
                    data = path;
                    rest = rest[2..];
                    break;
                case ["--started-by-client", ..] when !byClient:
                    byClient = true;
                    rest = rest[1..];
                    break;
                case ["--stdio", ..] when !onStreams:
                    onStreams = true;
                    rest = rest[1..];
                    break;
                default:
                    return null;
            }
        }

        var folder = FolderChoice.Of(data, Environment.GetEnvironmentVariable, DataRoot.Find()).Folder;
        return new ServeOptions(folder.FullPath, byClient, onStreams);
    }

    public static async Task<int> RunAsync(ServeOptions options, CliHooks hooks)
    {
        if (options.StartedByClient)
            DetachedProcess.LeaveSession();
        try
        {
            return await hooks.Serve(options, CancellationToken.None);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The outermost boundary, as for every other command.
            return (int)Failures.Say(error, Console.Error);
        }
    }
}
