using Assistant.Mail.Mime;
using Assistant.Plugins.MailGmail.Calls;
using Assistant.Plugins.MailGmail.SignIn;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailGmail.Accounts;

/// <summary>Connecting and taking back. What was connected before stays as it is until the new grant is durable.</summary>
internal sealed class Connections(GrantStore grants, TokenBook book, TokenClient tokens, SignInFlow flow, AccountDesk desk, TimeProvider time)
{
    private const string Retry = "Connect it again";

    public async ValueTask<ProviderConnectResponse> ConnectAsync(ProviderConnectRequest request, IProgress<ConnectStep>? progress, CancellationToken cancel)
    {
        if (new Mailbox(null, request.Address).Refusal() is { } reason)
            return Refused("$.address", reason, "Give the account's own address, for example you@gmail.com");
        var client = AccountSettings.Client(request.Settings, out var problems);
        if (problems.Count > 0)
            return new ProviderConnectResponse { Problems = problems };
        client ??= (await grants.FindAsync(request.AccountId, cancel))?.Client;
        if (client is null)
            return Refused("$.settings.clientFile", "is missing: Gmail is reached through a Google project of your own", $"Give the file of its OAuth client, for example clientFile=~/Downloads/client_secret.json; {AccountSettings.Guide}");
        if (progress is null)
            return Refused("$.settings", "need a sign-in in your browser, which this client does not open", "Connect it with `assistant account add gmail ADDRESS`, or in the dashboard");
        try
        {
            var (answer, signedIn) = await flow.RunAsync(client, request.Grant, request.Address, progress, cancel);
            return await TakeAsync(request, client, answer, signedIn, cancel);
        }
        catch (SignInException fault)
        {
            return Refused("$.settings", $"could not be used to sign in: {fault.Message}", Retry);
        }
    }

    public async ValueTask<ProviderDisconnectResponse> DisconnectAsync(string accountId, CancellationToken cancel)
    {
        var grant = await grants.FindAsync(accountId, cancel);
        var receipt = new List<string>();
        var remains = false;
        var left = new List<string> { "What was sent stays in your mailbox, as do drafts that were not sent." };
        if (grant is { RefreshToken: not null, User: { } user } && await grants.StandsAsync(grant.Client, user, accountId, cancel))
        {
            receipt.Add("Google was not asked to revoke the permission: another account here stands on it, and would end with it.");
            left.Add("The permission at Google goes when you disconnect the last account that was signed in with it, or at https://myaccount.google.com/connections.");
        }
        else if (grant?.RefreshToken is { } token)
        {
            try
            {
                var revoked = await tokens.RevokeAsync(grant.Client, token, cancel);
                receipt.Add(revoked ? $"Google revoked the permission ({GrantScopes.Short(grant.Scope)}) at {time.GetUtcNow():yyyy-MM-dd HH:mm} UTC." : "Google was asked to revoke the permission and refused.");
                remains = !revoked;
                if (!revoked)
                    left.Add("Remove the permission yourself at https://myaccount.google.com/connections.");
            }
            catch (GmailException fault)
            {
                remains = true;
                receipt.Add($"Google could not be asked to revoke the permission: {fault.Message}.");
                left.Add("Remove the permission yourself at https://myaccount.google.com/connections: until then it exists, though nobody has its tokens any more.");
            }
        }
        else
        {
            receipt.Add("There was no permission left to revoke at Google.");
        }

        await book.LeaveAsync(accountId);
        receipt.Add("The tokens and the OAuth client's secret are deleted from this machine.");
        left.Add("Your Google project and its OAuth client stay until you delete them at https://console.cloud.google.com.");
        return new ProviderDisconnectResponse { Receipt = receipt, LeftToYou = left, PermissionRemains = remains };
    }

