namespace Assistant.Host.Extensions.Manifests;

internal enum ActivationKind
{
    OnStartup,
    OnMethod,
    OnEvent,
    OnAccount,
}

/// <summary>When a plugin wants to be activated, as in <c>onMethod:hello/*</c>.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Argument">To what: a method or <c>service/*</c>, an event's name, a mail provider's id; empty on start-up.</param>
internal sealed record ActivationEvent(ActivationKind Kind, string Argument)
{
    public const string Forms = "onStartup, onMethod:SERVICE/* (or SERVICE/METHOD), onEvent:NAME, onAccount:PROVIDER";

    /// <summary>The part of a method's name before the slash.</summary>
    public string Service => Argument[..Math.Max(0, Argument.IndexOf('/', StringComparison.Ordinal))];

    /// <summary>Null where the text has none of the <see cref="Forms"/>.</summary>
    public static ActivationEvent? Parse(string text)
    {
        if (text == "onStartup")
            return new ActivationEvent(ActivationKind.OnStartup, "");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || colon == text.Length - 1)
            return null;
        var argument = text[(colon + 1)..];
        return text[..colon] switch
        {
            "onMethod" when IsMethod(argument) => new ActivationEvent(ActivationKind.OnMethod, argument),
            "onEvent" when argument.All(IsNamePart) => new ActivationEvent(ActivationKind.OnEvent, argument),
            "onAccount" when Storage.PathName.IsId(argument) => new ActivationEvent(ActivationKind.OnAccount, argument),
            _ => null,
        };
    }

    private static bool IsMethod(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < text.Length - 1
            && text.AsSpan(0, slash).IndexOfAnyExcept(ManifestNames.ServiceCharacters) < 0
            && (text.AsSpan(slash + 1) is "*" || text.AsSpan(slash + 1).IndexOfAnyExcept(ManifestNames.ServiceCharacters) < 0);
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '.';
}
