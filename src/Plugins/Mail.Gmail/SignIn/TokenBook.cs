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
            while (true)
            {
                if (entry.Token is { } known && entry.Until - Margin > time.GetUtcNow())
                    return known;
                // Past this point a caller that leaves must not cost the answer: it may hold the only good refresh token.
                if (await RefreshAsync(accountId) is { } fresh)
                    return fresh;
            }
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

    /// <summary>The account was signed in anew. The grant is durable when this returns, and what an older one still brings counts no more.</summary>
    public async ValueTask TakeAsync(string accountId, StoredGrant grant, TokenAnswer answer) => await WritingAsync(accountId, async entry =>
    {
        await grants.PutAsync(accountId, grant);
        Cache(entry, answer);
        return true;
    });

    /// <summary>Nothing of the account is kept, and nothing that is under way comes back to it.</summary>
    public async ValueTask LeaveAsync(string accountId) => await WritingAsync(accountId, async entry =>
    {
        await grants.DeleteAsync(accountId);
        entry.Token = null;
        return true;
    });

    /// <summary>Google ended the grant; what it was made with is kept.</summary>
    public static RpcException Ended(string accountId, StoredGrant? grant) => new(
        RpcErrorCode.NeedsSetup,
        $"Google does not take this account's permission any more: {grant?.Ended ?? "it is not signed in"}. What waits to be sent waits on.",
        new RpcNeedsSetupData { Subject = "account:" + accountId, Remedy = "Connect it again and sign in at Google: `assistant account add gmail ADDRESS`. Nothing is lost meanwhile." });

    /// <summary>Null where the account was signed in anew, or out, while Google was asked: the answer is about a grant that is no longer the account's.</summary>
    private async ValueTask<string?> RefreshAsync(string accountId)
    {
        var grant = await grants.FindAsync(accountId, CancellationToken.None);
        if (grant?.RefreshToken is not { } refreshToken)
            throw Ended(accountId, grant);
        TokenAnswer? answer = null;
        StoredGrant next;
        try
        {
            answer = await client.RefreshAsync(grant.Client, refreshToken, CancellationToken.None);
            next = answer.RefreshToken is { } rotated && rotated != refreshToken
                ? grant with { RefreshToken = rotated, Until = answer.RefreshLife is { } life ? time.GetUtcNow() + life : grant.Until }
                : grant;
        }
        catch (TokenResponseException refused) when (refused.Error?.Error is "invalid_grant" or "invalid_client" or "unauthorized_client" or "deleted_client")
        {
            next = grant with { RefreshToken = null, Ended = Why(grant, refused.Error) };
        }
        catch (TokenResponseException refused)
        {
            throw new GmailException(GmailFault.Server, $"Google's sign-in refuses for now ({refused.Error?.Error ?? "without a reason"})", null, refused);
        }

        var isOurs = await WritingAsync(accountId, async kept =>
        {
            if ((await grants.FindAsync(accountId, CancellationToken.None))?.RefreshToken != refreshToken)
                return false;
            if (next != grant)
                await grants.PutAsync(accountId, next);
            if (answer is not null)
                Cache(kept, answer);
            return true;
        });
        return !isOurs ? null : answer?.AccessToken ?? throw Ended(accountId, next);
    }

    // One at a time, and never while Google is asked: who signs in or out does not wait for a refresh.
    private async ValueTask<bool> WritingAsync(string accountId, Func<Entry, ValueTask<bool>> write)
    {
        var entry = _entries.GetOrAdd(accountId, static _ => new Entry());
        await entry.Writing.WaitAsync(CancellationToken.None);
        try
        {
            return await write(entry);
        }
        finally
        {
            entry.Writing.Release();
        }
    }

    private void Cache(Entry entry, TokenAnswer answer) => (entry.Token, entry.Until) = (answer.AccessToken, time.GetUtcNow() + answer.Life);

    private string Why(StoredGrant grant, TokenErrorResponse error) => error switch
    {
        { Error: "invalid_client" or "unauthorized_client" or "deleted_client" } => "the OAuth client was deleted or changed in your Google project",
        _ when grant.Until <= time.GetUtcNow() => "your Google project is in testing, where permissions end after seven days; publish it, then connect again",
        { ErrorDescription: { Length: > 0 and < 200 } words } when !words.Contains('@', StringComparison.Ordinal) => $"\"{words.TrimEnd('.')}\"",
        _ => "it has ended, or was taken back",
    };

    private sealed class Entry
    {
        /// <summary>Held while Google is asked for a token.</summary>
        public SemaphoreSlim Turn { get; } = new(1, 1);

        /// <summary>Held while the stored grant is changed.</summary>
        public SemaphoreSlim Writing { get; } = new(1, 1);

        public string? Token { get; set; }

        public DateTimeOffset Until { get; set; }
    }
}