    private async ValueTask<ProviderConnectResponse> TakeAsync(ProviderConnectRequest request, GoogleClient client, TokenAnswer answer, string signedIn, CancellationToken cancel)
    {
        var scope = answer.Scope ?? GrantScopes.Of(request.Grant);
        if (await RefusalAsync(request, client, answer, scope, signedIn, cancel) is { } refusal)
            return refusal;
        var now = time.GetUtcNow();
        var wider = await WiderAsync(request.AccountId, client, signedIn, scope, cancel);
        var grant = new StoredGrant { Client = client, User = signedIn, RefreshToken = answer.RefreshToken, Scope = scope, Wider = wider, Granted = now, Until = answer.RefreshLife is { } life ? now + life : null };
        await book.TakeAsync(request.AccountId, grant, answer);
        desk.Forget(request.AccountId);
        var level = GrantScopes.Level(scope)!.Value;
        return new ProviderConnectResponse
        {
            Problems = [],
            Address = AddressMatch.IsSameAccount(signedIn, request.Address) ? signedIn : request.Address,
            Grant = level < request.Grant ? level : request.Grant,
            GrantedUntil = grant.Until,
            LeftToYou = wider is null ? [] :
            [
                $"Google still keeps the wider permission that you gave before ({GrantScopes.Short(wider)}), though no token for it is left on this machine. To end it, disconnect this account, then connect it again at the level that you want. "
                + "Removing it at https://myaccount.google.com/connections ends this sign-in, too.",
            ],
            Settings = AccountSettings.Kept(client),
        };
    }

    // Google has one permission for a user and a client, which a narrower sign-in does not narrow; and revoking it would end this one.
    private async ValueTask<string?> WiderAsync(string accountId, GoogleClient client, string signedIn, string scope, CancellationToken cancel) =>
        await grants.FindAsync(accountId, cancel) is { RefreshToken: not null } last && last.Client.Id == client.Id && (last.User is null || AddressMatch.IsSameAccount(last.User, signedIn))
        && GrantScopes.Beyond(scope, $"{last.Scope} {last.Wider}") is { Length: > 0 } wider ? wider : null;

    // What does not serve is taken back at Google, so that no permission is left that nobody holds.
    private async ValueTask<ProviderConnectResponse?> RefusalAsync(ProviderConnectRequest request, GoogleClient client, TokenAnswer answer, string scope, string signedIn, CancellationToken cancel)
    {
        ProviderConnectResponse? refusal = null;
        if (GrantScopes.IsMixed(scope))
            refusal = Refused("$.grant", "was mixed with an older permission by Google, which narrows it; both were taken back", Retry);
        else if (GrantScopes.Level(scope) is null)
            refusal = Refused("$.grant", $"leaves out {GrantScopes.Missing(scope)}, without which nothing can be sent once and followed", "Connect it again, and leave all boxes on Google's page ticked");
        else if (answer.RefreshToken is null)
            refusal = Refused("$.settings", "gave no lasting permission", "Remove Assistant at https://myaccount.google.com/connections, then connect it again");
        else if (!AddressMatch.IsSameAccount(signedIn, request.Address) && !await IsAliasAsync(answer, request.Address, cancel))
            refusal = Refused("$.address", "is not the account that was chosen in the browser, nor an alias of it that Gmail names", "Choose the right account there; an alias needs the level 'bodies'");
        if (refusal is not null)
            await TakeBackAsync(client, answer, signedIn, cancel);
        return refusal;
    }

    private async ValueTask<bool> IsAliasAsync(TokenAnswer answer, string address, CancellationToken cancel)
    {
        if (GrantScopes.Level(answer.Scope ?? "") is not >= GrantLevel.Bodies)
            return false;
        try
        {
            return (await desk.SendAsAsync(answer, cancel)).Any(alias => alias.MaySend(address));
        }
        catch (GmailException)
        {
            return false;
        }
    }

    private async ValueTask TakeBackAsync(GoogleClient client, TokenAnswer answer, string signedIn, CancellationToken cancel)
    {
        // What is connected already would end with it.
        if (await grants.StandsAsync(client, signedIn, except: null, cancel))
            return;
        try
        {
            await tokens.RevokeAsync(client, answer.RefreshToken ?? answer.AccessToken, cancel);
        }
        catch (GmailException)
        {
            // It is forgotten here all the same, and the user is told what is wrong.
        }
    }

    private static ProviderConnectResponse Refused(string path, string problem, string remedy) => new() { Problems = [new RpcProblem { Path = path, Problem = problem, Remedy = remedy }] };
}
