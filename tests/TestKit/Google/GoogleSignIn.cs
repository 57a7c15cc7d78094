using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace Assistant.TestKit.Google;

/// <summary>What one user granted one client.</summary>
public sealed record GoogleGrant(string Address, string Scope)
{
    private const string Gmail = "https://www.googleapis.com/auth/gmail.";

    public bool IsLive { get; set; } = true;

    /// <summary>Whether it holds a scope of Gmail's.</summary>
    public bool Has(string name) => Scope.Split(' ').Contains(Gmail + name);
}

/// <summary>
/// Google's sign-in: a page that answers at once as its user would, one-time codes bound to verifier and redirect, tokens, revocation, keys. Its knobs
/// make it hostile or forgetful.
/// </summary>
public sealed class GoogleSignIn(Func<string> root)
{
    public const string ClientId = "123456-abc.apps.googleusercontent.com";
    public const string ClientSecret = "GOCSPX-sentinel-client-secret";

    // Made once: a key pair takes longer than a test.
    private static readonly RSA Key = RSA.Create(2048);

    private readonly ConcurrentDictionary<string, Code> _codes = new();
    private readonly ConcurrentDictionary<string, GoogleGrant> _access = new();
    private readonly ConcurrentDictionary<string, GoogleGrant> _refresh = new();
    private int _count;

    /// <summary>Who sits at the browser.</summary>
    public string User { get; set; } = "owner@bed.test";

    /// <summary>Scopes that the user unticks.</summary>
    public HashSet<string> Unticked { get; } = [];

    public bool Denies { get; set; }

    /// <summary>Added to every grant: an older one that Google mixed in.</summary>
    public string AlsoGranted { get; set; } = "";

    /// <summary>What the answer in the browser says of its issuer; empty says nothing.</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Changes the browser's way back, as an attacker would.</summary>
    public Func<Uri, Uri> Tamper { get; set; } = static back => back;

    /// <summary>Seconds that a refresh token lasts; as a project in testing has it.</summary>
    public long? RefreshLife { get; set; }

    /// <summary>Refresh tokens work once, and each answer brings the next.</summary>
    public bool Rotates { get; set; }

    /// <summary>The nonce that the identity token names in place of the right one.</summary>
    public string? WrongNonce { get; set; }

    /// <summary>What it writes into the identity token in the place of itself.</summary>
    public string? WrongIssuer { get; set; }

    /// <summary>Runs when a token answer is all but given.</summary>
    public Action? Answering { get; set; }

    /// <summary>Runs when the answer to a refresh was made, before it is given.</summary>
    public Action? Refreshed { get; set; }

    /// <summary>The next answers of the token endpoint, in place of its own.</summary>
    public ConcurrentQueue<WebAnswer> TokenAnswers { get; } = new();

    /// <summary>Every request to authorise, token or revoke.</summary>
    public ConcurrentQueue<WebRequest> Asked { get; } = new();

    /// <summary>Every secret that it ever gave, for tests that look for them where they must not be.</summary>
    public ConcurrentBag<string> Sentinels { get; } = [];

    public int Exchanges { get; private set; }

    public int Revocations { get; private set; }

    /// <summary>Ends every grant, as its user may at any time.</summary>
    public void RevokeAll()
    {
        foreach (var grant in _refresh.Values.Concat(_access.Values))
            grant.IsLive = false;
    }

    /// <summary>Access tokens end before their time.</summary>
    public void ExpireAccess() => _access.Clear();

    /// <summary>The grant of a call; null where its token is none.</summary>
    public GoogleGrant? Of(WebRequest request) =>
        request.Headers.TryGetValue("Authorization", out var text) && text.StartsWith("Bearer ", StringComparison.Ordinal) && _access.TryGetValue(text[7..], out var grant) && grant.IsLive ? grant : null;

    public WebAnswer? Answer(WebRequest request) => request.Path switch
    {
        "/o/oauth2/v2/auth" => Noted(request, Authorise),
        "/oauth2/token" => Noted(request, Token),
        "/oauth2/revoke" => Noted(request, Revoke),
        "/oauth2/v3/certs" => Keys(),
        _ => null,
    };

    private WebAnswer Noted(WebRequest request, Func<WebRequest, WebAnswer> answer)
    {
        Asked.Enqueue(request);
        return answer(request);
    }

    private WebAnswer Authorise(WebRequest request)
    {
        if (request.Asked("client_id") != ClientId || request.Asked("response_type") != "code" || !Uri.TryCreate(request.Asked("redirect_uri"), UriKind.Absolute, out var back) || back is not { Scheme: "http", Host: "127.0.0.1" })
            return new WebAnswer(400, "This client or redirect is not known.", "text/plain");
        if (request.Asked("code_challenge_method") != "S256" || request.Asked("code_challenge") is not { Length: 43 })
            return new WebAnswer(400, "S256 is needed.", "text/plain");
        var scope = string.Join(' ', (request.Asked("scope") + " " + AlsoGranted).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(name => !Unticked.Contains(name))
            .Select(static name => name == "email" ? "https://www.googleapis.com/auth/userinfo.email" : name).Reverse());
        var code = Secret("4/0");
        _codes[code] = new Code(request.Asked("code_challenge")!, back.AbsoluteUri, scope, User, request.Asked("nonce"));
        var answer = HttpUtility.ParseQueryString("");
        answer["state"] = request.Asked("state");
        if (Issuer.Length > 0)
            answer["iss"] = Issuer;
        if (Denies)
            answer["error"] = "access_denied";
        else
            (answer["code"], answer["scope"]) = (code, scope);
        var way = Tamper(new Uri(back.AbsoluteUri + "?" + answer));
        return new WebAnswer(302) { Headers = { ["Location"] = way.AbsoluteUri } };
    }

