using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Plugins.MailGmail.SignIn;
using Assistant.Protocol.JsonRpc;

namespace Assistant.Plugins.MailGmail.Accounts;

/// <summary>What the form asks for. None of it is kept by the host but the client's id; the rest is the plugin's secret.</summary>
internal sealed record AccountSettings
{
    /// <summary>The file that Google gives for an OAuth client.</summary>
    public string? ClientFile { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>Where the way to a client of one's own is told.</summary>
    public const string Guide = "docs/gmail.md shows how to make one in ten minutes";

    private const string ClientSuffix = ".apps.googleusercontent.com";

    /// <summary>The client that the settings name; null with no problem where they name none, which means the one from before.</summary>
    public static GoogleClient? Client(JsonElement? element, out IReadOnlyList<RpcProblem> problems)
    {
        problems = [];
        if (element is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined })
            return null;
        AccountSettings settings;
        try
        {
            settings = element.Value.Deserialize(SettingsJson.Default.AccountSettings)!;
        }
        catch (JsonException fault)
        {
            problems = [Wrong(fault.Path?.TrimStart('$', '.') ?? "", "is not what the form asks for", "Give text")];
            return null;
        }

        var client = (settings.ClientFile, settings.ClientId) switch
        {
            ({ Length: > 0 }, { Length: > 0 }) => Fail("clientFile", "and 'clientId' name two clients", "Give one of them", ref problems),
            ({ Length: > 0 } file, _) => SignIn.ClientFile.Read(file, out problems),
            (_, { Length: > 0 } id) => new GoogleClient(id.Trim(), string.IsNullOrWhiteSpace(settings.ClientSecret) ? null : settings.ClientSecret.Trim()),
            _ => null,
        };
        if (client is not null && (!client.Id.EndsWith(ClientSuffix, StringComparison.Ordinal) || client.Id.Any(static c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_'))))
            return Fail(settings.ClientFile is { Length: > 0 } ? "clientFile" : "clientId", $"names no client id of Google's: those end with {ClientSuffix}", $"Take it from the Google console; {Guide}", ref problems);
        return client;
    }

    public static JsonElement Kept(GoogleClient client) => JsonSerializer.SerializeToElement(new AccountSettings { ClientId = client.Id }, SettingsJson.Default.AccountSettings);

    public static RpcProblem Wrong(string name, string problem, string remedy) => new() { Path = name.Length == 0 ? "$.settings" : "$.settings." + name, Problem = problem, Remedy = remedy };

    private static GoogleClient? Fail(string name, string problem, string remedy, ref IReadOnlyList<RpcProblem> problems)
    {
        problems = [Wrong(name, problem, remedy)];
        return null;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AccountSettings))]
[JsonSerializable(typeof(ClientFileText))]
internal sealed partial class SettingsJson : JsonSerializerContext;

/// <summary>Google's file: only the id and the secret are taken from it. The addresses in it are not: a file must not choose whom tokens go to.</summary>
internal sealed record ClientFileText(ClientFilePart? Installed = null, ClientFilePart? Web = null);

internal sealed record ClientFilePart
{
    [JsonPropertyName("client_id")]
    public string? ClientId { get; init; }

    [JsonPropertyName("client_secret")]
    public string? ClientSecret { get; init; }
}
