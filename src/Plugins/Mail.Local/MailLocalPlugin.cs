using Assistant.Plugins.MailLocal.Accounts;
using Assistant.Plugins.MailLocal.Maildirs;
using Assistant.Plugins.MailLocal.Office;
using Assistant.Protocol.Plugins;

namespace Assistant.Plugins.MailLocal;

/// <summary>Mail on this machine. In the plugin's folder: <c>office</c> (post office), <c>reading</c> (positions) and <c>sending</c> (journals).</summary>
public sealed class MailLocalPlugin : IPlugin
{
    /// <summary>The host's data folder lies at most two above ours; its marker says that it holds a demonstration.</summary>
    private const int MarkerDistance = 2;

    private PostOffice? _office;

    public async ValueTask ActivateAsync(IPluginContext context, CancellationToken cancel)
    {
        var folder = context.DataFolder;
        _office = await PostOffice.OpenAsync(Path.Combine(folder, "office"), context.Time, OfficePace.Default, context.Log, cancel);
        var accounts = new AccountOpener(_office, Path.Combine(folder, "sending"), context.Time, context.Log);
        var reader = new MaildirReader(Path.Combine(folder, "reading"), context.Time);
        context.Offer(MailProviderRpc.Contract, new LocalMailProvider(accounts, reader, new ContentReader(context.Host)));
        context.Offer(PostOfficeRpc.Contract, new Desk(_office, () => IsDemo(folder), context.Time));
    }

    public async ValueTask DeactivateAsync(CancellationToken cancel)
    {
        if (_office is not null)
            await _office.DisposeAsync();
        _office = null;
    }

    private static bool IsDemo(string folder)
    {
        var at = new DirectoryInfo(folder);
        for (var up = 0; up <= MarkerDistance && at is not null; up++, at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "demo.json")))
                return true;
        }

        return false;
    }
}
