namespace Assistant.Host.Cli.Commands;

/// <summary>Options of the form <c>NAME=VALUE</c>.</summary>
internal static class Pairs
{
    /// <summary>By name, the last one of a name; null where none is given.</summary>
    /// <exception cref="CliException">One is no pair.</exception>
    public static Dictionary<string, string>? Read(string[] given)
    {
        if (given.Length == 0)
            return null;
        var pairs = new Dictionary<string, string>();
        foreach (var pair in given)
        {
            if (pair.Split('=', 2) is not [{ Length: > 0 } name, var value])
                throw new CliException(ExitCode.Usage, $"'{pair}' is no pair.", "Write NAME=VALUE.");
            pairs[name] = value;
        }

        return pairs;
    }
}
