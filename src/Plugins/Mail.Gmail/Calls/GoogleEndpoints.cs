using System.Text.Json;

namespace Assistant.Plugins.MailGmail.Calls;

/// <summary>
/// Where Google answers. The hosts are constants: no answer, file or account names another one. The only other place is a server on this machine that
/// stands in for Google in tests, by the plugin's labelled setting.
/// </summary>
/// <param name="Authorise">The page that the user's browser opens.</param>
/// <param name="Token">Takes codes and refresh tokens.</param>
/// <param name="Revoke">Takes a grant back.</param>
/// <param name="Keys">What identity tokens are signed with.</param>
/// <param name="Issuers">Who may have issued an identity token or an answer in the browser.</param>
/// <param name="Api">The root of Gmail's API, without a slash at its end.</param>
/// <param name="IsStandIn">It is not Google.</param>
internal sealed record GoogleEndpoints(Uri Authorise, Uri Token, Uri Revoke, string Keys, IReadOnlyList<string> Issuers, string Api, bool IsStandIn)
{
    public static GoogleEndpoints Google { get; } = new(
        new Uri("https://accounts.google.com/o/oauth2/v2/auth"), new Uri("https://oauth2.googleapis.com/token"), new Uri("https://oauth2.googleapis.com/revoke"),
        "https://www.googleapis.com/oauth2/v3/certs", ["https://accounts.google.com", "accounts.google.com"], "https://gmail.googleapis.com", IsStandIn: false);

    /// <param name="settings">The plugin's; the host has checked them against the manifest's schema.</param>
    public static GoogleEndpoints From(JsonElement settings) =>
        settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty("standIn", out var standIn) && standIn.GetString() is { Length: > 0 } address ? At(new Uri(address)) : Google;

    // A server on this machine may call itself by either name.
    /// <exception cref="ArgumentException">It is not on this machine.</exception>
    private static GoogleEndpoints At(Uri address)
    {
        if (address is not { Scheme: "http", Host: "127.0.0.1", AbsolutePath: "/", UserInfo: "" })
            throw new ArgumentException("A server in Google's place has to be on this machine: http://127.0.0.1:PORT.", nameof(address));
        var root = address.GetLeftPart(UriPartial.Authority);
        // Keys are kept by their address for an hour, and this port may have been another server's a moment ago. A fragment is sent to nobody.
        var keys = $"{root}/oauth2/v3/certs#{Guid.NewGuid():N}";
        return new GoogleEndpoints(
            new Uri(root + "/o/oauth2/v2/auth"), new Uri(root + "/oauth2/token"), new Uri(root + "/oauth2/revoke"), keys, [root, "http://localhost:" + address.Port], root, IsStandIn: true);
    }
}
