namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>What Google's token endpoint gave.</summary>
internal sealed record TokenAnswer
{
    public required string AccessToken { get; init; }

    public required TimeSpan Life { get; init; }

    /// <summary>Null where the one there is stays good.</summary>
    public string? RefreshToken { get; init; }

    public string? IdToken { get; init; }

    /// <summary>What was really granted; null where the answer says nothing new.</summary>
    public string? Scope { get; init; }

    /// <summary>How long the refresh token lasts, where it ends by itself.</summary>
    public TimeSpan? RefreshLife { get; init; }

    // Records print themselves, and this one must not.
    public override string ToString() => nameof(TokenAnswer);
}
