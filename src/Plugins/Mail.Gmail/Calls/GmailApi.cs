using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Assistant.Plugins.MailGmail.SignIn;

namespace Assistant.Plugins.MailGmail.Calls;

/// <summary>
/// Gmail's API for one account. A read, or the opening of an upload, that meets a stale access token is asked once more with a fresh one;
/// nothing else is ever asked twice, and a send not even then.
/// </summary>
internal sealed class GmailApi(Wire wire, GoogleEndpoints endpoints, TokenBook tokens, string accountId, string? user, string userKey, QuotaMeter quota, TimeProvider time)
{
    // A read that takes longer has lost its answer.
    private static readonly TimeSpan ReadLimit = TimeSpan.FromMinutes(1);

    // Under the host's own limit for a submission, so that what is known is told and not lost.
    private static readonly TimeSpan SendLimit = TimeSpan.FromMinutes(4);

    public string AccountId => accountId;

    /// <summary>Who signed in at Google; null where that was not kept.</summary>
    public string? User => user;

    /// <summary>Stands for the user without naming them: Google's limits are theirs, whatever addresses they write from.</summary>
    public string UserKey => userKey;

    public QuotaMeter Quota => quota;

    /// <param name="path">After <c>/gmail/v1/users/me</c>, with its query.</param>
    /// <param name="units">What it costs.</param>
    /// <param name="type">The answer's.</param>
    /// <param name="spending">Where the cost is summed up; null where nobody asks.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="GmailException">Any other answer.</exception>
    public async ValueTask<T> GetAsync<T>(string path, int units, JsonTypeInfo<T> type, Spending? spending, CancellationToken cancel)
    {
        await quota.WaitAsync(units, cancel);
        spending?.Add(units);
        return Value(await AskAsync(() => new HttpRequestMessage(HttpMethod.Get, Address(path)), cancel), type);
    }

    /// <summary>A change that may be asked for twice without harm, such as taking away a draft.</summary>
    /// <exception cref="GmailException">Any answer but success.</exception>
    public async ValueTask DeleteAsync(string path, int units, CancellationToken cancel)
    {
        quota.Count(units);
        await AskAsync(() => new HttpRequestMessage(HttpMethod.Delete, Address(path)) { Content = new ByteArrayContent([]) }, cancel);
    }

    /// <summary>Makes something that can be found again, such as a draft.</summary>
    /// <exception cref="GmailException">Any answer but success.</exception>
    public async ValueTask<T> PostAsync<T>(string path, ReadOnlyMemory<byte> json, int units, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        quota.Count(units);
        return Value(await AskAsync(() => new HttpRequestMessage(HttpMethod.Post, Address(path)) { Content = new SentContent(json, "application/json") }, cancel), type);
    }

    /// <summary>Exactly one request, which may send. What became of it is for the caller to judge, from the answer or from what was thrown.</summary>
    /// <param name="method">POST or PUT.</param>
    /// <param name="address">The whole address.</param>
    /// <param name="content">The body.</param>
    /// <param name="prepare">Sets further headers.</param>
    /// <param name="units">What it costs.</param>
    /// <param name="accessToken">Got before, so that nothing but the send itself can fail here.</param>
    public async ValueTask<HttpResponseMessage> OnceAsync(HttpMethod method, Uri address, SentContent content, Action<HttpRequestMessage>? prepare, int units, string accessToken)
    {
        quota.Count(units);
        using var request = new HttpRequestMessage(method, address) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        prepare?.Invoke(request);
        using var limit = new CancellationTokenSource(SendLimit, time);
        return await wire.SendAsync(request, limit.Token);
    }

    public ValueTask<string> AccessTokenAsync(CancellationToken cancel) => tokens.AccessAsync(accountId, cancel);

    /// <summary>Asks once more with a fresh access token where Google does not take the one at hand; for nothing that may send.</summary>
    public async ValueTask<T> FreshAsync<T>(Func<string, ValueTask<T>> ask, CancellationToken cancel)
    {
        var token = await AccessTokenAsync(cancel);
        try
        {
            return await ask(token);
        }
        catch (GmailException stale) when (stale.Fault == GmailFault.Token)
        {
            ForgetAccessToken(token);
            return await ask(await AccessTokenAsync(cancel));
        }
    }

    public void ForgetAccessToken(string accessToken) => tokens.Forget(accountId, accessToken);

    public Uri Address(string path) => new($"{endpoints.Api}/gmail/v1/users/me{path}");

    public Uri UploadAddress(string path) => new($"{endpoints.Api}/upload/gmail/v1/users/me{path}");

    /// <summary>Whether an address that an answer named is Gmail's own, or a stand-in's.</summary>
    public bool IsOurs(Uri address) => address.IsAbsoluteUri && new Uri(endpoints.Api) is var api && address.Scheme == api.Scheme && address.Authority == api.Authority;

    public GmailException Error(HttpResponseMessage answer, string body) => ErrorReader.Read(answer.StatusCode, body, time.GetUtcNow());

    private async ValueTask<string> AskAsync(Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var token = await tokens.AccessAsync(accountId, cancel);
            using var request = make();
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await Transport.AnswerAsync(wire, request, ReadLimit, time, cancel);
            var body = await answer.Content.ReadAsStringAsync(cancel);
            if (answer.IsSuccessStatusCode)
                return body;
            var error = Error(answer, body);
            if (error.Fault != GmailFault.Token || attempt > 1)
                throw error;
            tokens.Forget(accountId, token);
        }
    }

    private static T Value<T>(string body, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new GmailException(GmailFault.Server, "Gmail answered nothing");
        }
        catch (JsonException fault)
        {
            throw new GmailException(GmailFault.Server, "Gmail's answer cannot be read", null, fault);
        }
    }
}
