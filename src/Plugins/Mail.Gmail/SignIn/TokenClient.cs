using System.Globalization;
using System.Net;
using System.Text.Json;
using Assistant.Plugins.MailGmail.Calls;
using Google.Apis.Auth.OAuth2.Responses;
using Google.Apis.Logging;
using Google.Apis.Util;

namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>Google's token and revocation endpoints. Each call is one request: a code or a refresh token that is used twice may end the grant.</summary>
internal sealed class TokenClient(Wire wire, GoogleEndpoints endpoints, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Google's own; an answer that leaves it out is a server of another make.
    private const long UsualLife = 3_600;

    /// <exception cref="TokenResponseException">Google refuses it; <c>Error.Error</c> says as what.</exception>
    /// <exception cref="GmailException">There was no answer, or none that can be read.</exception>
    public ValueTask<TokenAnswer> ExchangeAsync(GoogleClient client, string code, string verifier, Uri redirect, CancellationToken cancel) => AskAsync(
        [new("grant_type", "authorization_code"), new("code", code), new("code_verifier", verifier), new("redirect_uri", redirect.AbsoluteUri), .. Client(client)], cancel);

    /// <inheritdoc cref="ExchangeAsync"/>
    public ValueTask<TokenAnswer> RefreshAsync(GoogleClient client, string refreshToken, CancellationToken cancel) => AskAsync(
        [new("grant_type", "refresh_token"), new("refresh_token", refreshToken), .. Client(client)], cancel);

    /// <summary>Takes the whole grant back. True where Google did, or knew of it no more.</summary>
    /// <exception cref="GmailException">There was no answer.</exception>
    public async ValueTask<bool> RevokeAsync(GoogleClient client, string token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoints.Revoke) { Content = new FormUrlEncodedContent([new("token", token), .. Client(client)]) };
        using var answer = await Transport.AnswerAsync(wire, request, Patience, time, cancel);
        return answer.IsSuccessStatusCode || (answer.StatusCode == HttpStatusCode.BadRequest && (await answer.Content.ReadAsStringAsync(cancel)).Contains("invalid_token", StringComparison.Ordinal));
    }

    private async ValueTask<TokenAnswer> AskAsync(KeyValuePair<string, string>[] form, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoints.Token) { Content = new FormUrlEncodedContent(form) };
        using var answer = await Transport.AnswerAsync(wire, request, Patience, time, cancel);
        if ((int)answer.StatusCode >= 500)
            throw new GmailException(GmailFault.Server, string.Create(CultureInfo.InvariantCulture, $"Google's sign-in had a fault of its own ({(int)answer.StatusCode})"));
        TokenResponse token;
        try
        {
            token = await TokenResponse.FromHttpResponseAsync(answer, SystemClock.Default, new NullLogger());
        }
        catch (Exception fault) when (fault is Newtonsoft.Json.JsonException or ArgumentException or NullReferenceException)
        {
            // The library's ways of saying that this is no answer of a token endpoint.
            throw new GmailException(GmailFault.Server, "Google's sign-in gave an answer that cannot be read", null, fault);
        }

        if (string.IsNullOrEmpty(token.AccessToken) || !string.Equals(token.TokenType ?? "Bearer", "Bearer", StringComparison.OrdinalIgnoreCase))
            throw new GmailException(GmailFault.Server, "Google's sign-in gave no access token");
        return new TokenAnswer
        {
            AccessToken = token.AccessToken,
            Life = TimeSpan.FromSeconds(Math.Clamp(token.ExpiresInSeconds ?? UsualLife, 0, UsualLife)),
            RefreshToken = token.RefreshToken,
            IdToken = token.IdToken,
            Scope = token.Scope,
            RefreshLife = RefreshLife(await answer.Content.ReadAsStringAsync(cancel)),
        };
    }

    // The library does not know this member.
    private static TimeSpan? RefreshLife(string body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.TryGetProperty("refresh_token_expires_in", out var seconds) && seconds.TryGetInt64(out var count) && count > 0
            ? TimeSpan.FromSeconds(Math.Min(count, (long)TimeSpan.FromDays(3_650).TotalSeconds))
            : null;
    }

    private static IEnumerable<KeyValuePair<string, string>> Client(GoogleClient client)
    {
        yield return new("client_id", client.Id);
        if (client.Secret is { } secret)
            yield return new("client_secret", secret);
    }
}
