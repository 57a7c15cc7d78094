using Assistant.Plugins.MailGmail.Calls;
using Google.Apis.Auth;

namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>Reads which account was chosen from an identity token whose signature, issuer, audience, time and nonce are right.</summary>
internal static class IdentityToken
{
    // Clocks of machines at home.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <exception cref="SignInException">It is not Google's answer to this sign-in.</exception>
    public static async ValueTask<string> AddressAsync(string? token, GoogleClient client, string nonce, GoogleEndpoints endpoints, CancellationToken cancel)
    {
        if (token is null)
            throw new SignInException("Google did not say which account was chosen. Leave the sign-in's own boxes ticked.");
        var options = new SignedTokenVerificationOptions { CertificatesUrl = endpoints.Keys, IssuedAtClockTolerance = ClockTolerance, ExpiryClockTolerance = ClockTolerance };
        options.TrustedAudiences.Add(client.Id);
        foreach (var issuer in endpoints.Issuers)
            options.TrustedIssuers.Add(issuer);
        GoogleJsonWebSignature.Payload payload;
        try
        {
            payload = await JsonWebSignature.VerifySignedTokenAsync<GoogleJsonWebSignature.Payload>(token, options, cancel);
        }
        catch (InvalidJwtException fault)
        {
            throw new SignInException("the answer was not Google's: its signature, issuer or time is wrong. Check this machine's clock, and try again.", fault);
        }

        if (payload.Nonce != nonce)
            throw new SignInException("the answer belongs to another sign-in. Try again.");
        return payload is { EmailVerified: true, Email: { Length: > 0 } address } ? address : throw new SignInException("Google did not name the account's address.");
    }
}
