using Assistant.Protocol.Services;

namespace Assistant.Host.Cli;

/// <summary>What a client with a scope can do, as a person is asked about it.</summary>
internal static class ScopeWords
{
    public static string Of(string scope) => scope switch
    {
        Scopes.Read => "see contacts, drafts, what was sent and what came back",
        Scopes.Draft => "write and change drafts, contacts and templates",
        Scopes.Propose => "propose changes that wait for your decision",
        Scopes.Decide => "accept proposals and correct verdicts in your name",
        Scopes.Approve => "SEND MAIL IN YOUR NAME: say the yes to a message, and let other pages in",
        Scopes.Admin => "connect accounts, change plugins, give and take keys, stop the host",
        _ => "something that this version does not know",
    };

    /// <summary>One line a scope.</summary>
    public static string List(IReadOnlyList<string> scopes) => string.Join('\n', scopes.Select(scope => $"  {scope,-8} {Of(scope)}"));

    /// <summary>Scopes as they are typed: <c>read,draft</c>, or <c>all</c>.</summary>
    /// <exception cref="CliException">None, or a word that is no scope.</exception>
    public static List<string> Parse(string typed)
    {
        if (typed == "all")
            return [.. Scopes.All];
        var scopes = typed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        return scopes.Find(scope => !Scopes.All.Contains(scope)) is { } wrong
            ? throw new CliException(ExitCode.Usage, $"'{wrong}' is no scope.", $"Use {string.Join(", ", Scopes.All)}, with commas between, or all.")
            : scopes.Count == 0 ? throw new CliException(ExitCode.Usage, "At least one scope is needed.", $"Use {string.Join(", ", Scopes.All)}, with commas between, or all.")
            : scopes;
    }
}
