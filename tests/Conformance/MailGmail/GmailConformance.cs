using Assistant.Protocol.Services;

namespace Assistant.Conformance.MailGmail;

/// <summary>Gmail with bodies granted: one request sends.</summary>
public sealed class GmailConformance : MailProviderBodiesConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => GmailBeds.OpenAsync(GrantLevel.Bodies, overRpc: false);
}

/// <summary>The same over a session.</summary>
public sealed class GmailOverRpcConformance : MailProviderBodiesConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => GmailBeds.OpenAsync(GrantLevel.Bodies, overRpc: true);
}

/// <summary>Gmail with drafts granted: a draft is staged and sent.</summary>
public sealed class GmailDraftsConformance : MailProviderBodiesConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => GmailBeds.OpenAsync(GrantLevel.Drafts, overRpc: false);
}

/// <summary>Gmail with the least that serves, the default: no text of any mail, no draft.</summary>
public sealed class GmailHeadersConformance : MailProviderConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => GmailBeds.OpenAsync(GrantLevel.Headers, overRpc: false);
}

internal static class GmailBeds
{
    public static async ValueTask<ProviderBed> OpenAsync(GrantLevel grant, bool overRpc)
    {
        var bed = new GmailBed(grant, overRpc);
        await bed.StartAsync();
        return bed;
    }
}
