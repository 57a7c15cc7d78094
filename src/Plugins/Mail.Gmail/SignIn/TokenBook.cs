using System.Collections.Concurrent;
using Assistant.Plugins.MailGmail.Calls;
using Assistant.Protocol.JsonRpc;
using Google.Apis.Auth.OAuth2.Responses;

namespace Assistant.Plugins.MailGmail.SignIn;

/// <summary>
/// Access tokens, in memory only, made from the stored grants when they are needed. A refresh token that comes with one is durable before the access
/// token is used: a crash in between costs a sign-in at the worst, and never mail.
/// </summary>
internal sealed class TokenBook(GrantStore grants, TokenClient client, TimeProvider time)
{
    // A token that ends on its way is one more refusal.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <exception cref="RpcException">Needs-setup: the user has to sign in again.</exception>
    /// <exception cref="GmailException">Google cannot be asked now.</exception>
    public async ValueTask<string> AccessAsync(string accountId, CancellationToken cancel)
    {
        var entry = _entries.GetOrAdd(accountId, static _ => new Entry());
        await entry.Turn.WaitAsync(cancel);
        try
        {
            if (entry.Token is { } known && entry.Until - Margin > time.GetUtcNow())
                return known;
            // Past this point a caller that leaves must not cost the answer: it may hold the only good refresh token.
            return await RefreshAsync(accountId, entry);
        }
        finally
        {
            entry.Turn.Release();
        }
    }

    /// <summary>Google did not take this one.</summary>
    public void Forget(string accountId, string accessToken)
    {
        if (_entries.TryGetValue(accountId, out var entry) && entry.Token == accessToken)
            entry.Token = null;
    }

    /// <summary>The account was signed in anew, or out.</summary>
    public void Put(string accountId, TokenAnswer? answer)
    {
        var entry = _entries.GetOrAdd(accountId, static _ => new Entry());
        (entry.Token, entry.Until) = (answer?.AccessToken, time.GetUtcNow() + (answer?.Life ?? TimeSpan.Zero));
    }

    /// <summary>Google ended the grant; what it was made with is kept.</summary>
    public static RpcException Ended(string accountId, StoredGrant? grant) => new(
        RpcErrorCode.NeedsSetup,
        $"Google does not take this account's permission any more: {grant?.Ended ?? "it is not signed in"}. What waits to be sent waits on.",
        new RpcNeedsSetupData { Subject = "account:" + accountId, Remedy = "Connect it again and sign in at Google: `assistant account add gmail ADDRESS`. Nothing is lost meanwhile." });

    private async ValueTask<string> RefreshAsync(string accountId, Entry entry)
    {
        var grant = await grants.FindAsync(accountId, CancellationToken.None);
        if (grant?.RefreshToken is not { } refreshToken)
            throw Ended(accountId, grant);
        TokenAnswer answer;
        try
        {
            answer = await client.RefreshAsync(grant.Client, refreshToken, CancellationToken.None);
        }
        catch (TokenResponseException refused) when (refused.Error?.Error is "invalid_grant" or "invalid_client" or "unauthorized_client" or "deleted_client")
        {
            var ended = grant with { RefreshToken = null, Ended = Why(grant, refused.Error) };
            await grants.PutAsync(accountId, ended);
            throw Ended(accountId, ended);
        }
        catch (TokenResponseException refused)
        {
            throw new GmailException(GmailFault.Server, $"Google's sign-in refuses for now ({refused.Error?.Error ?? "without a reason"})", null, refused);
        }

        if (answer.RefreshToken is { } rotated && rotated != refreshToken)
            await grants.PutAsync(accountId, grant with { RefreshToken = rotated, Until = answer.RefreshLife is { } life ? time.GetUtcNow() + life : grant.Until });
        (entry.Token, entry.Until) = (answer.AccessToken, time.GetUtcNow() + answer.Life);
        return answer.AccessToken;
    }

    private string Why(StoredGrant grant, TokenErrorResponse error) => error switch
    {
        { Error: "invalid_client" or "unauthorized_client" or "deleted_client" } => "the OAuth client was deleted or changed in your Google project",
        _ when grant.Until <= time.GetUtcNow() => "your Google project is in testing, where permissions end after seven days; publish it, then connect again",
        { ErrorDescription: { Length: > 0 and < 200 } words } when !words.Contains('@', StringComparison.Ordinal) => $"\"{words.TrimEnd('.')}\"",
        _ => "it has ended, or was taken back",
    };

    private sealed class Entry
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public string? Token { get; set; }

        public DateTimeOffset Until { get; set; }
    }
}
