namespace Assistant.Conformance.MailLocal;

/// <summary>The post office, called directly.</summary>
public sealed class OfficeConformance : MailProviderConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => LocalBeds.OfficeAsync(overRpc: false);
}

/// <summary>The post office, over a session.</summary>
public sealed class OfficeOverRpcConformance : MailProviderConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => LocalBeds.OfficeAsync(overRpc: true);
}

/// <summary>A Maildir with a command, called directly.</summary>
public sealed class CommandConformance : MailProviderConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => LocalBeds.CommandAsync(overRpc: false);
}

/// <summary>A Maildir with a command, over a session.</summary>
public sealed class CommandOverRpcConformance : MailProviderConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => LocalBeds.CommandAsync(overRpc: true);
}

internal static class LocalBeds
{
    public static async ValueTask<ProviderBed> OfficeAsync(bool overRpc)
    {
        var bed = new OfficeBed(overRpc);
        await bed.PrepareAsync();
        return bed;
    }

    public static async ValueTask<ProviderBed> CommandAsync(bool overRpc)
    {
        var bed = new CommandBed(overRpc);
        await bed.StartAsync();
        return bed;
    }
}
