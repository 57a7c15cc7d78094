using System.Text.Json.Serialization;

namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>What is kept of an account's grant in the host's place for secrets, as one secret, so that no two parts of it can disagree.</summary>
internal sealed record StoredGrant
{
    public required GoogleClient Client { get; init; }

    /// <summary>Who signed in, which is another than the account's own address where that is an alias.</summary>
    public string? User { get; init; }

    /// <summary>Null where Google has ended it; the client is kept, so that connecting again needs only the sign-in.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>What was granted, in Google's names.</summary>
    public string Scope { get; set; } = "";

    /// <summary>What an earlier sign-in was granted beyond that, which Google keeps though no token for it is left here; in Google's names, null where there is none.</summary>
    public string? Wider { get; init; }

    public DateTimeOffset Granted { get; init; }

    /// <summary>When the refresh token ends, where Google said so: seven days, while the project is in testing.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why there is no refresh token any more, for a person.</summary>
    public string? Ended { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredGrant))]
internal sealed partial class GrantJson : JsonSerializerContext;
