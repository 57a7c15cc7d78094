using System.Globalization;
using Assistant.Plugins.MailGmail.Calls;
using Assistant.Plugins.MailGmail.Sending;
using Assistant.Plugins.MailGmail.SignIn;
using Assistant.Protocol.JsonRpc;
using Assistant.Protocol.Plugins;
using Assistant.Protocol.Services;

namespace Assistant.Plugins.MailGmail.Accounts;

/// <summary>What a doctor asks of an account: what Google really granted and until when and why, what is left of the quota, whether sending is locked out.</summary>
internal sealed class Examination(GrantStore grants, AccountDesk desk, Journal journal, GoogleEndpoints endpoints, TimeProvider time)
{
    private const string Reconnect = "Connect it again with `assistant account add gmail ADDRESS`: nothing is lost meanwhile.";

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public async ValueTask<IReadOnlyList<Finding>> RunAsync(string accountId, CancellationToken cancel)
    {
        var found = new List<Finding>();
        var now = time.GetUtcNow();
        if (endpoints.IsStandIn)
            found.Add(Finding.Warning("standIn", "This account speaks to a server in Google's place: nothing is sent or read at Google.", "Take \"standIn\" out of the settings of mail.gmail for real mail."));
        var grant = await grants.FindAsync(accountId, cancel);
        found.Add(Granted(grant));
        if (grant?.RefreshToken is null)
            return found;
        found.Add(await SignInAsync(accountId, grant, now, cancel));
        var api = await desk.OfAsync(accountId, cancel);
        var meter = api.Quota;
        found.Add(Finding.Well("quota", string.Create(CultureInfo.InvariantCulture, $"{meter.Left:N0} of {QuotaMeter.PerMinute:N0} quota units are left in this minute, counting what this host has asked for since it started.")));
        var sent = await journal.CountAsync(api.UserKey, now - Day, cancel);
        found.Add(await journal.LockoutAsync(api.UserKey, now, cancel) is { } until
            ? Finding.Warning("sending", string.Create(CultureInfo.InvariantCulture, $"Gmail takes no more mail from this account before {until:yyyy-MM-dd HH:mm} UTC: its daily limit is reached, by all programs together."), "Wait: what is approved waits in the outbox and goes out then.")
            : Finding.Well("sending", string.Create(CultureInfo.InvariantCulture, $"{sent} sent from here in the last 24 hours. Gmail takes about 500 a day, Google Workspace 2,000, from all programs together.")));
        return found;
    }

    private static Finding Granted(StoredGrant? grant) => grant switch
    {
        null => Finding.Failure("grant", "Nothing was granted by Google, or it was taken back.", Reconnect),
        { RefreshToken: null } => Finding.Failure("grant", $"Google ended the permission: {grant.Ended}.", Reconnect),
        { Wider: { } wider } => Finding.Well("grant", $"Google granted on {grant.Granted:yyyy-MM-dd}: {GrantScopes.Short(grant.Scope)}. From before it still keeps {GrantScopes.Short(wider)}, until you disconnect the account."),
        _ => Finding.Well("grant", $"Google granted on {grant.Granted:yyyy-MM-dd}: {GrantScopes.Short(grant.Scope)}."),
    };

    private async ValueTask<Finding> SignInAsync(string accountId, StoredGrant grant, DateTimeOffset now, CancellationToken cancel)
    {
        try
        {
            // A token in memory says nothing of a permission that was taken back: Gmail has to be asked, and whoever is refused asks for another token.
            await (await desk.OfAsync(accountId, cancel)).GetAsync("/profile", Costs.Profile, GmailJson.Default.GmailProfile, null, cancel);
        }
        catch (RpcException ended)
        {
            return Finding.Failure("signIn", ended.Message, Reconnect);
        }
        catch (GmailException fault) when (fault.Fault is GmailFault.Token or GmailFault.Consent)
        {
            return Finding.Failure("signIn", $"Google does not let this account do its work: {fault.Message}.", fault.Remedy ?? Reconnect);
        }
        catch (GmailException fault)
        {
            return Finding.Warning("signIn", $"Google's sign-in does not answer: {fault.Message}.", "Look at this machine's connection, and ask again.");
        }

        return grant.Until switch
        {
            null => Finding.Well("signIn", "Google takes the sign-in. It lasts until you take it back, change your password, or do not use it for six months."),
            { } until when until - now < Day => Finding.Warning("signIn", $"The sign-in ends on {until:yyyy-MM-dd HH:mm} UTC: your Google project is in testing, where Google ends every sign-in after seven days.", "Publish the project at https://console.cloud.google.com/auth/audience, then connect again; docs/gmail.md shows where."),
            { } until => Finding.Warning("signIn", $"The sign-in lasts until {until:yyyy-MM-dd HH:mm} UTC only: your Google project is in testing, where Google ends every sign-in after seven days.", "Publish the project at https://console.cloud.google.com/auth/audience, then connect again; docs/gmail.md shows where."),
        };
    }
}
