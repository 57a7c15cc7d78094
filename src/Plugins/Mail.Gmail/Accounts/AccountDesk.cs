using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Assistant.Plugins.MailGmail.Calls;
using Assistant.Plugins.MailGmail.SignIn;

namespace Assistant.Plugins.MailGmail.Accounts;

/// <summary>Each account's way to Gmail, with its own count of what it spends.</summary>
internal sealed class AccountDesk(Wire wire, GoogleEndpoints endpoints, TokenBook tokens, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, GmailApi> _open = new(StringComparer.Ordinal);

    public GmailApi Of(string accountId) => _open.GetOrAdd(accountId, id => new GmailApi(wire, endpoints, tokens, id, new QuotaMeter(time), time));

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
