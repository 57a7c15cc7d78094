using Assistant.Plugins.MailGmail.Sending;
using Assistant.Plugins.MailGmail.SignIn;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailGmail;

/// <summary>Mail by Gmail. It keeps tokens in the host's place for secrets, what it did at Gmail in its store, and nothing in its folder.</summary>
public sealed class GmailPlugin : IPlugin
{
    private GmailParts? _parts;

    public async ValueTask ActivateAsync(IPluginContext context, CancellationToken cancel)
    {
        await context.Store.MigrateAsync(new StoreMigrateRequest { Scripts = [.. Journal.Scripts, .. GrantStore.Scripts] }, cancel);
        _parts = GmailParts.Open(context);
        context.Offer(MailProviderRpc.Contract, new GmailProvider(_parts));
    }

    public async ValueTask DeactivateAsync(CancellationToken cancel)
    {
        if (_parts is not null)
            await _parts.DisposeAsync();
        _parts = null;
    }
}
