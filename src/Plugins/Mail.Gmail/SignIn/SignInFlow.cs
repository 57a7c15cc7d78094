using Assistant.Plugins.MailGmail.Calls;
using Assistant.Protocol.Services;
using Google.Apis.Auth.OAuth2.Requests;
using Google.Apis.Auth.OAuth2.Responses;

namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>
/// One sign-in in the user's own browser (RFC 8252): a page of Google's, an answer to this machine, a code for tokens. The answer counts only with
/// this sign-in's state, and only from Google where it says from whom it is (RFC 9207).
/// </summary>
internal sealed class SignInFlow(GoogleEndpoints endpoints, TokenClient tokens, TimeProvider time)
{
    /// <summary>Long enough to find a password and a telephone, short enough that nobody else finds the page open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="client">The user's.</param>
    /// <param name="level">What is asked for.</param>
    /// <param name="address">What the user said, as a hint for Google's page.</param>
    /// <param name="progress">Takes the page to open.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="SignInException">It came to nothing.</exception>
    /// <exception cref="GmailException">Google cannot be reached.</exception>
    public async ValueTask<(TokenAnswer Tokens, string Address)> RunAsync(GoogleClient client, GrantLevel level, string address, IProgress<ConnectStep> progress, CancellationToken cancel)
    {
        var proof = new Proof();
        using var listener = new CallbackListener(proof.State, time);
        using var limit = new CancellationTokenSource(Patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        var waiting = listener.WaitAsync(both.Token);
        progress.Report(new ConnectStep { Message = "Waiting for you to sign in at Google", Url = Page(client, level, address, proof, listener.Address).AbsoluteUri, Until = time.GetUtcNow() + Patience });
        string code;
        try
        {
            code = Code(await waiting);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new SignInException($"nobody signed in within {Patience.TotalMinutes:0} minutes. Try again when you have the time.");
        }

        progress.Report(new ConnectStep { Message = "Google has answered; fetching what was granted" });
        try
        {
            var answer = await tokens.ExchangeAsync(client, code, proof.Verifier, listener.Address, cancel);
            return (answer, await IdentityToken.AddressAsync(answer.IdToken, client, proof.Nonce, endpoints, cancel));
        }
        catch (TokenResponseException refused)
        {
            throw new SignInException(Words(refused.Error?.Error), refused);
        }
    }

    private Uri Page(GoogleClient client, GrantLevel level, string address, Proof proof, Uri redirect) => new GoogleAuthorizationCodeRequestUrl(endpoints.Authorise)
    {
        ClientId = client.Id,
        RedirectUri = redirect.AbsoluteUri,
        Scope = GrantScopes.Of(level),
        State = proof.State,
        Nonce = proof.Nonce,
        CodeChallenge = proof.Challenge,
        CodeChallengeMethod = "S256",
        AccessType = "offline",
        // Only so does a second sign-in give a refresh token.
        Prompt = "consent",
        LoginHint = address,
        // What was granted before stays out of this token.
        IncludeGrantedScopes = "false",
    }.Build();

    private string Code(IReadOnlyDictionary<string, string> answer)
    {
        if (answer.TryGetValue("iss", out var issuer) && !endpoints.Issuers.Contains(issuer))
            throw new SignInException("the answer came from another server than the one that was asked. Try again, and close other sign-in pages first.");
        if (answer.TryGetValue("error", out var error))
            throw new SignInException(error == "access_denied" ? "you, or an administrator, did not allow it." : Words(error));
        return answer.TryGetValue("code", out var code) && code.Length > 0 ? code : throw new SignInException("Google answered without a code. Try again.");
    }

    private static string Words(string? error) => error switch
    {
        "invalid_client" or "unauthorized_client" => "Google does not know this OAuth client, or its secret is another. Download its file anew.",
        "invalid_grant" => "Google's code was used or ran out. Try again.",
        "redirect_uri_mismatch" => "the OAuth client is not of the type \"Desktop app\". Make one of that type.",
        "invalid_scope" => "the project does not have these permissions. Add them under \"Data access\" in the Google console.",
        _ => "Google refused the sign-in. Try again; the Google console says more.",
    };
}
