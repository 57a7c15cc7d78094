using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Assistant.Plugins.MailGmail.Calls;
using Assistant.Plugins.MailGmail.Sending;
using Assistant.Plugins.MailGmail.SignIn;

namespace Assistant.Plugins.MailGmail.Accounts;

/// <summary>Each account's way to Gmail. What Google counts it counts for each user, so an alias and its account share one meter.</summary>
internal sealed class AccountDesk(GrantStore grants, Wire wire, GoogleEndpoints endpoints, TokenBook tokens, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, GmailApi> _open = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, QuotaMeter> _meters = new(StringComparer.Ordinal);

    public async ValueTask<GmailApi> OfAsync(string accountId, CancellationToken cancel)
    {
        if (_open.TryGetValue(accountId, out var known))
            return known;
        var user = (await grants.FindAsync(accountId, cancel))?.User;
        // The store of what was sent needs to tell users apart, and not to know their addresses.
        var key = user is null ? accountId : RawMessage.Digest(Encoding.UTF8.GetBytes(user.ToLowerInvariant()));
        return _open.GetOrAdd(accountId, id => new GmailApi(wire, endpoints, tokens, id, user, key, _meters.GetOrAdd(key, _ => new QuotaMeter(time)), time));
    }

    /// <summary>The account was signed in anew, perhaps as another user.</summary>
    public void Forget(string accountId) => _open.TryRemove(accountId, out _);

    /// <summary>The addresses that an account may send as; asked while it is being connected.</summary>
    /// <exception cref="GmailException">Gmail does not say.</exception>
    public async ValueTask<IReadOnlyList<GmailSendAs>> SendAsAsync(TokenAnswer answer, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{endpoints.Api}/gmail/v1/users/me/settings/sendAs");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", answer.AccessToken);
        using var told = await Transport.AnswerAsync(wire, request, Patience, time, cancel);
        var body = await told.Content.ReadAsStringAsync(cancel);
        if (!told.IsSuccessStatusCode)
            throw ErrorReader.Read(told.StatusCode, body, time.GetUtcNow());
        try
        {
            return JsonSerializer.Deserialize(body, GmailJson.Default.GmailSendAsList)?.SendAs ?? [];
        }
        catch (JsonException fault)
        {
            throw new GmailException(GmailFault.Server, "Gmail's answer cannot be read", null, fault);
        }
    }
}
