namespace Assistant.Conformance.MailLocal;

/// <summary>The post office, called directly.</summary>
public sealed class OfficeConformance : MailProviderBodiesConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => LocalBeds.OfficeAsync(PluginRun.Direct);
}

/// <summary>The post office, over a session.</summary>
public sealed class OfficeOverRpcConformance : MailProviderBodiesConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => LocalBeds.OfficeAsync(PluginRun.OverRpc);
}

/// <summary>The post office, in its own process.</summary>
public sealed class OfficeOwnProcessConformance : MailProviderBodiesConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => LocalBeds.OfficeAsync(PluginRun.OwnProcess);
}

/// <summary>A Maildir with a command, called directly.</summary>
public sealed class CommandConformance : MailProviderBodiesConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => LocalBeds.CommandAsync(PluginRun.Direct);
}

/// <summary>A Maildir with a command, over a session.</summary>
public sealed class CommandOverRpcConformance : MailProviderBodiesConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => LocalBeds.CommandAsync(PluginRun.OverRpc);
}

/// <summary>A Maildir with a command, in its own process.</summary>
public sealed class CommandOwnProcessConformance : MailProviderBodiesConformance
{
    protected override ValueTask<ProviderBed> OpenAsync() => LocalBeds.CommandAsync(PluginRun.OwnProcess);
}

internal static class LocalBeds
{
    public static async ValueTask<ProviderBed> OfficeAsync(PluginRun run)
    {
        var bed = new OfficeBed(run);
        await bed.PrepareAsync();
        return bed;
    }

    public static async ValueTask<ProviderBed> CommandAsync(PluginRun run)
    {
        var bed = new CommandBed(run);
        await bed.StartAsync();
        return bed;
    }
}
