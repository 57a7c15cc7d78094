using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>
/// What each level asks Google for, and what an answer grants. A token never holds <c>gmail.metadata</c> together with a wider one: Gmail then treats
/// the whole of it as the narrow one.
/// </summary>
internal static class GrantScopes
{
    private const string Base = "https://www.googleapis.com/auth/";
    private const string Send = Base + "gmail.send";
    private const string Metadata = Base + "gmail.metadata";
    private const string ReadOnly = Base + "gmail.readonly";
    private const string Compose = Base + "gmail.compose";

    /// <summary>Only to learn which account was chosen.</summary>
    private const string Identity = "openid email";

    public static string Of(GrantLevel level) => level switch
    {
        GrantLevel.Headers => $"{Identity} {Send} {Metadata}",
        GrantLevel.Bodies => $"{Identity} {Send} {ReadOnly}",
        // Without compose ticked, the level below is left.
        _ => $"{Identity} {Send} {ReadOnly} {Compose}",
    };

    /// <summary>The level that a grant reaches; null where it does not even reach the lowest, as when the user unticked a part.</summary>
    /// <param name="scope">As the token answer lists it: in any order, other names among them.</param>
    public static GrantLevel? Level(string scope)
    {
        var names = Names(scope);
        var (sends, reads) = (names.Contains(Send) || names.Contains(Compose), names.Contains(ReadOnly));
        if (!sends || IsMixed(scope))
            return null;
        if (reads)
            return names.Contains(Compose) ? GrantLevel.Drafts : GrantLevel.Bodies;
        return names.Contains(Metadata) ? GrantLevel.Headers : null;
    }

    /// <summary>What was granted before and this scope does not hold: Google keeps it until the permission is revoked as a whole. Empty where that is nothing wider.</summary>
    public static string Beyond(string scope, string before) => string.Join(' ', Names(before).Where(static name => name is ReadOnly or Compose).Except(Names(scope)));

    /// <summary>An older grant was mixed in, and would narrow this one.</summary>
    public static bool IsMixed(string scope) => Names(scope) is var names && names.Contains(Metadata) && (names.Contains(ReadOnly) || names.Contains(Compose));

    /// <summary>What is missing for the lowest level, for a person.</summary>
    public static string Missing(string scope) => Names(scope) is var names && (names.Contains(Send) || names.Contains(Compose)) ? "reading the headers of mail" : "sending mail";

    /// <summary>The names without their common beginning, for a person to compare with Google's page.</summary>
    public static string Short(string scope) =>
        string.Join(", ", Names(scope).Where(static name => name.StartsWith(Base + "gmail.", StringComparison.Ordinal)).Select(static name => name[Base.Length..]).Order(StringComparer.Ordinal));

    private static HashSet<string> Names(string scope) => [.. scope.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