    private WebAnswer Token(WebRequest request)
    {
        Exchanges++;
        if (TokenAnswers.TryDequeue(out var instead))
            return instead;
        var form = request.Form;
        if (form.GetValueOrDefault("client_id") != ClientId || form.GetValueOrDefault("client_secret") != ClientSecret)
            return Error(401, "invalid_client");
        return form.GetValueOrDefault("grant_type") switch
        {
            "authorization_code" => Exchange(form),
            "refresh_token" => Held(Refresh(form)),
            _ => Error(400, "unsupported_grant_type"),
        };
    }

    private WebAnswer Held(WebAnswer answer)
    {
        Refreshed?.Invoke();
        return answer;
    }

    private WebAnswer Exchange(IReadOnlyDictionary<string, string> form)
    {
        if (!_codes.TryRemove(form.GetValueOrDefault("code") ?? "", out var code) || code.Redirect != form.GetValueOrDefault("redirect_uri")
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form.GetValueOrDefault("code_verifier") ?? ""))) != code.Challenge)
        {
            return Error(400, "invalid_grant");
        }

        var grant = new GoogleGrant(code.User, code.Scope);
        var refresh = Secret("1//0");
        _refresh[refresh] = grant;
        return Tokens(grant, refresh, IdToken(code));
    }

    private WebAnswer Refresh(IReadOnlyDictionary<string, string> form)
    {
        var token = form.GetValueOrDefault("refresh_token") ?? "";
        if (!_refresh.TryGetValue(token, out var grant) || !grant.IsLive)
            return Error(400, "invalid_grant", "Token has been expired or revoked.");
        if (!Rotates)
            return Tokens(grant, null, null);
        _refresh.TryRemove(token, out _);
        var next = Secret("1//0");
        _refresh[next] = grant;
        return Tokens(grant, next, null);
    }

    private WebAnswer Tokens(GoogleGrant grant, string? refresh, string? id)
    {
        var access = Secret("ya29.");
        _access[access] = grant;
        Answering?.Invoke();
        var json = new JsonObject { ["access_token"] = access, ["expires_in"] = 3599, ["scope"] = grant.Scope, ["token_type"] = "Bearer" };
        if (refresh is not null)
            json["refresh_token"] = refresh;
        if (refresh is not null && RefreshLife is { } life)
            json["refresh_token_expires_in"] = life;
        if (id is not null)
            json["id_token"] = id;
        return WebAnswer.Of(json);
    }

    private WebAnswer Revoke(WebRequest request)
    {
        var token = request.Form.GetValueOrDefault("token") ?? "";
        if (!_refresh.TryGetValue(token, out var grant) && !_access.TryGetValue(token, out grant))
            return Error(400, "invalid_token");
        Revocations++;
        // One permission for a user and a client, whatever the token: all that was made of it ends.
        foreach (var each in _refresh.Values.Concat(_access.Values).Where(each => each.Address == grant.Address))
            each.IsLive = false;
        return new WebAnswer(200, "{}");
    }

    private string IdToken(Code code)
    {
        // The library that reads it goes by the machine's clock.
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var payload = new JsonObject
        {
            ["iss"] = WrongIssuer ?? root(), ["aud"] = ClientId, ["sub"] = "1089", ["email"] = code.User, ["email_verified"] = true, ["iat"] = now, ["exp"] = now + 3600, ["nonce"] = WrongNonce ?? code.Nonce,
        };
        var head = Base64Url.EncodeToString(Encoding.UTF8.GetBytes("""{"alg":"RS256","kid":"k1","typ":"JWT"}""")) + "." + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.ToJsonString()));
        return head + "." + Base64Url.EncodeToString(Key.SignData(Encoding.ASCII.GetBytes(head), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static WebAnswer Keys()
    {
        var key = Key.ExportParameters(false);
        return WebAnswer.Of(new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["alg"] = "RS256", ["use"] = "sig", ["kid"] = "k1", ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent) }),
        });
    }

    private string Secret(string prefix)
    {
        var secret = string.Create(CultureInfo.InvariantCulture, $"{prefix}sentinel{Interlocked.Increment(ref _count):D4}{Guid.NewGuid():N}");
        Sentinels.Add(secret);
        return secret;
    }

    private static WebAnswer Error(int status, string error, string? words = null) =>
        new(status, new JsonObject { ["error"] = error, ["error_description"] = words ?? "Bad Request" }.ToJsonString());

    private sealed record Code(string Challenge, string Redirect, string Scope, string User, string? Nonce);
}
